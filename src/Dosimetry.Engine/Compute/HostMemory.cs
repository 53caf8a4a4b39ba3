using System.Runtime.CompilerServices;

namespace Dosimetry.Engine.Compute;

/// <summary>An array as a kernel's memory.</summary>
public readonly struct HostView<T>(T[] array) : IView<T> where T : unmanaged
{
    /// <inheritdoc/>
    public T this[int i]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => array[i];
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => array[i] = value;
    }
}

/// <summary>An array of integers that several threads add to.</summary>
public readonly struct HostTally(long[] array) : ITally
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int i, long quanta) => Interlocked.Add(ref array[i], quanta);
}

internal sealed class HostBuffer<T>(T[] data) : IBuffer<T, HostView<T>> where T : unmanaged
{
    public HostView<T> View => new(data);
    public T[] ToArray() => data;
    public void Dispose() { }
}

internal sealed class HostTallyBuffer(long[] data) : IBuffer<long, HostTally>
{
    public HostTally View => new(data);
    public long[] ToArray() => data;
    public void Dispose() { }
}

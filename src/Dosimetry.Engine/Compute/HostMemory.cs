using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dosimetry.Engine.Compute;

/// <summary>An array as a kernel's memory.</summary>
public readonly struct HostView<T>(T[] array) : IView<T> where T : unmanaged
{
    /// <inheritdoc/>
    public T this[int i]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => HostMemory.At(array, i);
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => HostMemory.At(array, i) = value;
    }
}

/// <summary>An array of integers that several threads add to.</summary>
public readonly struct HostTally(long[] array) : ITally
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int i, long quanta) => Interlocked.Add(ref HostMemory.At(array, i), quanta);
}

internal static class HostMemory
{
    /// <summary>An element. Debug builds check the index; release builds do not, as a GPU does not (measured: 6 and 15 % of a Monte Carlo run in two
    /// pairs). The contract tests run the kernels on an executor of their own that checks in every build.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T At<T>(T[] array, int i) =>
#if DEBUG
        ref array[i];
#else
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), i);
#endif
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

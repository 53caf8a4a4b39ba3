using Dosimetry.Engine.Compute;

namespace Dosimetry.DoseContract.Tests;

/// <summary>An executor without fast convolvers: runs the kernels one index after the other, as a GPU would, with every index checked.</summary>
internal sealed class PlainDevice : VoxelDevice<CheckedView<float>, CheckedView<int>, CheckedTally>
{
    public override string Name => "plain";
    protected override IBuffer<float, CheckedView<float>> Floats(float[] data) => new Buffer<float, CheckedView<float>>(data, new(data));
    protected override IBuffer<int, CheckedView<int>> Ints(int[] data) => new Buffer<int, CheckedView<int>>(data, new(data));
    protected override IBuffer<long, CheckedTally> Tally(int n)
    {
        long[] data = new long[n];
        return new Buffer<long, CheckedTally>(data, new(data));
    }

    protected override void Launch<TK>(int n, TK kernel)
    {
        for (int i = 0; i < n; i++) kernel.Run(i);
    }

    private sealed class Buffer<T, TView>(T[] data, TView view) : IBuffer<T, TView> where T : unmanaged
    {
        public TView View => view;
        public T[] ToArray() => data;
        public void Dispose() { }
    }
}

/// <summary>An array whose index is checked in every build.</summary>
internal readonly struct CheckedView<T>(T[] array) : IView<T> where T : unmanaged
{
    public T this[int i] { get => array[i]; set => array[i] = value; }
}

/// <summary>A tally whose index is checked in every build.</summary>
internal readonly struct CheckedTally(long[] array) : ITally
{
    public void Add(int i, long quanta) => array[i] += quanta;
}

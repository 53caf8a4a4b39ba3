using Dosimetry.Engine.Compute;

namespace Dosimetry.DoseContract.Tests;

/// <summary>An executor without fast convolvers: runs the kernels one index after the other, as a GPU would.</summary>
internal sealed class PlainDevice : VoxelDevice<HostView<float>, HostView<int>, HostTally>
{
    public override string Name => "plain";
    protected override IBuffer<float, HostView<float>> Floats(float[] data) => new Buffer<float, HostView<float>>(data, new(data));
    protected override IBuffer<int, HostView<int>> Ints(int[] data) => new Buffer<int, HostView<int>>(data, new(data));
    protected override IBuffer<long, HostTally> Tally(int n)
    {
        long[] data = new long[n];
        return new Buffer<long, HostTally>(data, new(data));
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

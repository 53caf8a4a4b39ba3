using Dosimetry.Engine.Compute;

namespace Dosimetry.Engine.Tests.Compute;

/// <summary>The fast convolvers against the one-source kernel run by the plain CPU executor.</summary>
public class ConvolverTests
{
    /// <summary>The executor without its fast convolvers.</summary>
    private sealed class PlainDevice : VoxelDevice<HostView<float>, HostView<int>, HostTally>
    {
        public override string Name => "plain";
        protected override IBuffer<float, HostView<float>> Floats(float[] data) => new HostBuffer<float>(data);
        protected override IBuffer<int, HostView<int>> Ints(int[] data) => new HostBuffer<int>(data);
        protected override IBuffer<long, HostTally> Tally(int n) => new HostTallyBuffer(new long[n]);
        protected override void Launch<TK>(int n, TK kernel)
        {
            for (int i = 0; i < n; i++) kernel.Run(i);
        }
    }

    private static float[] Noise(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble())];
    }

    private static ConvolutionKernel Kernel(int rx, int ry, int rz, int seed) =>
        new(rx, ry, rz, Noise((2 * rx + 1) * (2 * ry + 1) * (2 * rz + 1), seed));

    private static double Worst(float[] a, float[] b)
    {
        double max = b.Max(Math.Abs);
        return a.Zip(b, (x, y) => Math.Abs((double)x - y)).Max() / max;
    }

    public static TheoryData<int, int, int, int, int, int> Sizes => new()
    {
        { 1, 1, 1, 0, 0, 0 }, { 1, 1, 1, 3, 2, 1 }, { 7, 5, 3, 2, 2, 2 }, { 33, 17, 9, 5, 5, 5 }, { 32, 8, 16, 1, 4, 0 }, { 19, 20, 21, 0, 5, 3 },
        { 40, 3, 2, 5, 1, 2 }, { 13, 29, 11, 6, 3, 9 }, { 5, 6, 7, 20, 20, 20 }, { 31, 33, 34, 10, 10, 10 }, { 64, 1, 1, 12, 0, 0 },
            { 1, 1, 50, 0, 0, 17 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Fft_and_simd_agree_with_the_plain_kernel(int nx, int ny, int nz, int rx, int ry, int rz)
    {
        VoxelCounts n = new(nx, ny, nz);
        float[] source = Noise(n.Total, 1);
        ConvolutionKernel kernel = Kernel(rx, ry, rz, 2);
        float[] reference = new PlainDevice().Convolve(source, n, kernel);
        Assert.True(Worst(SimdConvolver.Run(source, n, kernel, 2, default), reference) < 2e-6);
        Assert.True(Worst(new FftConvolver(n, kernel, 2).Run(source, default), reference) < 1e-5);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void An_even_kernel_from_its_octant_agrees_with_all_its_weights(int nx, int ny, int nz, int rx, int ry, int rz)
    {
        VoxelCounts n = new(nx, ny, nz);
        float[] source = Noise(n.Total, 4);
        ConvolutionKernel even = ConvolutionKernel.Even(rx, ry, rz, Noise((rx + 1) * (ry + 1) * (rz + 1), 6));
        Assert.Equal(even.Weights[even.Index(rx, -ry, 0)], even.Weights[even.Index(-rx, ry, 0)]);
        float[] reference = new PlainDevice().Convolve(source, n, new ConvolutionKernel(rx, ry, rz, even.Weights));
        Assert.True(Worst(new FftConvolver(n, even, 2).Run(source, default), reference) < 1e-5);
    }

    [Fact]
    public void An_octant_of_the_wrong_size_is_no_kernel() => Assert.Throws<ArgumentException>(() => ConvolutionKernel.Even(2, 2, 2, new float[8]));

    [Fact]
    public void Any_size_and_radius_agrees()
    {
        var sizes = Gen.Choose(1, 24).Three().Zip(Gen.Choose(0, 8).Three()).ToArbitrary();
        Prop.ForAll(sizes, s =>
        {
            VoxelCounts n = new(s.Item1.Item1, s.Item1.Item2, s.Item1.Item3);
            ConvolutionKernel kernel = Kernel(s.Item2.Item1, s.Item2.Item2, s.Item2.Item3, 5);
            float[] source = Noise(n.Total, 7), reference = new PlainDevice().Convolve(source, n, kernel);
            return Worst(new CpuDevice(1).Convolve(source, n, kernel), reference) < 1e-5
                && Worst(new FftConvolver(n, kernel, 1).Run(source, default), reference) < 1e-5;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_point_gives_back_the_kernel_where_it_stands()
    {
        VoxelCounts n = new(15, 12, 10);
        ConvolutionKernel kernel = Kernel(2, 6, 1, 3);
        float[] source = new float[n.Total];
        source[4 + 15 * (6 + 12 * 5)] = 1;
        float[] result = new CpuDevice(2).Convolve(source, n, kernel);
        Assert.Equal(kernel.Weights[kernel.Index(2, -4, 1)], result[6 + 15 * (2 + 12 * 6)], 1e-5);
        Assert.Equal(0, result[9 + 15 * (6 + 12 * 5)], 1e-5);
    }

    [Fact]
    public void The_result_does_not_depend_on_the_threads()
    {
        VoxelCounts n = new(30, 31, 32);
        float[] source = Noise(n.Total, 9);
        foreach (ConvolutionKernel kernel in (ConvolutionKernel[])[Kernel(3, 3, 3, 1), Kernel(9, 9, 9, 1)])
            Assert.Equal(new CpuDevice(1).Convolve(source, n, kernel), new CpuDevice(3).Convolve(source, n, kernel));
    }

    [Fact]
    public void Cancelled_means_no_result()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => new CpuDevice(1).Convolve(new float[8], new(2, 2, 2), Kernel(9, 9, 9, 1), cancel.Token));
    }

    [Fact]
    public void Devices_say_what_they_are_and_why()
    {
        using IVoxelDevice cpu = Devices.Open(DeviceChoice.Cpu, 2), any = Devices.Open(DeviceChoice.Auto, 2);
        Assert.Equal("CPU x2", cpu.Name);
        Assert.Null(cpu.Reason);
        Assert.True(any.Name != "CPU x2" || any.Reason is { Length: > 10 });
    }
}

namespace Dosimetry.Engine.Compute;

/// <summary>
/// Convolution by FFT with zero padding to n + R, the least that keeps the wrapped-around part outside the image. The kernel's spectrum is
/// computed once and serves any number of images. Rounding leaves a floor of about 5e-6 of the largest value (also negative, far from the
/// activity); it is not clamped here, because clamping biases means.
/// </summary>
internal sealed class FftConvolver
{
    private readonly VoxelCounts _n;
    private readonly RealFft3D _fft;
    private readonly IPlaneFilter _filter;

    public FftConvolver(VoxelCounts n, ConvolutionKernel kernel, int threads, CancellationToken cancel = default)
    {
        _n = n;
        int rx = Math.Min(kernel.Rx, n.X - 1), ry = Math.Min(kernel.Ry, n.Y - 1), rz = Math.Min(kernel.Rz, n.Z - 1); // farther pairs do not exist
        _fft = new RealFft3D(new(n.X + rx, n.Y + ry, n.Z + rz), threads);
        float scale = (float)(1 / _fft.Gain);
        _filter = kernel.Octant is { } octant
            ? new EvenFilter(Cut(octant, kernel, rx, ry, rz), new(rx + 1, ry + 1, rz + 1), _fft.Size, _fft.Stride, scale, threads, cancel)
            : new GeneralFilter(_fft.Forward(Wrapped(kernel, rx, ry, rz, scale), cancel));
    }

    /// <summary>The convolution of <paramref name="source"/> with the kernel.</summary>
    public float[] Run(float[] source, CancellationToken cancel) => _fft.Convolve(source, _n, _filter, cancel);

    /// <summary>The part of an octant within reach.</summary>
    private static float[] Cut(float[] octant, ConvolutionKernel kernel, int rx, int ry, int rz)
    {
        if ((rx, ry, rz) == (kernel.Rx, kernel.Ry, kernel.Rz)) return octant;
        float[] cut = new float[(rx + 1) * (ry + 1) * (rz + 1)];
        for (int k = 0; k <= rz; k++)
            for (int j = 0; j <= ry; j++)
                octant.AsSpan((kernel.Rx + 1) * (j + (kernel.Ry + 1) * k), rx + 1).CopyTo(cut.AsSpan((rx + 1) * (j + (ry + 1) * k)));
        return cut;
    }

    /// <summary>The kernel with offset 0 at voxel 0 and negative offsets at the far end, times <paramref name="scale"/>.</summary>
    private float[] Wrapped(ConvolutionKernel kernel, int rx, int ry, int rz, float scale)
    {
        VoxelCounts m = _fft.Size;
        float[] image = new float[m.Total];
        for (int k = -rz; k <= rz; k++)
            for (int j = -ry; j <= ry; j++)
            {
                int row = (((k + m.Z) % m.Z) * m.Y + (j + m.Y) % m.Y) * m.X, from = kernel.Index(0, j, k);
                for (int i = -rx; i <= rx; i++) image[row + (i + m.X) % m.X] = kernel.Weights[from + i] * scale;
            }
        return image;
    }
}

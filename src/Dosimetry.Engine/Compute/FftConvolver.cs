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
    private readonly Spectrum _kernel;

    public FftConvolver(VoxelCounts n, ConvolutionKernel kernel, int threads, CancellationToken cancel = default)
    {
        _n = n;
        int rx = Math.Min(kernel.Rx, n.X - 1), ry = Math.Min(kernel.Ry, n.Y - 1), rz = Math.Min(kernel.Rz, n.Z - 1); // farther pairs do not exist
        _fft = new RealFft3D(new(n.X + rx, n.Y + ry, n.Z + rz), threads);
        _kernel = _fft.Forward(Wrapped(kernel, rx, ry, rz), _fft.Size, cancel);
    }

    /// <summary>The convolution of <paramref name="source"/> with the kernel.</summary>
    public float[] Run(float[] source, CancellationToken cancel)
    {
        Spectrum s = _fft.Forward(source, _n, cancel);
        s.MultiplyBy(_kernel);
        return _fft.Inverse(s, _n, cancel);
    }

    /// <summary>The kernel with offset 0 at voxel 0 and negative offsets at the far end, divided by the transform's gain.</summary>
    private float[] Wrapped(ConvolutionKernel kernel, int rx, int ry, int rz)
    {
        VoxelCounts m = _fft.Size;
        float[] image = new float[m.Total];
        float scale = (float)(1 / _fft.Gain);
        for (int k = -rz; k <= rz; k++)
            for (int j = -ry; j <= ry; j++)
            {
                int row = (((k + m.Z) % m.Z) * m.Y + (j + m.Y) % m.Y) * m.X, from = kernel.Index(0, j, k);
                for (int i = -rx; i <= rx; i++) image[row + (i + m.X) % m.X] = kernel.Weights[from + i] * scale;
            }
        return image;
    }
}

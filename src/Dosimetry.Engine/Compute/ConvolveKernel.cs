namespace Dosimetry.Engine.Compute;

/// <summary>Direct convolution, one output voxel a thread: the reference that the faster convolvers are tested against, and the GPU's way.</summary>
public struct ConvolveKernel<TF> : IKernel where TF : struct, IView<float>
{
    /// <summary>Source image.</summary>
    public TF Source;
    /// <summary>Weights, laid out as in <see cref="ConvolutionKernel"/>.</summary>
    public TF Weights;
    /// <summary>Result.</summary>
    public TF Result;
    /// <summary>Voxels along x, y, z.</summary>
    public int Nx, Ny, Nz;
    /// <summary>Half-widths along x, y, z.</summary>
    public int Rx, Ry, Rz;

    /// <inheritdoc/>
    public void Run(int index)
    {
        int x = index % Nx, y = index / Nx % Ny, z = index / (Nx * Ny);
        int wx = 2 * Rx + 1, wy = 2 * Ry + 1;
        int x0 = Math.Max(0, x - Rx), x1 = Math.Min(Nx - 1, x + Rx);
        int y0 = Math.Max(0, y - Ry), y1 = Math.Min(Ny - 1, y + Ry);
        int z0 = Math.Max(0, z - Rz), z1 = Math.Min(Nz - 1, z + Rz);
        float sum = 0;
        for (int sz = z0; sz <= z1; sz++)
            for (int sy = y0; sy <= y1; sy++)
            {
                int s = (sz * Ny + sy) * Nx, w = ((z - sz + Rz) * wy + (y - sy + Ry)) * wx + x + Rx;
                for (int sx = x0; sx <= x1; sx++) sum += Source[s + sx] * Weights[w - sx];
            }
        Result[index] = sum;
    }
}

using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Imaging;

/// <summary>
/// The camera's point spread: convolution with a normalised Gaussian, σ = FWHM / (2 √(2 ln 2)), one axis after the other. Weights are
/// taken at
/// the voxel centres out to 3.5 σ and add up to one. What would leave the grid is lost, so leave a rim of 3 σ.
/// </summary>
public static class GaussianBlur
{
    /// <summary>The blurred values; the total is kept where the image is zero within 3 σ of the rim.</summary>
    public static float[] Apply(Grid grid, float[] values, double fwhm_mm)
    {
        Vector3D spacing = grid.Spacing_mm;
        values = Along(values, 1, grid.Nx, grid.Count / grid.Nx, Weights(fwhm_mm, spacing.X));
        values = Along(values, grid.Nx, grid.Ny, grid.Nz, Weights(fwhm_mm, spacing.Y));
        return Along(values, grid.Nx * grid.Ny, grid.Nz, 1, Weights(fwhm_mm, spacing.Z));
    }

    private static float[] Weights(double fwhm_mm, double spacing_mm)
    {
        double sigma = fwhm_mm / 2.354820045 / spacing_mm;
        int reach = (int)Math.Ceiling(3.5 * sigma);
        double[] w = [.. Enumerable.Range(-reach, 2 * reach + 1).Select(n => Math.Exp(-0.5 * n * n / (sigma * sigma)))];
        double sum = w.Sum();
        return [.. w.Select(v => (float)(v / sum))];
    }

    /// <summary>
    /// Lines of <paramref name="count"/> values that lie <paramref name="stride"/> apart; blocks of stride × count follow each other.
    /// </summary>
    private static float[] Along(float[] values, int stride, int count, int blocks, float[] weights)
    {
        float[] result = new float[values.Length];
        int reach = weights.Length / 2;
        Parallel.For(0, blocks, block =>
        {
            int start = block * stride * count;
            for (int n = 0; n < count; n++)
                for (int w = Math.Max(-reach, -n); w <= Math.Min(reach, count - 1 - n); w++)
                    AddLine(values.AsSpan(start + (n + w) * stride, stride), result.AsSpan(start + n * stride, stride), weights[w + reach]);
        });
        return result;
    }

    private static void AddLine(ReadOnlySpan<float> from, Span<float> to, float weight)
    {
        for (int n = 0; n < to.Length; n++) to[n] += weight * from[n];
    }
}

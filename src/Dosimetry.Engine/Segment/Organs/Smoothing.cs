using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Organs;

/// <summary>Gaussian smoothing of an image, one axis after the other; at the edges the weights that lie inside are renormalised.</summary>
internal static class Smoothing
{
    private const double FwhmPerSigma = 2.354820045;

    /// <summary>The smoothed values.</summary>
    public static float[] Gaussian(Grid grid, float[] values, double fwhm_mm)
    {
        Vector3D s = grid.Spacing_mm;
        values = Along(values, 1, grid.Nx, grid.Ny * grid.Nz, Weights(fwhm_mm / FwhmPerSigma / s.X));
        values = Along(values, grid.Nx, grid.Ny, grid.Nz, Weights(fwhm_mm / FwhmPerSigma / s.Y));
        return Along(values, grid.Nx * grid.Ny, grid.Nz, 1, Weights(fwhm_mm / FwhmPerSigma / s.Z));
    }

    private static float[] Weights(double sigma)
    {
        int reach = (int)Math.Ceiling(3 * sigma);
        return [.. Enumerable.Range(-reach, 2 * reach + 1).Select(n => (float)Math.Exp(-0.5 * n * n / (sigma * sigma)))];
    }

    /// <summary>Lines of <paramref name="count"/> values that lie <paramref name="stride"/> apart; blocks of stride × count follow each other.</summary>
    private static float[] Along(float[] values, int stride, int count, int blocks, float[] weights)
    {
        float[] result = new float[values.Length];
        int reach = weights.Length / 2;
        Parallel.For(0, blocks, block =>
        {
            int start = block * stride * count;
            for (int n = 0; n < count; n++)
            {
                int from = Math.Max(-reach, -n), to = Math.Min(reach, count - 1 - n);
                float sum = 0;
                for (int w = from; w <= to; w++) sum += weights[w + reach];
                Span<float> target = result.AsSpan(start + n * stride, stride);
                for (int w = from; w <= to; w++) AddLine(values.AsSpan(start + (n + w) * stride, stride), target, weights[w + reach] / sum);
            }
        });
        return result;
    }

    private static void AddLine(ReadOnlySpan<float> from, Span<float> to, float weight)
    {
        for (int n = 0; n < to.Length; n++) to[n] += weight * from[n];
    }
}

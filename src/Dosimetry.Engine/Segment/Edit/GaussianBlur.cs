using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Edit;

/// <summary>Gaussian of equal width in mm along the three axes, cut at 4 sigma and normalised; zero outside the grid. Perpendicular axes.</summary>
internal static class GaussianBlur
{
    private const double Reach_sigmas = 4;

    public static float[] Apply(float[] values, Grid grid, double sigma_mm)
    {
        Vector3D s = grid.Spacing_mm;
        values = Along(values, grid.Nx, 1, grid.Count, Weights(sigma_mm / s.X));
        values = Along(values, grid.Ny, grid.Nx, grid.Count, Weights(sigma_mm / s.Y));
        return Along(values, grid.Nz, grid.Nx * grid.Ny, grid.Count, Weights(sigma_mm / s.Z));
    }

    private static float[] Weights(double sigma_voxels)
    {
        int reach = (int)Math.Ceiling(Reach_sigmas * sigma_voxels);
        double[] w = [.. Enumerable.Range(-reach, 2 * reach + 1).Select(d => Math.Exp(-d * d / (2 * sigma_voxels * sigma_voxels)))];
        return Array.ConvertAll(w, v => (float)(v / w.Sum()));
    }

    private static float[] Along(float[] values, int count, int stride, int total, float[] weights)
    {
        float[] blurred = new float[total];
        int reach = weights.Length / 2;
        Parallel.For(0, total / count, line =>
        {
            int start = line % stride + line / stride * stride * count;
            for (int x = 0; x < count; x++)
            {
                float sum = 0;
                for (int d = Math.Max(-reach, -x); d <= Math.Min(reach, count - 1 - x); d++) sum += weights[d + reach] * values[start + (x + d) * stride];
                blurred[start + x * stride] = sum;
            }
        });
        return blurred;
    }
}

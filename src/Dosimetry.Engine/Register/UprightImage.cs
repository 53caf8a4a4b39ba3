using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Register;

/// <summary>
/// An image on voxels along the patient's axes, for showing only: trilinear between voxel centres, spacing and handedness kept, large enough to hold all
/// of a turned image. What it does not cover takes <c>outside</c>.
/// </summary>
public static class UprightImage
{
    private const double Tolerance = 1e-6;

    /// <summary>The image itself when its axes are the patient's already.</summary>
    public static Volume<TQuantity> Of<TQuantity>(Volume<TQuantity> image, float outside) where TQuantity : struct, IQuantity
    {
        if (IsUpright(image.Grid.Affine)) return image;
        Grid grid = Around(image.Grid);
        TrilinearSampler sampler = new(image.Grid, Array.ConvertAll(image.Values, v => v - outside));
        float[] values = new float[grid.Count];
        Parallel.For(0, grid.Nz, k =>
        {
            for (int n = grid.Index(0, 0, k); n < grid.Index(0, 0, k) + grid.Nx * grid.Ny; n++)
            {
                (int i, int j, _) = grid.Voxel(n);
                values[n] = (float)sampler.At(grid.Affine.Apply(i, j, k)) + outside;
            }
        });
        return new Volume<TQuantity>(grid, values);
    }

    private static bool IsUpright(Affine a) => new[] { a.StepI, a.StepJ, a.StepK }.All(s => Math.Max(Math.Abs(s.X), Math.Max(Math.Abs(s.Y), Math.Abs(s.Z))) > (1 - Tolerance) * s.Length);

    /// <summary>Voxels along x, y, z of the patient around the corners of a turned grid; i and j run as DICOM's do, towards left and posterior.</summary>
    private static Grid Around(Grid g)
    {
        Vector3D[] corners = [.. from i in (int[])[0, g.Nx - 1] from j in (int[])[0, g.Ny - 1] from k in (int[])[0, g.Nz - 1] select g.Affine.Apply(i, j, k)];
        Vector3D s = g.Spacing_mm;
        Vector3D low = new(corners.Min(c => c.X), corners.Min(c => c.Y), corners.Min(c => c.Z)), high = new(corners.Max(c => c.X), corners.Max(c => c.Y), corners.Max(c => c.Z));
        return new Grid(Count(low.X, high.X, s.X), Count(low.Y, high.Y, s.Y), Count(low.Z, high.Z, s.Z), Affine.Diagonal(new(-s.X, -s.Y, s.Z), new(high.X, high.Y, low.Z)));
    }

    private static int Count(double low, double high, double spacing) => (int)Math.Ceiling((high - low) / spacing) + 1;
}

using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Psma;

/// <summary>
/// A lesion's outline: an ellipsoid whose radius swings by up to 12 % with the direction, scaled so that the axes' product is that of the sphere of the
/// stated diameter.
/// </summary>
internal readonly record struct LesionShape(Vector3D Centre_mm, double Diameter_mm, Vector3D Axes, double Bump, double Phase)
{
    /// <summary>The n-th shape of a stream of random numbers.</summary>
    public static LesionShape Draw(CounterRandom random, long place, Vector3D centre, double diameter_mm)
    {
        double a = random.Between(place, 0.82, 1.22), b = random.Between(place + 1, 0.82, 1.22), c = 1 / (a * b);
        return new(centre, diameter_mm, new(a, b, c), random.Between(place + 2, 0, 0.12), random.Between(place + 3, 0, 2 * Math.PI));
    }

    /// <summary>Distance from the centre in units of the outline's: 1 on it, below 1 inside.</summary>
    public double Depth(Vector3D p)
    {
        Vector3D d = p - Centre_mm, e = new(d.X / Axes.X, d.Y / Axes.Y, d.Z / Axes.Z);
        double swing = 1 + Bump * Math.Sin(2 * Math.Atan2(d.Y, d.X) + Phase) * Math.Cos(3 * Math.Atan2(d.Z, d.X) + Phase);
        return e.Length / (0.5 * Diameter_mm * swing);
    }

    /// <summary>Voxels whose centre lies within the outline, with their depth.</summary>
    public IEnumerable<(int Voxel, double Depth)> Voxels(Grid grid)
    {
        Affine toIndex = grid.Affine.Inverse();
        Vector3D middle = toIndex.Apply(Centre_mm), s = grid.Spacing_mm;
        double reach_mm = 0.9 * Diameter_mm;
        (int ri, int rj, int rk) = ((int)(reach_mm / s.X) + 1, (int)(reach_mm / s.Y) + 1, (int)(reach_mm / s.Z) + 1);
        (int ci, int cj, int ck) = ((int)Math.Round(middle.X), (int)Math.Round(middle.Y), (int)Math.Round(middle.Z));
        for (int k = Math.Max(0, ck - rk); k <= Math.Min(grid.Nz - 1, ck + rk); k++)
            for (int j = Math.Max(0, cj - rj); j <= Math.Min(grid.Ny - 1, cj + rj); j++)
                for (int i = Math.Max(0, ci - ri); i <= Math.Min(grid.Nx - 1, ci + ri); i++)
                    if (Depth(grid.Affine.Apply(i, j, k)) is <= 1 and var depth) yield return (grid.Index(i, j, k), depth);
    }
}

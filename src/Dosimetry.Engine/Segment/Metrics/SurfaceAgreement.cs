using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Metrics;

/// <summary>
/// Quantity: how closely two surfaces follow each other. The surface of a mask is the set of voxel faces between inside and outside, each with its area.
/// Equations: surface Dice = (area of A's faces within the tolerance of a face of B + the reverse) / (area of A + area of B), distances between face centres;
/// HD95 = larger of the two area-weighted 95th percentiles of the distance to the other surface.
/// Source: Nikolov 2018 (area-weighted surface Dice). Validity: same grid. Neglected: distances are between face centres, so up to half a voxel too large
/// for surfaces that are shifted along each other.
/// </summary>
public static class SurfaceAgreement
{
    private readonly record struct Face(Vector3D Centre, double Area_mm2);

    /// <summary>Share of both surfaces within the tolerance of the other, 0 to 1; NaN where both are empty.</summary>
    public static double SurfaceDice(bool[] a, bool[] b, Grid grid, double tolerance_mm)
    {
        List<Face> facesA = Faces(a, grid), facesB = Faces(b, grid);
        double near = Near(facesA, facesB, tolerance_mm) + Near(facesB, facesA, tolerance_mm), all = facesA.Sum(f => f.Area_mm2) + facesB.Sum(f => f.Area_mm2);
        return all == 0 ? double.NaN : near / all;
    }

    /// <summary>95 % Hausdorff distance, mm; NaN where a mask is empty.</summary>
    public static double HausdorffDistance95_mm(bool[] a, bool[] b, Grid grid)
    {
        List<Face> facesA = Faces(a, grid), facesB = Faces(b, grid);
        return facesA.Count == 0 || facesB.Count == 0 ? double.NaN : Math.Max(Percentile95(facesA, facesB), Percentile95(facesB, facesA));
    }

    private static double Near(List<Face> of, List<Face> to, double tolerance_mm)
    {
        FaceIndex index = new(to, Math.Max(tolerance_mm, 1));
        return of.Where(f => index.Distance(f.Centre, tolerance_mm) <= tolerance_mm + 1e-9).Sum(f => f.Area_mm2);
    }

    private static double Percentile95(List<Face> of, List<Face> to)
    {
        FaceIndex index = new(to, 5);
        (double Distance, double Area)[] sorted = [.. of.Select(f => (index.Distance(f.Centre, double.PositiveInfinity), f.Area_mm2)).OrderBy(d => d.Item1)];
        double mark = 0.95 * sorted.Sum(d => d.Area), sum = 0;
        foreach ((double distance, double area) in sorted)
            if ((sum += area) >= mark) return distance;
        return sorted[^1].Distance;
    }

    private static List<Face> Faces(bool[] mask, Grid grid)
    {
        List<Face> faces = [];
        Vector3D x = grid.Affine.StepI, y = grid.Affine.StepJ, z = grid.Affine.StepK;
        double yz = y.Cross(z).Length, xz = x.Cross(z).Length, xy = x.Cross(y).Length;
        bool At(int i, int j, int k) => (uint)i < (uint)grid.Nx && (uint)j < (uint)grid.Ny && (uint)k < (uint)grid.Nz && mask[grid.Index(i, j, k)];
        for (int n = 0; n < mask.Length; n++)
        {
            if (!mask[n]) continue;
            (int i, int j, int k) = grid.Voxel(n);
            Vector3D centre = grid.Affine.Apply(i, j, k);
            foreach (int side in (int[])[-1, 1])
            {
                if (!At(i + side, j, k)) faces.Add(new(centre + 0.5 * side * x, yz));
                if (!At(i, j + side, k)) faces.Add(new(centre + 0.5 * side * y, xz));
                if (!At(i, j, k + side)) faces.Add(new(centre + 0.5 * side * z, xy));
            }
        }
        return faces;
    }

    /// <summary>Faces sorted into cubes, searched in growing shells of cubes.</summary>
    private sealed class FaceIndex
    {
        private readonly double size_mm;
        private readonly Dictionary<(int, int, int), List<Vector3D>> cubes = [];

        public FaceIndex(List<Face> faces, double size_mm)
        {
            this.size_mm = size_mm;
            foreach (Face face in faces)
            {
                var cube = CubeOf(face.Centre);
                if (!cubes.TryGetValue(cube, out List<Vector3D>? held)) cubes[cube] = held = [];
                held.Add(face.Centre);
            }
        }

        /// <summary>Distance to the nearest face; searched no farther than <paramref name="most_mm"/>.</summary>
        public double Distance(Vector3D p, double most_mm)
        {
            if (cubes.Count == 0) return double.PositiveInfinity;
            double best = double.PositiveInfinity;
            (int x, int y, int z) = CubeOf(p);
            for (int shell = 0; (shell - 1) * size_mm <= Math.Min(best, most_mm); shell++)
                foreach ((int, int, int) cube in Shell(x, y, z, shell))
                    if (cubes.TryGetValue(cube, out List<Vector3D>? held))
                        foreach (Vector3D face in held) best = Math.Min(best, (face - p).Length);
            return best;
        }

        private (int, int, int) CubeOf(Vector3D p) => ((int)Math.Floor(p.X / size_mm), (int)Math.Floor(p.Y / size_mm), (int)Math.Floor(p.Z / size_mm));

        private static IEnumerable<(int, int, int)> Shell(int x, int y, int z, int r)
        {
            for (int i = -r; i <= r; i++)
                for (int j = -r; j <= r; j++)
                    if (Math.Max(Math.Abs(i), Math.Abs(j)) == r)
                        for (int k = -r; k <= r; k++) yield return (x + i, y + j, z + k);
                    else
                    {
                        yield return (x + i, y + j, z - r);
                        if (r > 0) yield return (x + i, y + j, z + r);
                    }
        }
    }
}

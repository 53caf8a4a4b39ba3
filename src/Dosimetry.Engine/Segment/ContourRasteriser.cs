using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment;

/// <summary>
/// Quantity: share of each voxel inside a stack of closed axial contours, 0 to 1.
/// Method: in each contour plane the covered share of every pixel, exact along x and by <see cref="SubRows"/> lines along y, inside by the even-odd
/// rule over all contours of the plane (holes, keyholes); along z each plane stands for the slab half-way to its neighbours, cut exactly by the voxels.
/// A plane without a neighbour within 1.5 usual spacings ends half a usual spacing away. Volume method named in DVHs: "contour slabs, partial voxels".
/// Source: the stack-of-slabs reading of DICOM contours (PS3.3 C.8.8.6). Neglected: shape between two planes.
/// </summary>
internal static class ContourRasteriser
{
    /// <summary>Lines per voxel along y: a circle of three voxels' radius is then right to 0.1 %.</summary>
    private const int SubRows = 10;
    private const double PlaneTolerance_mm = 0.1;
    private const double WidestGap = 1.5;

    /// <summary>Whether the grid's rows, columns and slices follow the patient axes (mirrored allowed).</summary>
    public static bool Supports(Grid grid)
    {
        Affine m = grid.Affine;
        double limit = 1e-4 * Math.Min(Math.Abs(m.M00), Math.Min(Math.Abs(m.M11), Math.Abs(m.M22)));
        return new[] { m.M01, m.M02, m.M10, m.M12, m.M20, m.M21 }.All(v => Math.Abs(v) < limit);
    }

    public static float[] Weights(IReadOnlyList<Contour> contours, Grid grid, double? sliceSpacing_mm)
    {
        float[] weights = new float[grid.Count], pixels = new float[grid.Nx * grid.Ny];
        Affine toIndex = grid.Affine.Inverse();
        foreach (Slab slab in Slabs(contours, sliceSpacing_mm ?? grid.Spacing_mm.Z))
        {
            Array.Clear(pixels);
            FillPlane(pixels, grid, [.. slab.Contours.Select(c => Polygon(c, toIndex))]);
            AddSlab(weights, pixels, grid, toIndex.Apply(0, 0, slab.Low_mm).Z, toIndex.Apply(0, 0, slab.High_mm).Z);
        }
        return weights;
    }

    private static IEnumerable<Slab> Slabs(IReadOnlyList<Contour> contours, double spacing_mm)
    {
        var planes = contours.Where(c => c.Count >= 3).GroupBy(PlaneOf).OrderBy(g => g.Key).ToArray();
        double[] gaps = [.. planes.Zip(planes.Skip(1), (a, b) => b.Key - a.Key).Order()];
        double usual = gaps.Length == 0 ? spacing_mm : gaps[gaps.Length / 2];
        double Half(int n) => n >= 0 && n < planes.Length - 1 && planes[n + 1].Key - planes[n].Key <= WidestGap * usual
            ? (planes[n + 1].Key - planes[n].Key) / 2 : usual / 2;
        for (int n = 0; n < planes.Length; n++)
            yield return new Slab([.. planes[n]], planes[n].Key - Half(n - 1), planes[n].Key + Half(n));
    }

    private static double PlaneOf(Contour contour)
    {
        double low = double.MaxValue, high = double.MinValue;
        for (int n = 0; n < contour.Count; n++) (low, high) = (Math.Min(low, contour[n].Z), Math.Max(high, contour[n].Z));
        if (high - low > PlaneTolerance_mm)
            throw new RefusedException("SEGMENT.CONTOUR_NOT_AXIAL", FormattableString.Invariant(
                $"A contour spans {high - low:F1} mm along the patient's axis: only contours in axial planes can be used. Export axial contours."));
        return Math.Round((low + high) / 2, 2); // contours of one plane share z up to the digits of the file
    }

    private static (double X, double Y)[] Polygon(Contour contour, Affine toIndex) =>
        [.. Enumerable.Range(0, contour.Count).Select(n => toIndex.Apply(contour[n])).Select(p => (p.X, p.Y))];

    private static void FillPlane(float[] pixels, Grid grid, (double X, double Y)[][] polygons)
    {
        double low = polygons.Min(p => p.Min(q => q.Y)), high = polygons.Max(p => p.Max(q => q.Y));
        int first = Math.Max((int)Math.Floor(low + 0.5), 0), last = Math.Min((int)Math.Floor(high + 0.5), grid.Ny - 1);
        List<double> crossings = [];
        for (int j = first; j <= last; j++)
            for (int s = 0; s < SubRows; s++)
            {
                Cross(polygons, j - 0.5 + (s + 0.5) / SubRows, crossings);
                for (int n = 0; n + 1 < crossings.Count; n += 2) AddSpan(pixels.AsSpan(j * grid.Nx, grid.Nx), crossings[n], crossings[n + 1]);
            }
    }

    private static void Cross((double X, double Y)[][] polygons, double y, List<double> crossings)
    {
        crossings.Clear();
        foreach (var polygon in polygons)
            for (int n = 0, before = polygon.Length - 1; n < polygon.Length; before = n++)
            {
                var (a, b) = (polygon[before], polygon[n]);
                if (a.Y <= y != b.Y <= y) crossings.Add(a.X + (y - a.Y) / (b.Y - a.Y) * (b.X - a.X));
            }
        crossings.Sort();
    }

    /// <summary>Adds the exact overlap of a span with each pixel of one line.</summary>
    private static void AddSpan(Span<float> row, double from, double to)
    {
        int first = Math.Max((int)Math.Floor(from + 0.5), 0), last = Math.Min((int)Math.Floor(to + 0.5), row.Length - 1);
        for (int i = first; i <= last; i++)
            row[i] += (float)(Math.Max(0, Math.Min(to, i + 0.5) - Math.Max(from, i - 0.5)) / SubRows);
    }

    private static void AddSlab(float[] weights, float[] pixels, Grid grid, double k1, double k2)
    {
        (double low, double high) = k1 < k2 ? (k1, k2) : (k2, k1);
        int first = Math.Max((int)Math.Floor(low + 0.5), 0), last = Math.Min((int)Math.Floor(high + 0.5), grid.Nz - 1);
        for (int k = first; k <= last; k++)
        {
            float share = (float)Math.Max(0, Math.Min(high, k + 0.5) - Math.Max(low, k - 0.5));
            Span<float> slice = weights.AsSpan(k * pixels.Length, pixels.Length);
            for (int n = 0; n < pixels.Length; n++) slice[n] = Math.Min(1, slice[n] + share * pixels[n]);
        }
    }

    private sealed record Slab(Contour[] Contours, double Low_mm, double High_mm);
}

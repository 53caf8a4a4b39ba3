using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Report.Contours;

/// <summary>One closed planar contour: corner points in mm (RAS+), all in slice <paramref name="Slice"/>.</summary>
public sealed record PlanarContour(int Slice, IReadOnlyList<Vector3D> Points_mm);

/// <summary>
/// A region's voxel weights as closed planar contours, one set per slice of its grid. In each slice the level of the contour line is chosen so that the
/// enclosed area equals the sum of the weights times the pixel area: the region keeps its volume however small it is, where a fixed level of one half
/// would cut corners. A hole is joined to the line around it by a channel of no width (RTSTRUCT knows no holes).
/// Neglected: the volume between slices, as in every set of planar contours.
/// </summary>
public static class RegionContours
{
    private const double AreaTolerance = 1e-4;
    private const int Bisections = 40;

    /// <summary>Contours of a region, slice by slice.</summary>
    public static IReadOnlyList<PlanarContour> Of(Region region, Grid grid) =>
    [
        .. from slice in SliceRaster.Of(region, grid)
           from loop in Loops(slice)
           select new PlanarContour(slice.K, [.. loop.Select(p => grid.Affine.Apply(p.X + slice.I0, p.Y + slice.J0, slice.K))]),
    ];

    private static IEnumerable<IReadOnlyList<(double X, double Y)>> Loops(SliceRaster slice)
    {
        double wanted = slice.Area;
        (double low, double high) = (0, slice.Values.Max());
        IReadOnlyList<MarchingSquares.Line> lines = [];
        for (int n = 0; n < Bisections; n++)
        {
            double level = (low + high) / 2;
            lines = MarchingSquares.Lines(slice.Values, slice.Width, slice.Height, level);
            double area = lines.Sum(l => l.Area);
            if (Math.Abs(area - wanted) <= AreaTolerance * wanted) break;
            if (area > wanted) low = level; else high = level;
        }
        return Keyholes.Join(lines.Where(l => l.Points.Count >= 3));
    }
}

/// <summary>The weights of one slice in a frame around the region, with a rim of zeros so that every line closes.</summary>
internal sealed record SliceRaster(int K, int I0, int J0, int Width, int Height, float[] Values)
{
    /// <summary>Sum of the weights, in pixels.</summary>
    public double Area => Values.Sum(v => (double)v);

    public static IEnumerable<SliceRaster> Of(Region region, Grid grid)
    {
        var voxels = region.Voxels.Select((index, n) => (Voxel: grid.Voxel(index), Weight: region.Weights[n])).Where(v => v.Weight > 0);
        foreach (var slice in voxels.GroupBy(v => v.Voxel.K).OrderBy(s => s.Key))
        {
            (int i0, int j0) = (slice.Min(v => v.Voxel.I) - 1, slice.Min(v => v.Voxel.J) - 1);
            (int width, int height) = (slice.Max(v => v.Voxel.I) - i0 + 2, slice.Max(v => v.Voxel.J) - j0 + 2);
            float[] values = new float[width * height];
            foreach (((int i, int j, _), float weight) in slice) values[(j - j0) * width + i - i0] += weight;
            yield return new SliceRaster(slice.Key, i0, j0, width, height, values);
        }
    }
}

using Dosimetry.Engine.Import.Headers;

namespace Dosimetry.Engine.Import.Series;

/// <summary>
/// The planes of a series that can make one volume: same orientation, size and pixel spacing. What does not belong to the largest such group is
/// left out with a finding (localizers, reformats sent under the same series).
/// </summary>
internal static class PlaneGroups
{
    public static IReadOnlyList<Plane> Largest(SeriesGroup series, FindingLog findings)
    {
        var groups = series.Planes.GroupBy(Shape).OrderByDescending(g => g.Count()).ToList();
        foreach (var other in groups.Skip(1))
            findings.Warn("IMPORT.ORIENTATION_MIXED", $"{series.Shown}: {other.Count()} of {series.Planes.Count} slices have another orientation, size or pixel spacing and were left out of the volume.", other.First().Instance.Source.Name);
        return [.. groups[0]];
    }

    /// <summary>Cosines to three decimals and spacings to a micrometre: coarser than rounding in files, finer than any change that matters.</summary>
    private static (int, int, (double, double, double), (double, double, double), double, double) Shape(Plane p) => (
        p.Instance.Rows, p.Instance.Columns, (R(p.Row.X, 3), R(p.Row.Y, 3), R(p.Row.Z, 3)), (R(p.Column.X, 3), R(p.Column.Y, 3), R(p.Column.Z, 3)),
        R(p.RowSpacing_mm, 3), R(p.ColumnSpacing_mm, 3));

    private static double R(double value, int digits) => Math.Round(value, digits) + 0.0; // + 0.0 makes -0 equal to 0
}

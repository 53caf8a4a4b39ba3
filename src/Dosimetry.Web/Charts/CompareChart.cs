using System.Globalization;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Segment;
using Dosimetry.Web.Model;

namespace Dosimetry.Web.Charts;

/// <summary>Histograms of two doses in one plot: the colour is the region's, solid the reference, dashed the evaluated dose.</summary>
public static class CompareChart
{
    /// <summary>Two curves per chosen region.</summary>
    public static IReadOnlyList<CurveTrace> Traces(ComparisonResult of, IEnumerable<RegionComparison> regions)
    {
        CompareNames names = CompareNames.Of(of);
        return [.. regions.SelectMany(r => (CurveTrace[])
        [
            DvhChart.Curve($"{r.Name}, {names.Reference}", r.Reference.Dvh, new LineStyle(Colour(r.Name))),
            DvhChart.Curve($"{r.Name}, {names.Evaluated}", r.Evaluated.Dvh, new LineStyle(Colour(r.Name), 2, "dash")),
        ])];
    }

    /// <summary>Colour of a region, as everywhere.</summary>
    public static string Colour(string region) => RegionNames.Colour(region);

    /// <summary>The plot in words.</summary>
    public static string Description(ComparisonResult of, IEnumerable<RegionComparison> regions) => $"Cumulative dose-volume histograms of {of.Reference} and {of.Evaluated}. " + string.Join(" ", regions.Select(r =>
        string.Create(CultureInfo.InvariantCulture, $"{r.Name}: median {Words.Number(r.Reference.D50_Gy)} and {Words.Number(r.Evaluated.D50_Gy)} Gy.")));
}

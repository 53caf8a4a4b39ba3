using System.Globalization;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Report;
using Dosimetry.Web.Model;

namespace Dosimetry.Web.Charts;

/// <summary>The dose-volume histogram as a plot: cumulative, one curve per region, told apart by dash as well as by colour.</summary>
public static class DvhChart
{
    private const int BandPoints = 200;
    private const int MostPoints = 400; // more cannot be told apart on a screen
    private static readonly string[] Dashes = ["solid", "dash", "dot", "dashdot", "longdash"];

    /// <summary>Curves of the chosen regions, over the bands of their uncertainty where wanted and known.</summary>
    public static IReadOnlyList<CurveTrace> Traces(IEnumerable<ReportRegion> regions, bool bands = false)
    {
        ReportRegion[] all = [.. regions];
        return [.. bands ? all.SelectMany(Band) : [], .. Lines(all)];
    }

    /// <summary>Lower and upper edge of a region's band; the upper one is filled down to the lower.</summary>
    private static IEnumerable<CurveTrace> Band(ReportRegion region)
    {
        if (region.Interval is not { } interval || region.Dvh.Dose_Gy.Length < 2) yield break;
        string colour = region.Colour ?? "#666666";
        double[] doses = [.. Enumerable.Range(0, BandPoints + 1).Select(n => region.Dvh.Dose_Gy[^1] * interval.HighFactor * n / BandPoints)];
        (double Low, double High)[] edges = Array.ConvertAll(doses, d => interval.Volume_fraction(region.Dvh, d));
        string name = ChartText.Encode(region.Name);
        yield return new CurveTrace(name + " low", doses, Array.ConvertAll(edges, e => 100 * e.Low)) { Line = new LineStyle(colour, 0.3), Showlegend = false, Hoverinfo = "skip" };
        yield return new CurveTrace(name + " high", doses, Array.ConvertAll(edges, e => 100 * e.High))
        { Line = new LineStyle(colour, 0.3), Fill = "tonexty", Fillcolor = colour + "2e", Showlegend = false, Hoverinfo = "skip" };
    }

    private static IReadOnlyList<CurveTrace> Lines(ReportRegion[] regions) => [.. regions.Select((region, n) => Curve(region.Name, region.Dvh, Style(region.Colour ?? "#666666", n)))];

    /// <summary>Line of the n-th curve: told apart by dash as well as by colour.</summary>
    public static LineStyle Style(string colour, int n) => new(colour, 2, Dashes[n % Dashes.Length]);

    /// <summary>One histogram as a curve, thinned to what a screen can show.</summary>
    public static CurveTrace Curve(string name, DoseVolumeHistogram dvh, LineStyle line)
    {
        int step = Math.Max(1, dvh.Dose_Gy.Length / MostPoints);
        int[] kept = [.. Enumerable.Range(0, dvh.Dose_Gy.Length).Where(k => k % step == 0 || k == dvh.Dose_Gy.Length - 1)];
        return new CurveTrace(ChartText.Encode(name), [.. kept.Select(k => dvh.Dose_Gy[k])], [.. kept.Select(k => 100 * dvh.Volume_fraction[k])])
        {
            Line = line, Hovertemplate = "%{y:.1f} % at %{x:.2f} Gy",
        };
    }

    /// <summary>Axes; the horizontal one may be logarithmic, because tumour and organ doses differ by a factor of a hundred.</summary>
    public static ChartLayout Layout(bool logarithmic, string caseName, string quantity = "Absorbed dose") => new(
        new ChartAxis(new AxisTitle($"{quantity} (Gy)"), logarithmic ? "log" : "linear") { Rangemode = logarithmic ? null : "tozero" },
        new ChartAxis(new AxisTitle("Volume receiving at least this dose (%)"), Range: [0, 103]))
    {
        Meta = new ChartMeta($"dvh-{caseName}"),
        Uirevision = logarithmic ? "log" : "linear",
    };

    /// <summary>The plot in words, for those who do not see it.</summary>
    public static string Description(IEnumerable<ReportRegion> regions) => "Cumulative dose-volume histogram. " + string.Join(" ", regions.Select(r =>
        string.Create(CultureInfo.InvariantCulture, $"{r.Name}: median {Words.Number(r.D50_Gy)} Gy, 98 % of the volume gets {Words.Number(r.D98_Gy)} Gy, 2 % gets {Words.Number(r.D2_Gy)} Gy.")));
}

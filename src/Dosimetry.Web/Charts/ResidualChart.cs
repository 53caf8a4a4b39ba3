using System.Globalization;
using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Web.Charts;

/// <summary>Residuals of a fit: (measured − fit)/fit in percent at each point, with the point's own uncertainty; points left out are hollow.</summary>
public static class ResidualChart
{
    /// <summary>The points; none for a single-time-point method, whose curve passes through its point by construction.</summary>
    public static IReadOnlyList<CurveTrace> Traces(RegionKinetics region)
    {
        if (region.Chosen.DegreesOfFreedom < 0) return [];
        List<CurveTrace> traces = [Points("in the fit", region, region.Points, "circle")];
        if (region.Excluded.Count > 0)
            traces.Add(Points("left out", region, [.. region.Excluded.Select(e => new TacPoint(e.Time_h, e.Activity_MBq, e.Sigma_MBq))], "circle-open"));
        return traces;
    }

    /// <summary>Axes; the time axis is that of the curve above.</summary>
    public static ChartLayout Layout(RegionKinetics region) => new(
        new ChartAxis(new AxisTitle("Time after injection (h)"), Range: [0, 2 * region.Points[^1].Time_h]),
        new ChartAxis(new AxisTitle("Measured − fit (%)")) { Rangemode = "tozero" })
    {
        Meta = new ChartMeta($"residuals-{region.Region}"),
        Uirevision = region.Region,
    };

    /// <summary>The plot in words.</summary>
    public static string Description(RegionKinetics region) => $"Residuals of {region.Region}: " + string.Join(", ", region.Points.Select(p =>
        string.Create(CultureInfo.InvariantCulture, $"{Percent(region, p):0.#} % at {p.Time_h:0.#} h"))) + ".";

    private static CurveTrace Points(string name, RegionKinetics region, IReadOnlyList<TacPoint> points, string symbol) =>
        new(name, [.. points.Select(p => p.Time_h)], [.. points.Select(p => Percent(region, p))])
        {
            Mode = "markers", Marker = new MarkerStyle("#0072B2", 8, symbol), Hovertemplate = "%{y:.1f} %", Showlegend = points.Count > 0 && symbol != "circle",
            Error_y = new ErrorBars([.. points.Select(p => 100 * p.Sigma_MBq / Fitted(region, p))], "#0072B2"),
        };

    private static double Percent(RegionKinetics region, TacPoint p) => 100 * (p.Activity_MBq / Fitted(region, p) - 1);

    private static double Fitted(RegionKinetics region, TacPoint p) => Math.Max(region.Chosen.Activity_MBq(p.Time_h), 1e-9);
}

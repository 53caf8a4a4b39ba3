using System.Globalization;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Web.Model;

namespace Dosimetry.Web.Charts;

/// <summary>Time-activity plot of one region: measured points with error bars, the chosen curve with its band, other identified models faint, and physical decay for comparison.</summary>
public static class FitChart
{
    private const int Points = 240;
    private const string ChosenColour = "#0072B2", OtherColour = "#8a8f98", DecayColour = "#D55E00", BandColour = "#7fb3d5";

    /// <summary>Curves and points; curves run from the injection to twice the last measured time.</summary>
    public static IReadOnlyList<CurveTrace> Traces(RegionKinetics region, double halfLife_h)
    {
        double end_h = 2 * region.Points[^1].Time_h;
        double[] times = [.. Enumerable.Range(0, Points + 1).Select(n => end_h * n / Points)];
        List<CurveTrace> traces = [.. Band(region.Bootstrap), Curve(region.Chosen, times, new LineStyle(ChosenColour, 3), $"{region.Chosen.Model} (chosen)")];
        traces.AddRange(region.Fits.Where(f => f.Model != region.Chosen.Model && (f.Condition is null or < CurveFitter.LargestCondition)).Select((f, n) => Curve(f, times, new LineStyle(OtherColour, 1.5, n % 2 == 0 ? "dash" : "dot"), f.Model)));
        traces.Add(Decay(region, times, halfLife_h));
        traces.Add(new CurveTrace("measured", [.. region.Points.Select(p => p.Time_h)], [.. region.Points.Select(p => p.Activity_MBq)])
        {
            Mode = "markers", Marker = new MarkerStyle("#000000"), Error_y = new ErrorBars([.. region.Points.Select(p => p.Sigma_MBq)], "#000000"),
        });
        if (region.Excluded.Count > 0)
            traces.Add(new CurveTrace("left out", [.. region.Excluded.Select(p => p.Time_h)], [.. region.Excluded.Select(p => p.Activity_MBq)])
            { Mode = "markers", Marker = new MarkerStyle("#000000", Symbol: "circle-open"), Error_y = new ErrorBars([.. region.Excluded.Select(p => p.Sigma_MBq)], "#8a8f98") });
        return traces;
    }

    /// <summary>Lower and upper edge; the upper one is filled down to the lower.</summary>
    private static IReadOnlyList<CurveTrace> Band(BootstrapInterval? interval) => interval is not { Band: { } band } ? [] :
    [
        new CurveTrace("band, lower edge", band.Time_h, band.Low_MBq) { Line = new LineStyle(BandColour, 0.5), Showlegend = false, Hovertemplate = "%{y:.4g} MBq" },
        new CurveTrace(string.Create(CultureInfo.InvariantCulture, $"{100 * interval.Level:0} % of refits"), band.Time_h, band.High_MBq)
        { Line = new LineStyle(BandColour, 0.5), Fill = "tonexty", Fillcolor = "rgba(0,114,178,0.16)", Hovertemplate = "%{y:.4g} MBq" },
    ];

    /// <summary>Axes, linear or logarithmic in activity.</summary>
    public static ChartLayout Layout(RegionKinetics region, bool logarithmic) => new(
        new ChartAxis(new AxisTitle("Time after injection (h)")) { Rangemode = "tozero" },
        new ChartAxis(new AxisTitle("Activity (MBq)"), logarithmic ? "log" : "linear", Range(region, logarithmic)))
    {
        Meta = new ChartMeta($"fit-{region.Region}"),
        Uirevision = $"{region.Region} {logarithmic}",
    };

    /// <summary>The plot in words.</summary>
    public static string Description(RegionKinetics region) => $"Time-activity curve of {region.Region}: " +
        string.Join(", ", region.Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Activity_MBq:G4} MBq at {p.Time_h:0.#} h"))) +
        $"; chosen model {region.Chosen.Model}, time-integrated activity {Words.Number(region.Chosen.Tia_MBq_h)} MBq·h.";

    // Back to the injection, the decay of a short-lived nuclide goes beyond every number: it is drawn where it is near the data.
    private static CurveTrace Decay(RegionKinetics region, double[] times, double halfLife_h)
    {
        TacPoint last = region.Points[^1];
        double Activity_MBq(double t) => last.Activity_MBq * Math.Pow(2, -(t - last.Time_h) / halfLife_h);
        double high = 100 * region.Points.Max(p => p.Activity_MBq);
        double[] drawn = [.. times.Where(t => Activity_MBq(t) <= high)];
        return new CurveTrace("physical decay from the last point", drawn, [.. drawn.Select(Activity_MBq)]) { Line = new LineStyle(DecayColour, 1, "dashdot") };
    }

    // Physical decay back to the injection can be far above the data: the axis follows the data.
    private static double[] Range(RegionKinetics region, bool logarithmic)
    {
        double high = 1.15 * region.Points.Max(p => p.Activity_MBq + p.Sigma_MBq);
        if (high <= 0) high = 1; // nothing was measured: an axis all the same
        double low = Math.Max(region.Points.Where(p => p.Activity_MBq > 0).Select(p => p.Activity_MBq).DefaultIfEmpty(1).Min() / 10, high * 1e-5);
        return logarithmic ? [Math.Log10(low), Math.Log10(high * 1.3)] : [0, high];
    }

    private static CurveTrace Curve(CurveFit fit, double[] times, LineStyle line, string name) =>
        new(ChartText.Encode(name), times, [.. times.Select(fit.Activity_MBq)]) { Line = line, Hovertemplate = "%{y:.4g} MBq" };
}

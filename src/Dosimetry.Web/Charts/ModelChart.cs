using System.Globalization;
using Dosimetry.Cases.Planning;
using Dosimetry.Web.Model;

namespace Dosimetry.Web.Charts;

/// <summary>The kinetic model beside its data: an organ's curve with the 90 % band, and the residuals of all measurements.</summary>
public static class ModelChart
{
    private const string CurveColour = "#0072B2", BandColour = "rgba(0,114,178,0.18)", PointColour = "#D55E00";
    private const double OneSd = 1, TwoSd = 2;

    /// <summary>An organ's curve, its band and what was measured under the same injection.</summary>
    public static IReadOnlyList<CurveTrace> Traces(BandCurve curve, IReadOnlyList<FittedObservation> measured)
    {
        double[] t = [.. curve.Time_h];
        List<CurveTrace> traces =
        [
            new("90 % band", t, [.. curve.Low_MBq]) { Line = new LineStyle(CurveColour, 0), Showlegend = false, Hovertemplate = "%{y:.4g} MBq (5 %)" },
            new("90 % band", t, [.. curve.High_MBq]) { Line = new LineStyle(CurveColour, 0), Fill = "tonexty", Fillcolor = BandColour, Hovertemplate = "%{y:.4g} MBq (95 %)" },
            new("model", t, [.. curve.Activity_MBq]) { Line = new LineStyle(CurveColour, 3), Hovertemplate = "%{y:.4g} MBq" },
        ];
        FittedObservation[] points = [.. measured.Where(m => m.Observation.Organ == curve.Organ)];
        if (points.Length > 0)
            traces.Add(new CurveTrace("measured", [.. points.Select(p => p.Observation.Time_min / 60)], [.. points.Select(p => p.Observation.Activity_MBq)])
            {
                Mode = "markers", Marker = new MarkerStyle(PointColour, 10, "diamond"),
                Error_y = new ErrorBars([.. points.Select(p => p.Observation.RelativeSigma * p.Observation.Activity_MBq)], PointColour),
            });
        return traces;
    }

    /// <summary>Axes of a curve.</summary>
    public static ChartLayout Layout(string organ, string what) => new(
        new ChartAxis(new AxisTitle("Time after injection (h)")) { Rangemode = "tozero" }, new ChartAxis(new AxisTitle("Activity (MBq)")) { Rangemode = "tozero" })
    {
        Meta = new ChartMeta($"model-{what}-{organ}"), Uirevision = $"{organ} {what}",
    };

    /// <summary>The curve in words.</summary>
    public static string Description(BandCurve curve, string what)
    {
        int peak = curve.Activity_MBq.ToList().IndexOf(curve.Activity_MBq.Max());
        return string.Create(CultureInfo.InvariantCulture,
            $"Predicted activity of {ModelWords.Organ(curve.Organ)} after {what}: at most {curve.Activity_MBq[peak]:G4} MBq at {curve.Time_h[peak]:0.#} h, 90 % band {curve.Low_MBq[peak]:G4} to {curve.High_MBq[peak]:G4} MBq there.");
    }

    /// <summary>Residuals by time after injection, one marker form per image, with lines at two standard deviations.</summary>
    public static IReadOnlyList<CurveTrace> Residuals(IReadOnlyList<FittedObservation> all)
    {
        double[] span = [all.Min(o => o.Observation.Time_min) / 60 / 1.5, all.Max(o => o.Observation.Time_min) / 60 * 1.5];
        IEnumerable<CurveTrace> bounds = ((double[])[-TwoSd, 0, TwoSd]).Select(y => new CurveTrace($"{y:+0;-0;0} sd", span, [y, y]) { Line = new LineStyle("#8a8f98", OneSd, y == 0 ? "solid" : "dash"), Showlegend = false });
        return [.. bounds, .. all.GroupBy(o => o.Observation.Organ).Select((g, n) => new CurveTrace(ChartText.Encode(ModelWords.Organ(g.Key)),
            [.. g.Select(o => o.Observation.Time_min / 60)], [.. g.Select(o => o.Residual)])
        {
            Mode = "markers", Marker = new MarkerStyle(Colours[n % Colours.Length], 11, Symbols[n % Symbols.Length]), Hovertemplate = "%{y:.2f} sd at %{x:.1f} h",
        })];
    }

    /// <summary>Axes of the residuals.</summary>
    public static ChartLayout ResidualLayout(IReadOnlyList<FittedObservation> all)
    {
        double largest = Math.Max(2.5, 1.15 * all.Max(o => Math.Abs(o.Residual)));
        return new ChartLayout(new ChartAxis(new AxisTitle("Time after injection (h)"), "log"), new ChartAxis(new AxisTitle("ln(model / measured) in sd"), Range: [-largest, largest]))
        {
            Meta = new ChartMeta("model-residuals"), Hovermode = "closest",
        };
    }

    /// <summary>The residuals in words.</summary>
    public static string ResidualDescription(IReadOnlyList<FittedObservation> all) => "Residuals in standard deviations: " + string.Join(", ",
        all.Select(o => $"{ModelWords.Organ(o.Observation.Organ)} {o.Observation.Image} {Words.Number(o.Observation.Time_min / 60)} h {o.Residual.ToString("+0.0;-0.0", CultureInfo.InvariantCulture)}")) + ".";

    private static readonly string[] Colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7f7f7f", "#000000"];
    private static readonly string[] Symbols = ["circle", "diamond", "square", "triangle-up", "cross", "x", "star", "triangle-down"];
}

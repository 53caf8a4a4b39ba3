using System.Globalization;
using Dosimetry.Cases.Planning;
using Dosimetry.Engine.Plan;
using Dosimetry.Web.Model;

namespace Dosimetry.Web.Charts;

/// <summary>Plots of a plan: target against an organ, dose over the cycles, and the outlook, which is a research output.</summary>
public static class PlanChart
{
    private const string Front = "#0072B2", Now = "#D55E00", Proposed = "#009E73", FixedColour = "#555555", LimitColour = "#CC0000", Infeasible = "rgba(204,0,0,0.10)";
    private static readonly string[] Colours = ["#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#D55E00"];
    private static readonly string[] Dashes = ["solid", "dash", "dot", "dashdot", "longdash", "solid"];

    /// <summary>The best target BED at every value of the organ, with the limit, this plan, the proposal and the fixed course.</summary>
    public static IReadOnlyList<CurveTrace> Trade(IReadOnlyList<TradePoint> front, string organ, PlanOption plan, PlanResult result)
    {
        double? limit_Gy = plan.Organs[organ].Limit_Gy;
        double top = 1.1 * front.Select(p => p.TargetBed_Gy).Concat([plan.TumourBed_Gy, result.Fixed.TumourBed_Gy]).Max(), right = 1.05 * front.Select(p => p.Organ_Gy).Append(plan.Organs[organ].Counted_Gy).Append(result.Fixed.Organs[organ].Counted_Gy).Max();
        List<CurveTrace> traces = [];
        if (limit_Gy is { } limit && limit < right)
        {
            traces.Add(new CurveTrace("beyond the limit", [limit, limit, right, right], [0, top, top, 0]) { Line = new LineStyle(LimitColour, 0), Fill = "toself", Fillcolor = Infeasible, Hovertemplate = "beyond the limit" });
            traces.Add(new CurveTrace("limit", [limit, limit], [0, top]) { Line = new LineStyle(LimitColour, 2, "dash") });
        }
        traces.Add(new CurveTrace("best possible", [.. front.Select(p => p.Organ_Gy)], [.. front.Select(p => p.TargetBed_Gy)]) { Line = new LineStyle(Front, 3), Hovertemplate = "%{y:.0f} Gy at %{x:.1f} Gy" });
        traces.Add(Point("fixed 7.4 GBq", result.Fixed, organ, FixedColour, "square"));
        traces.Add(Point("proposal", result.Recommended, organ, Proposed, "star"));
        traces.Add(Point("this plan", plan, organ, Now, "diamond"));
        return traces;
    }

    /// <summary>Axes of the trade.</summary>
    public static ChartLayout TradeLayout(string organ, PlanOption plan, string target) => new(
        new ChartAxis(new AxisTitle(ChartText.Encode($"{ModelWords.Organ(organ)}: {LimitWords(plan.Organs[organ].LimitOn)} (Gy)"))) { Rangemode = "tozero" },
        new ChartAxis(new AxisTitle(ChartText.Encode($"BED of {ModelWords.Organ(target)} (Gy)"))) { Rangemode = "tozero" })
    {
        Meta = new ChartMeta($"trade-{organ}"), Uirevision = organ, Hovermode = "closest",
    };

    /// <summary>The trade in words.</summary>
    public static string TradeDescription(string organ, PlanOption plan, PlanResult result, string target) => string.Create(CultureInfo.InvariantCulture,
        $"Target against organ: this plan gives {ModelWords.Organ(target)} a BED of {plan.TumourBed_Gy:0} Gy for {plan.Organs[organ].Counted_Gy:0.0} Gy in the {ModelWords.Organ(organ)}; the proposal {result.Recommended.TumourBed_Gy:0} Gy for {result.Recommended.Organs[organ].Counted_Gy:0.0} Gy; fixed 7.4 GBq {result.Fixed.TumourBed_Gy:0} Gy for {result.Fixed.Organs[organ].Counted_Gy:0.0} Gy.");

    /// <summary>Share of each limit over the cycles, percent; the first point is what was given before.</summary>
    public static IReadOnlyList<CurveTrace> Cycles(PlanTable table, PlanSliders plan)
    {
        DoseCoefficients[] limited = [.. table.At(plan.Ligand_nmol).Organs.Where(o => o.Limit.Limit_Gy is not null && o.Limit.Scope == LimitScope.Course)];
        double[] weeks = [.. Enumerable.Range(0, plan.Cycles).Select(k => k * plan.Interval_weeks)];
        IEnumerable<CurveTrace> curves = limited.Select((o, n) => new CurveTrace(ChartText.Encode(ModelWords.Organ(o.Limit.Organ)), weeks,
            [.. Enumerable.Range(1, plan.Cycles).Select(k => 100 * o.Counted_Gy(plan.Activity_GBq, k) / o.Limit.Limit_Gy!.Value)])
        {
            Mode = "lines+markers", Line = new LineStyle(Colours[n % Colours.Length], 2.5, Dashes[n % Dashes.Length]), Marker = new MarkerStyle(Colours[n % Colours.Length], 8), Hovertemplate = "%{y:.0f} % of the limit",
        });
        return [.. curves, new CurveTrace("limit", [0, Math.Max(weeks[^1], 1)], [100, 100]) { Line = new LineStyle(LimitColour, 2, "dash") }];
    }

    /// <summary>Axes of the cycles.</summary>
    public static ChartLayout CyclesLayout { get; } = new(
        new ChartAxis(new AxisTitle("Weeks after the first of these cycles")) { Rangemode = "tozero" }, new ChartAxis(new AxisTitle("Share of the limit of the course (%)")) { Rangemode = "tozero" })
    { Meta = new ChartMeta("plan-cycles") };

    /// <summary>Tumour volume or PSA under courses, relative to the start, percent.</summary>
    public static IReadOnlyList<CurveTrace> Outlook(IReadOnlyList<(string Name, CourseOutlook Of)> courses, bool psa) => [.. courses.Select((c, n) =>
    {
        OutlookPoint[] points = [.. c.Of.Points.Where(p => !psa || p.Psa_ug_per_L is not null)];
        return new CurveTrace(c.Name, [.. points.Select(p => p.Time_d / 7.0)], [.. points.Select(p => psa ? p.Psa_ug_per_L!.Value : p.TumourVolume_ml)])
        {
            Line = new LineStyle(((string[])[Now, Proposed, FixedColour])[n % 3], 2.5, Dashes[n % Dashes.Length]), Hovertemplate = psa ? "%{y:.3g} µg/L" : "%{y:.3g} ml",
        };
    })];

    /// <summary>Axes of the outlook.</summary>
    public static ChartLayout OutlookLayout(bool psa) => new(
        new ChartAxis(new AxisTitle("Weeks after the first of these cycles")), new ChartAxis(new AxisTitle(psa ? "PSA (µg/L), research output" : "Volume of the target (ml), research output")) { Rangemode = "tozero" })
    { Meta = new ChartMeta(psa ? "outlook-psa" : "outlook-volume"), Uirevision = psa ? "psa" : "volume" };

    /// <summary>What a limit counts, in words.</summary>
    public static string LimitWords(string? limitOn) => limitOn switch
    {
        "bed per course" => "BED of the course", "bed per cycle" => "BED of a cycle", "dose per course" => "dose of the course", "dose per cycle" => "dose of a cycle", _ => "BED of the course",
    };

    private static CurveTrace Point(string name, PlanOption option, string organ, string colour, string symbol) => new(name, [option.Organs[organ].Counted_Gy], [option.TumourBed_Gy])
    {
        Mode = "markers", Marker = new MarkerStyle(colour, 14, symbol),
        Hovertemplate = string.Create(CultureInfo.InvariantCulture, $"{option.Cycles} × {option.Activity_GBq:0.0} GBq, {option.Ligand_nmol:0} nmol: %{{y:.0f}} Gy at %{{x:.1f}} Gy"),
    };
}

using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Report.Charts;

namespace Dosimetry.Engine.Report.Html;

/// <summary>Section 5: measured activities, the fit of each region with its reason, time-integrated activities.</summary>
internal static class KineticsSection
{
    public static Markup Write(ReportDocument d, double? halfLife_h) => Sections.Section("5 Kinetics",
        Sections.Items(d, "Kinetics"), Activities(d), Excluded(d), Integrals(d), Parameters(d), MarrowTables.Samples(d), Charts(d, halfLife_h));

    private static Markup Activities(ReportDocument d)
    {
        double[] times = [.. d.Kinetics.SelectMany(k => k.Points).Select(p => p.Time_h).Distinct().Order()];
        Column<RegionKinetics>[] columns =
        [
            new("Region", k => Figures.RegionName(k.Region), false),
            .. times.Select(t => new Column<RegionKinetics>($"{Figures.Plain(t, 3)} h", k => k.Points.FirstOrDefault(p => p.Time_h == t) is { } p ? Figures.WithSigma(p.Activity_MBq, p.Sigma_MBq) : Figures.None)),
        ];
        return HtmlTable.Of("Activity in MBq as measured (not decay-corrected) ± one standard uncertainty, by time after injection", d.Kinetics, columns);
    }

    private static Markup Excluded(ReportDocument d)
    {
        (string Region, ExcludedPoint Point)[] rows = [.. d.Kinetics.SelectMany(k => k.Excluded.Select(p => (Figures.RegionName(k.Region), p)))];
        return rows.Length == 0 ? Markup.Empty : HtmlTable.Of("Points that a person left out of the fits", rows,
            new Column<(string Region, ExcludedPoint Point)>("Region", r => r.Region, false),
            new Column<(string Region, ExcludedPoint Point)>("h after injection", r => Figures.Plain(r.Point.Time_h)),
            new Column<(string Region, ExcludedPoint Point)>("Activity / MBq", r => Figures.WithSigma(r.Point.Activity_MBq, r.Point.Sigma_MBq)),
            new Column<(string Region, ExcludedPoint Point)>("Reason", r => r.Point.Reason, false, true));
    }

    private static Markup Integrals(ReportDocument d) => HtmlTable.Of("Time-integrated activity from injection to infinity", d.Kinetics,
        new Column<RegionKinetics>("Region", k => Figures.RegionName(k.Region), false),
        new Column<RegionKinetics>("Model", k => k.Chosen.Model, false),
        new Column<RegionKinetics>("TIA / MBq·h", k => Figures.WithSigma(k.Chosen.Tia_MBq_h, k.Chosen.TiaSigma_MBq_h)),
        new Column<RegionKinetics>("95 % of refits", k => k.Bootstrap is { } b ? $"{Figures.Show(b.Low_MBq_h)} to {Figures.Show(b.High_MBq_h)}" : Figures.None),
        new Column<RegionKinetics>("TIAC / h", k => Figures.Show(k.Chosen.Tia_MBq_h / d.Administration.Activity_MBq)),
        new Column<RegionKinetics>("Extrapolated", k => Figures.Percent(k.Chosen.ExtrapolatedFraction)),
        new Column<RegionKinetics>("AICc", k => Figures.Show(k.Chosen.Aicc)),
        new Column<RegionKinetics>("Weight", k => Figures.Show(k.Chosen.AkaikeWeight, 2)),
        new Column<RegionKinetics>("Reason of the choice, warnings", k => string.Join(" ", [k.Reason, .. k.Chosen.Warnings]), false, true));

    private static Markup Parameters(ReportDocument d) => HtmlTable.Of("A(t) = Σ aᵢ exp(−λᵢ t): terms and parameters of the chosen model", d.Kinetics,
        new Column<RegionKinetics>("Region", k => Figures.RegionName(k.Region), false),
        new Column<RegionKinetics>("aᵢ / MBq; λᵢ per h", k => string.Join(" | ", k.Chosen.Terms.Select(t => $"{Figures.Show(t.Amplitude_MBq)}; {Figures.Show(t.Rate_per_h)}")), false),
        new Column<RegionKinetics>("Parameters", k => string.Join(", ", k.Chosen.Parameters.Select(p => $"{p.Key} {Figures.Show(p.Value)}")), false),
        new Column<RegionKinetics>("Residual sum of squares", k => Figures.Show(k.Chosen.ResidualSumOfSquares)));

    private static Markup Charts(ReportDocument d, double? halfLife_h) => Markup.Of($"""
        <div class="curves">{d.Kinetics.Select(k => Markup.Of($"<div class=\"curve\">{TimeActivityChart.Draw(k, halfLife_h)}</div>\n"))}</div>
        <p class="note">Points: measured, ± one standard uncertainty. Full line: chosen model; thin dashes: models not chosen; dots: physical decay from the last point. Shaded: times before the first and after the last measurement.</p>

        """);
}

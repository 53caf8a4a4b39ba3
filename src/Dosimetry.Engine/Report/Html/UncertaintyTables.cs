using Dosimetry.Engine.Evaluate.Uncertainty;

namespace Dosimetry.Engine.Report.Html;

/// <summary>Uncertainty budget of each region's mean dose, and its interval.</summary>
internal static class UncertaintyTables
{
    public static Markup Write(ReportDocument d)
    {
        ReportRegion[] with = [.. d.Regions.Where(r => r.Budget is not null)];
        if (with.Length == 0) return Markup.Empty;
        string[] sources = [.. with.SelectMany(r => r.Budget!.Components).Select(c => c.Source).Distinct()];
        return Markup.Join([Table(with, sources), Markup.Of($"""
            <p class="note">Relative standard uncertainties (k = 1) of the mean dose, arranged after the EANM guidance of 2018. Volume: what the uncertain outline does to the dose, by activity
            collected, mass and recovery together. Interval: {Levels(with)} of the draws of a Monte Carlo propagation; the same factors give the bands of the histograms.</p>

            """), Missing(with)]);
    }

    private static Markup Table(ReportRegion[] regions, string[] sources) => HtmlTable.Of("Uncertainty budget of the mean dose, in %", regions,
    [
        new Column<ReportRegion>("Region", r => Figures.RegionName(r.Name), false),
        .. sources.Select(s => new Column<ReportRegion>(s, r => r.Budget!.Components.FirstOrDefault(c => c.Source == s) is { } c ? Figures.Show(100 * c.RelSigma, 2) : Figures.None)),
        new Column<ReportRegion>("Total, k = 1", r => Figures.Show(100 * r.Budget!.RelSigma, 2)),
        new Column<ReportRegion>("k = 2", r => Figures.Show(100 * r.Budget!.ExpandedRelSigma, 2)),
        new Column<ReportRegion>("Largest source", r => r.Budget!.Largest is { } c ? $"{c.Source}, {Figures.Percent(c.Share)}" : Figures.None, false),
        new Column<ReportRegion>("Mean dose, interval / Gy", r => r.Interval is { } i ? $"{Figures.Show(r.MeanDose_Gy * i.LowFactor)} to {Figures.Show(r.MeanDose_Gy * i.HighFactor)}" : Figures.None),
    ]);

    private static string Levels(ReportRegion[] regions) =>
        string.Join(", ", regions.Select(r => r.Interval).OfType<DoseInterval>().Select(i => $"{Figures.Percent(i.Level)} of {i.Draws}").Distinct());

    private static Markup Missing(ReportRegion[] regions)
    {
        (string Region, string Text)[] notes = [.. regions.SelectMany(r => r.Budget!.NotIncluded.Select(n => (Figures.RegionName(r.Name), n)))];
        return notes.Length == 0 ? Markup.Empty : HtmlTable.Of("Known and not in the sums", notes, new Column<(string Region, string Text)>("Region", n => n.Region, false), new Column<(string Region, string Text)>("What", n => n.Text, false, true));
    }
}

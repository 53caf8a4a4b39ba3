using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Report.Checklist;
using Dosimetry.Engine.Report.Pictures;

namespace Dosimetry.Engine.Report.Html;

/// <summary>Section 1, one page: who and what, dose beside limits, tumour dose, three pictures, open points.</summary>
internal static class SummarySection
{
    private const int MostOrgans = 6, MostWarnings = 6;

    public static Markup Write(ReportDocument d, IReadOnlyList<ReportPicture> pictures) => Sections.Section("1 Summary",
    [
        Facts(d),
        d.Limits.Count > 0 ? Limits(d) : Markup.Of($"<p>The case names no limits.</p>\n"),
        Doses(d),
        Markup.Of($"<div class=\"pictures\">{pictures.Select(Picture)}</div>\n"),
        OpenPoints(d),
    ]);

    public static Markup Limits(ReportDocument d) => HtmlTable.Of("Absorbed dose and BED beside the limits of the case", d.Limits,
        new Column<ReportLimit>("Region", l => Figures.RegionName(l.Region), false),
        new Column<ReportLimit>("Quantity", l => l.Quantity == "bed" ? "BED" : "mean dose", false),
        new Column<ReportLimit>("Reached / Gy", l => Figures.Show(l.Value_Gy)),
        new Column<ReportLimit>("Limit / Gy", l => Figures.Plain(l.Limit_Gy)),
        new Column<ReportLimit>("Verdict", l => l.Exceeded switch { true => "▲ above", false => "below", null => "not available" }, false),
        new Column<ReportLimit>("Source of the limit", l => l.Source ?? "not stated", false));

    private static Markup Facts(ReportDocument d) => Markup.Of($"""
        <table class="facts"><tbody>
        <tr><th scope="row">Patient</th><td>{d.Patient.Id ?? "no identifier"}{Sex(d.Patient.Sex)}{Weight(d.Patient.Weight_kg)}</td><th scope="row">Injected</th><td>{Figures.Time(d.Administration.InjectionTime)}</td></tr>
        <tr><th scope="row">Administration</th><td>{d.Administration.Nuclide} {d.Administration.Ligand}, {Figures.Plain(d.Administration.Activity_MBq, 5)} MBq</td><th scope="row">SPECT</th><td>{SpectTimes(d)}</td></tr>
        <tr><th scope="row">Dose engine</th><td>{d.Dose.Engine} on {d.Dose.Device}</td><th scope="row">Voxel</th><td>{string.Join(" × ", d.Dose.VoxelSize_mm.Select(v => Figures.Plain(v)))} mm</td></tr>
        </tbody></table>

        """);

    private static Markup Doses(ReportDocument d)
    {
        var organs = RegionOrder.OrgansAtRiskFirst(d.Regions.Where(r => r.Class == "organ")).Take(MostOrgans);
        var tumour = d.Regions.Where(r => r.Name == "lesions_all").DefaultIfEmpty(Hottest(d)).OfType<ReportRegion>();
        var body = d.Regions.Where(r => r.Name == "whole_body");
        return HtmlTable.Of("Mean absorbed dose of this cycle (all regions: section 6)", [.. organs, .. tumour, .. body],
            new Column<ReportRegion>("Region", r => Figures.RegionName(r.Name), false),
            new Column<ReportRegion>("Volume / ml", r => Figures.Show(r.Volume_ml)),
            new Column<ReportRegion>("Dose / Gy", r => Figures.WithSigma(r.MeanDose_Gy, r.MeanSigma_Gy)),
            new Column<ReportRegion>("Gy per GBq", r => Figures.Show(r.DoseCoefficient_Gy_per_GBq)),
            new Column<ReportRegion>("BED / Gy", r => Figures.Show(r.Bed_Gy)));
    }

    private static ReportRegion? Hottest(ReportDocument d) => d.Regions.Where(r => r.Class == "lesion").MaxBy(r => r.MeanDose_Gy ?? 0);

    private static Markup OpenPoints(ReportDocument d)
    {
        int missing = d.Checklist.Count(e => e.State == ItemState.Missing);
        StageFinding[] open = [.. d.Findings.Where(f => f.Severity != Severity.Info)];
        Markup rest = open.Length > MostWarnings ? Markup.Of($"<li>{open.Length - MostWarnings} more in annex A</li>") : Markup.Empty;
        return Markup.Of($"""
            <h3>Open points</h3><ul class="open"><li>{missing} of {d.Checklist.Count} checklist items are not or not fully available (annex B)</li>
            {open.Take(MostWarnings).Select(f => Markup.Of($"<li>{f.Text}</li>\n"))}{rest}</ul>

            """);
    }

    private static Markup Picture(ReportPicture p) => Markup.Of($"""
        <figure style="width:{Width_mm(p)}mm"><div class="frame"><img src="{p.DataUri}" alt="{p.Title}"/><span class="side left">R</span><span class="side right">L</span></div>
        <figcaption><b>{p.Title}.</b> {p.Caption}{p.Legend.Select(l => Markup.Of($" <span class=\"key\"><i style=\"background:{l.Colour}\"></i>{l.Text}</span>"))}</figcaption></figure>

        """);

    /// <summary>Width in print: a third of the page, less where the picture would be taller than the page has room for.</summary>
    private static double Width_mm(ReportPicture p) => Math.Min(58, 72.0 * p.Width / p.Height);

    private static string Sex(string? sex) => sex is null ? "" : $", {sex}";

    private static string Weight(double? weight_kg) => weight_kg is null ? "" : $", {Figures.Plain(weight_kg)} kg";

    private static string SpectTimes(ReportDocument d)
    {
        string[] times = [.. d.Scans.Where(s => s.Role == "SPECT").Select(s => Figures.Plain(s.AfterInjection_h, 3))];
        return times.Length == 0 ? "none" : $"{string.Join(", ", times)} h after injection";
    }
}

using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Evaluate.Checks;
using Dosimetry.Engine.Report.Charts;

namespace Dosimetry.Engine.Report.Html;

/// <summary>Sections 2 to 4 and 6 to 8: tables and charts of the record.</summary>
internal static class BodySections
{
    public static Markup Patient(ReportDocument d) => Sections.Section("2 Patient and administration", Sections.Items(d, "Patient and administration"));

    public static Markup Acquisition(ReportDocument d) => Sections.Section("3 Acquisition, calibration, registration",
        Sections.Items(d, "Acquisition, calibration, registration"),
        HtmlTable.Of("Images in use", d.Scans,
            new Column<ReportScan>("Role", s => s.Role, false),
            new Column<ReportScan>("Series", s => s.Description ?? s.Series, false),
            new Column<ReportScan>("Time", s => Figures.Time(s.Time), false),
            new Column<ReportScan>("h p.i.", s => Figures.Plain(s.AfterInjection_h, 3)),
            new Column<ReportScan>("Matrix", s => string.Join(" × ", s.Size), false),
            new Column<ReportScan>("Voxel / mm", s => string.Join(" × ", s.Spacing_mm.Select(mm => Figures.Plain(mm))), false),
            new Column<ReportScan>("In view / MBq", s => Figures.Show(s.Total_MBq)),
            new Column<ReportScan>("Of what was left", s => Figures.Percent(s.ShareOfInjected, 3))));

    public static Markup Regions(ReportDocument d) => Sections.Section("4 Regions",
        Sections.Items(d, "Regions"),
        HtmlTable.Of("Volume and mass", d.Regions,
            new Column<ReportRegion>("Region", r => Figures.RegionName(r.Name), false),
            new Column<ReportRegion>("Class", r => r.Class, false),
            new Column<ReportRegion>("Origin", r => r.Origin ?? "computed from its parts", false),
            new Column<ReportRegion>("Volume / ml", r => Figures.Show(r.Volume_ml)),
            new Column<ReportRegion>("Mass / g", r => Figures.Show(r.Mass_g)),
            new Column<ReportRegion>("Density / g/ml", r => Figures.Show(r.MeanDensity_g_per_cm3))),
        d.Regions.Any(r => r.Origin?.Contains("SUV", StringComparison.Ordinal) == true) ? Markup.Of($"<p>{Statements.ThresholdVolumes}</p>\n") : Markup.Empty);

    public static Markup Dose(ReportDocument d) => Sections.Section("6 Dose and DVH",
        Sections.Items(d, "Dose and DVH"),
        DoseTable(d), MarrowTables.Dose(d),
        CrossChecks(d),
        RbeWeighted(d),
        Markup.Of($"<figure>{DoseBarChart.Draw("Mean absorbed dose per region", [.. RegionOrder.ByDose(d.Regions)], d.Limits)}<figcaption>Mean absorbed dose; whisker: one standard uncertainty; upright mark: limit.</figcaption></figure>\n"),
        Dvh("Organs", RegionOrder.OrgansAtRiskFirst(d.Regions.Where(r => r.Class is "organ" or "body"))),
        Dvh("Lesions", RegionOrder.ByDose(d.Regions.Where(r => r.Class == "lesion"))));

    public static Markup Limits(ReportDocument d) => Sections.Section("7 Uncertainty and limits",
        Sections.Items(d, "Uncertainty and limits"), UncertaintyTables.Write(d), d.Limits.Count > 0 ? SummarySection.Limits(d) : Markup.Empty);

    public static Markup Cycles(ReportDocument d) => Sections.Section("8 Cycles and prediction", Sections.Items(d, "Cycles and prediction"));

    private static Markup DoseTable(ReportDocument d) => HtmlTable.Of("Absorbed dose per region. Dx: least dose of the hottest x % of the volume. BED and EQD2 by the parameters of item 30.", d.Regions,
    [
        new Column<ReportRegion>("Region", r => Figures.RegionName(r.Name), false),
        new Column<ReportRegion>("Mean / Gy", r => Figures.WithSigma(r.MeanDose_Gy, r.MeanSigma_Gy)),
        .. d.Regions.Any(r => r.StatisticalSigma_Gy is not null) ? [Statistical] : Array.Empty<Column<ReportRegion>>(),
        new Column<ReportRegion>("Gy per GBq", r => Figures.Show(r.DoseCoefficient_Gy_per_GBq)),
        new Column<ReportRegion>("D98 / Gy", r => Figures.Show(r.D98_Gy)),
        new Column<ReportRegion>("D50 / Gy", r => Figures.Show(r.D50_Gy)),
        new Column<ReportRegion>("D2 / Gy", r => Figures.Show(r.D2_Gy)),
        new Column<ReportRegion>("Max / Gy", r => Figures.Show(r.MaxDose_Gy)),
        new Column<ReportRegion>("BED / Gy", r => Figures.Show(r.Bed_Gy)),
        new Column<ReportRegion>("EQD2 / Gy", r => Figures.Show(r.Eqd2_Gy)),
    ]);

    /// <summary>The engine's own uncertainty of the mean, apart from that of the kinetics.</summary>
    private static Column<ReportRegion> Statistical =>
        new("Statistical, 1 SD / %", r => r.MeanDose_Gy > 0 ? Figures.Show(100 * r.StatisticalSigma_Gy / r.MeanDose_Gy) : Figures.Show(null));

    /// <summary>Energy balance and, per region, the voxel mean beside two models that know only mass and activity.</summary>
    private static Markup CrossChecks(ReportDocument d) => Markup.Join([
        Markup.Of($"<p>Energy balance of the engine, accounted over emitted: {Figures.Show(d.Dose.EnergyBalance, 4)}; absorbed in matter: {Figures.Percent(d.Dose.AbsorbedFraction, 3)} of what was emitted.</p>\n"),
        HtmlTable.Of("Cross-check of the mean doses by self dose alone. Ratio: voxel mean over model; above 10 % difference the reason is given.", d.CrossChecks ?? [],
            new Column<RegionCrossCheck>("Region", c => Figures.RegionName(c.Region), false),
            new Column<RegionCrossCheck>("Voxel mean / Gy", c => Figures.Show(c.VoxelMean_Gy)),
            new Column<RegionCrossCheck>("Sphere / Gy", c => Figures.Show(c.Sphere_Gy)),
            new Column<RegionCrossCheck>("Ratio", c => Figures.Show(c.SphereRatio)),
            new Column<RegionCrossCheck>("Organ S value / Gy", c => Figures.Show(c.OrganS_Gy)),
            new Column<RegionCrossCheck>("Ratio", c => Figures.Show(c.OrganSRatio)),
            new Column<RegionCrossCheck>("Why they part", c => c.Reason ?? "agree", false, Wide: true))]);

    private static Markup RbeWeighted(ReportDocument d) => d.RbeWeighted is not { } rbe ? Markup.Empty
        : HtmlTable.Of($"{rbe.Label} mean dose, alpha particles times {Figures.Plain(rbe.Rbe)}; not an absorbed dose, not compared with limits.", rbe.Regions,
            new Column<RbeWeightedRegion>("Region", r => Figures.RegionName(r.Region), false),
            new Column<RbeWeightedRegion>("Absorbed / Gy", r => Figures.Show(r.MeanDose_Gy)),
            new Column<RbeWeightedRegion>("Of it alpha / Gy", r => Figures.Show(r.AlphaDose_Gy)),
            new Column<RbeWeightedRegion>("RBE-weighted / Gy(RBE)", r => Figures.Show(r.RbeWeighted_GyRBE)));

    private static Markup Dvh(string kind, IEnumerable<ReportRegion> regions)
    {
        ReportRegion[] shown = [.. regions];
        if (shown.Length == 0) return Markup.Empty;
        string bins = string.Join(", ", shown.Select(r => r.Dvh.BinWidth_Gy).Distinct().Order().Select(b => Figures.Plain(b, 2)));
        return Markup.Of($"<figure>{DvhChart.Draw($"Cumulative DVH: {kind}", shown)}<figcaption>{kind}: cumulative dose-volume histogram. Bin width {bins} Gy; a voxel counts with the share of it inside the region.</figcaption></figure>\n");
    }
}

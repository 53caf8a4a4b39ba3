using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Engine.Report.Checklist;

/// <summary>Items 16 to 22: activity over time and its integral.</summary>
internal static class KineticsItems
{
    public static IReadOnlyList<ChecklistItem> All { get; } =
    [
        new(16, "Activity in each region at each time point", Activities),
        new(17, "Blood, whole-body and excreta measurements", Blood),
        new(18, "Number of time points, rationale; single-time-point method", TimePoints),
        new(19, "Time-activity function, constraint, weighting, parameters with errors", Functions),
        new(20, "Goodness of fit, criterion of choice, extrapolated fraction", Goodness),
        new(21, "Time-integrated activity per region with uncertainty", Integrals),
        new(22, "Remainder of body, bladder voiding model", Remainder),
    ];

    private static Answer Activities(CaseRecord r) => PerRegion(r, k => k.Points.Count > 0, n => $"{n} regions, table of section 5");

    private static Answer Blood(CaseRecord r) => r.Kinetics.Blood is { } blood
        ? Answer.Present($"{blood.Points.Count} blood samples, section 5; whole-body and excreta measurements are not recorded")
        : Answer.Missing("no samples are recorded with this case");

    private static Answer TimePoints(CaseRecord r)
    {
        int n = r.Aligned.Spect.Count;
        return n switch
        {
            0 => Answer.Missing("the case has no SPECT time point"),
            1 => Answer.Present("1 time point; the curve's shape is an assumption stated with each fit"),
            _ => Answer.Present($"{n} time points at {string.Join(", ", r.Aligned.Spect.Select(s => Figures.Plain(s.AfterInjection.Hours, 3)))} h after injection, as imaged"),
        };
    }

    private static Answer Functions(CaseRecord r) => PerRegion(r, k => k.Chosen.Terms.Count > 0 && k.Chosen.Parameters.Count > 0, n =>
        $"{string.Join(", ", r.Kinetics.Regions.Select(k => k.Chosen.Model).Distinct())} for {n} regions, parameters in section 5");

    private static Answer Goodness(CaseRecord r) => PerRegion(r, k => k.Reason.Length > 0 && double.IsFinite(k.Chosen.ExtrapolatedFraction), n =>
        $"reason of the choice, residuals and extrapolated share of {n} regions in section 5; largest extrapolated share {Figures.Percent(r.Kinetics.Regions.Max(k => k.Chosen.ExtrapolatedFraction))}");

    private static Answer Integrals(CaseRecord r) => PerRegion(r, k => double.IsFinite(k.Chosen.Tia_MBq_h) && k.Chosen.TiaSigma_MBq_h > 0, n => $"{n} regions with ± 1 standard uncertainty, section 5");

    private static Answer Remainder(CaseRecord r) => r.Kinetics.Regions.Any(k => k.Region == "remainder")
        ? Answer.Present("the remainder of the body has a curve of its own; no voiding model, the bladder is integrated as imaged")
        : Answer.Missing("no whole-body outline was given, so activity outside the regions is not in the integral");

    private static Answer PerRegion(CaseRecord r, Func<RegionKinetics, bool> complete, Func<int, string> text)
    {
        string[] lacking = [.. r.Kinetics.Regions.Where(k => !complete(k)).Select(k => k.Region)];
        if (r.Kinetics.Regions.Count == 0) return Answer.Missing("no region has a curve");
        return lacking.Length > 0 ? Answer.Missing($"for {string.Join(", ", lacking)}") : Answer.Present(text(r.Kinetics.Regions.Count));
    }
}

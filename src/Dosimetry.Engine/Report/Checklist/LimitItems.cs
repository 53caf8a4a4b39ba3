namespace Dosimetry.Engine.Report.Checklist;

/// <summary>Items 32 to 34: how sure, with which limits, compared with what.</summary>
internal static class LimitItems
{
    public static IReadOnlyList<ChecklistItem> All { get; } =
    [
        new(32, "Uncertainty of each result, coverage factor, main contributors", Uncertainty),
        new(33, "Bias and limits: what was assumed, missing or corrected", Findings),
        new(34, "Comparison with literature range or limits", Limits),
    ];

    private static Answer Uncertainty(CaseRecord r)
    {
        int with = r.Evaluation.Regions.Count(d => d.MeanSigma_Gy is not null);
        if (with == 0) return Answer.Missing("no region carries an uncertainty of its mean dose");
        if (with < r.Evaluation.Regions.Count) return Answer.Missing($"{r.Evaluation.Regions.Count - with} of {r.Evaluation.Regions.Count} regions carry none");
        return r.Evaluation.Regions.Any(d => d.Budget is not null)
            ? Answer.Present("budget per region in section 7 (k = 1 and k = 2): calibration, fit, volume, recovery where a correction is applied, dose factor; largest source named")
            : Answer.Present("one standard uncertainty (k = 1) of every mean dose: fit and calibration as stated with it; volume and recovery are not in it");
    }

    private static Answer Findings(CaseRecord r) => Answer.Present($"{StageFindings.Of(r).Count} findings in the annex");

    private static Answer Limits(CaseRecord r) => r.Case.Protocol.Limits is { Count: > 0 } limits
        ? Answer.Present($"{limits.Count} limits, section 7")
        : Answer.Missing("the case names no limits");
}

/// <summary>Items 35 and 36: earlier cycles, prediction.</summary>
internal static class CycleItems
{
    public static IReadOnlyList<ChecklistItem> All { get; } =
    [
        new(35, "Cumulative dose over cycles", _ => Answer.NotApplicable("the record holds one cycle; doses are of this cycle only.")),
        new(36, "Predicted versus delivered", _ => Answer.NotApplicable("no prediction belongs to this record.")),
    ];
}

/// <summary>Items 37 and 38: software and statement.</summary>
internal static class SystemItems
{
    public static IReadOnlyList<ChecklistItem> All { get; } =
    [
        new(37, "Software, version, commit, settings hash, date, operator, approver", r => Answer.Fields(
            ("software", r.Provenance.Software), ("version", r.Provenance.Version), ("commit", r.Provenance.Commit), ("settings", r.Provenance.SettingsHash),
            ("date", string.IsNullOrEmpty(r.Provenance.Created) ? null : "in section 10"), ("operator", r.Case.Operator), ("approver", r.Case.Approver))),
        new(38, "Statement of use", _ => Answer.Present(Statements.ResearchUseOnly)),
    ];
}

using Dosimetry.Pbpk.Fit;

namespace Dosimetry.Engine.Plan;

/// <summary>What a cycle's images changed in the plan, in one sentence each.</summary>
internal static class PlanChanges
{
    private const double Notable = 0.03, Certain = 1.1;

    public static IEnumerable<PlanChange> Of(Posterior before, Posterior now, PlanTable expected, PlanResult planned, PlanTable present, PlanResult replanned)
    {
        PlanOption was = planned.Recommended, becomes = replanned.Recommended;
        string[] shown = [.. replanned.Fixed.Organs.Where(o => o.Value.Limit_Gy is not null || o.Key == replanned.Target).Select(o => o.Key)];
        foreach (string organ in shown) yield return Dose(organ, before, now, expected, present);
        foreach (string organ in shown.Where(o => present.At(becomes.Ligand_nmol)[o].Delivered.Count > 0 && replanned.Fixed.Organs[o].Limit_Gy is not null)) yield return Taken(organ, planned.Fixed.Organs[organ], replanned.Fixed.Organs[organ]);
        yield return Activity(was, becomes, expected, present);
        if (Math.Abs(becomes.Ligand_nmol / was.Ligand_nmol - 1) > Notable) yield return Ligand(was, becomes, replanned.Target);
    }

    private static PlanChange Dose(string organ, Posterior before, Posterior now, PlanTable expected, PlanTable present)
    {
        DoseCoefficients was = expected.At(PlanRequest.Fixed.Ligand_nmol)[organ], becomes = present.At(PlanRequest.Fixed.Ligand_nmol)[organ];
        double change = becomes.A_Gy_per_GBq / was.A_Gy_per_GBq - 1, spreadBefore = Spread(before, was), spreadNow = Spread(now, becomes);
        string what = Math.Abs(change) < Notable ? "as expected" : FormattableString.Invariant($"{(change > 0 ? "more" : "less")} than the {was.A_Gy_per_GBq:G3} expected ({100 * change:+0;-0} %)");
        string why = spreadBefore > Certain * spreadNow
            ? FormattableString.Invariant($"the images narrowed its uncertainty from {100 * spreadBefore:F0} to {100 * spreadNow:F0} %")
            : FormattableString.Invariant($"its uncertainty stays at {100 * spreadNow:F0} %, because the images say little about it");
        return new PlanChange($"dose to {organ}", was.A_Gy_per_GBq, becomes.A_Gy_per_GBq, "Gy/GBq", FormattableString.Invariant($"{organ} receives {becomes.A_Gy_per_GBq:G3} Gy/GBq, {what}; {why}."));
    }

    /// <summary>Relative standard uncertainty of the dose, parameters and model together.</summary>
    private static double Spread(Posterior posterior, DoseCoefficients organ) => double.Hypot(posterior.LogSd(organ.LogGradientA), posterior.Error.LogSd(organ.Limit.Organ));

    private static PlanChange Taken(string organ, OrganPlan was, OrganPlan becomes) => new($"{organ} so far", was.Taken_Gy, becomes.Taken_Gy, "Gy", FormattableString.Invariant(
        $"The cycles given so far took {becomes.Taken_Gy:F1} of the {becomes.Limit_Gy:G4} Gy of {organ} ({becomes.LimitOn}) instead of the {was.Taken_Gy:F1} Gy expected, so {Math.Max(0, becomes.Limit_Gy!.Value - becomes.Taken_Gy):F1} Gy are left."));

    private static PlanChange Activity(PlanOption was, PlanOption becomes, PlanTable expected, PlanTable present)
    {
        double likely = Likely(present, becomes) / Likely(expected, was), caution = becomes.Activity_GBq / Likely(present, becomes) / (was.Activity_GBq / Likely(expected, was));
        string[] reasons =
        [
            .. Math.Abs(likely - 1) > Notable ? [likely > 1 ? "the most probable patient tolerates more" : "the most probable patient tolerates less"] : Array.Empty<string>(),
            .. caution > 1 + Notable ? ["the narrower spread allows a plan closer to the limit"] : caution < 1 - Notable ? ["the wider spread asks for more distance from the limit"] : Array.Empty<string>(),
        ];
        string why = becomes.Activity_GBq <= 0 ? "the limit is used up" : reasons.Length == 0 ? "nothing in the images asks for another activity" : string.Join(" and ", reasons);
        return new PlanChange("activity per cycle", was.Activity_GBq, becomes.Activity_GBq, "GBq", FormattableString.Invariant(
            $"{becomes.Cycles} further cycles of {becomes.Activity_GBq:F2} GBq instead of {was.Activity_GBq:F2} GBq, set by {becomes.LimitedBy}: {why}."));
    }

    /// <summary>Activity with which the most probable patient would just meet the limits.</summary>
    private static double Likely(PlanTable table, PlanOption option) => Math.Max(table.Largest(option.Ligand_nmol, option.Cycles, null).Activity_GBq, 1e-9);

    private static PlanChange Ligand(PlanOption was, PlanOption becomes, string target) => new("ligand per cycle", was.Ligand_nmol, becomes.Ligand_nmol, "nmol", FormattableString.Invariant(
        $"{becomes.Ligand_nmol:G4} nmol of ligand instead of {was.Ligand_nmol:G4} nmol, because that gives {target} most at the activity that is allowed now."));
}

using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Engine.Plan;

/// <summary>One thing that a cycle changed: before and after in a unit, and one sentence that says what and why.</summary>
public sealed record PlanChange(string What, double Before, double After, string Unit, string Sentence);

/// <summary>
/// The remaining cycles planned twice: with what was known before the cycle (<see cref="Expected"/>) and with what its images taught (<see cref="Now"/>).
/// </summary>
public sealed record ReplanResult(PlanResult Expected, PlanResult Now, IReadOnlyList<Prescription> Delivered, IReadOnlyList<PlanChange> Changes);

/// <summary>
/// Plans the remaining cycles after some were given: the posterior of the fit to their images replaces what was known before, and the doses of the delivered
/// cycles, by the same posterior, have taken their part of the limits. Neglected: change of the patient between cycles other than in the posterior's basis
/// (give new lesion volumes there), and uptake that falls from cycle to cycle.
/// </summary>
public static class Replan
{
    /// <summary>Plans anew.</summary>
    /// <param name="before">What was known before the cycle; the prior of the fit.</param>
    /// <param name="now">The posterior of the fit to the cycle's images.</param>
    /// <param name="label">Label of the therapy.</param>
    /// <param name="request">Limits; its cycles are those still to come, its delivered ones those given.</param>
    /// <param name="uncertainty">Where the posterior comes from, in words.</param>
    /// <param name="seed">Seed of the imagined patients.</param>
    /// <param name="cancel">Ends the simulations.</param>
    /// <exception cref="Foundation.RefusedException">The limits cannot be.</exception>
    public static ReplanResult After(Posterior before, Posterior now, Label label, PlanRequest request, string uncertainty, ulong seed = 1, CancellationToken cancel = default)
    {
        Planner expected = new(before, label, request, seed, cancel), present = new(now, label, request, seed, cancel);
        PlanResult planned = expected.Plan("what was known before the cycle"), replanned = present.Plan(uncertainty);
        return new ReplanResult(planned, replanned, request.Delivered, [.. PlanChanges.Of(before, now, expected.Table, planned, present.Table, replanned)]);
    }
}

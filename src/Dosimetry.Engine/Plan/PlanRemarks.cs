namespace Dosimetry.Engine.Plan;

/// <summary>Why a plan is as it is, one sentence each.</summary>
internal static class PlanRemarks
{
    private const double Flat = 0.02;

    public static IEnumerable<string> Of(PlanRequest request, IReadOnlyList<PlanOption> options, IReadOnlyList<PlanOption> accepted, PlanOption best, PlanOption standard)
    {
        if (best.Activity_GBq <= 0)
        {
            yield return $"No further cycle: the cycles given before have used up the limit of {best.LimitedBy}.";
            yield break;
        }
        yield return FormattableString.Invariant($"{best.Cycles} × {best.Activity_GBq:F2} GBq on {best.Ligand_nmol:G4} nmol give {request.Target} a BED of {best.TumourBed_Gy:F0} Gy; the activity is set by: {best.LimitedBy}.");
        yield return Level(request, options, best);
        yield return FormattableString.Invariant($"The fixed course of {standard.Cycles} × {standard.Activity_GBq:F1} GBq on {standard.Ligand_nmol:G4} nmol gives {standard.TumourBed_Gy:F0} Gy there and a kidney BED of {standard.KidneyBed_Gy:F1} Gy.");
        PlanOption[] near = [.. (accepted.Count > 0 ? accepted : options).Where(o => o.TumourBed_Gy > (1 - Flat) * best.TumourBed_Gy)];
        if (near.Length > 1)
            yield return FormattableString.Invariant($"The optimum is flat: {near.Min(o => o.Ligand_nmol):G4} to {near.Max(o => o.Ligand_nmol):G4} nmol differ by less than 2 % in the target; less activity does nearly the same at the lower end.");
        foreach ((string organ, double p) in best.ExceedProbability.Where(e => e.Value > 0.05))
            yield return FormattableString.Invariant($"{organ} exceeds its limit of {best.Organs[organ].Limit_Gy:G4} Gy with a probability of {100 * p:F0} %{(best.Organs[organ].AlertOnly ? " (alert only)" : "")}.");
        if (best.Activity_GBq > PlanRequest.Fixed.Activity_GBq)
            yield return FormattableString.Invariant($"More than {PlanRequest.Fixed.Activity_GBq:F1} GBq per cycle is outside the usual protocol: research use only.");
    }

    private static string Level(PlanRequest request, IReadOnlyList<PlanOption> options, PlanOption best)
    {
        PlanOption bold = options.First(o => o.Ligand_nmol == best.Ligand_nmol && o.Cycles == best.Cycles);
        return request.LargestExceedProbability is { } level
            ? FormattableString.Invariant($"No binding limit is exceeded with more than {100 * level:F0} % probability; {bold.Activity_GBq:F2} GBq would meet the limits in the most probable patient only.")
            : "No probability of exceeding a limit was stated: the most probable patient just meets the limits, so about every second one exceeds them.";
    }
}

namespace Dosimetry.Engine.Plan;

/// <summary>Marks the options among which a physician can choose: more for the target only at the cost of an organ.</summary>
public static class ParetoFront
{
    private const double Same = 1e-9; // options at the same limit differ by rounding

    /// <summary>The same options, each marked.</summary>
    public static PlanOption[] Mark(IReadOnlyList<PlanOption> options) => [.. options.Select(o => o with { OnParetoFront = !options.Any(other => Dominates(other, o)) })];

    /// <summary>At least as good in everything, better in something: target BED up, dose to organs with a limit down.</summary>
    private static bool Dominates(PlanOption a, PlanOption b)
    {
        string[] organs = [.. b.Organs.Where(o => o.Value.Limit_Gy is not null).Select(o => o.Key)];
        bool noWorse = a.TumourBed_Gy >= b.TumourBed_Gy * (1 - Same) && organs.All(o => a.Organs[o].Bed_Gy <= b.Organs[o].Bed_Gy * (1 + Same));
        bool better = a.TumourBed_Gy > b.TumourBed_Gy * (1 + Same) || organs.Any(o => a.Organs[o].Bed_Gy < b.Organs[o].Bed_Gy * (1 - Same));
        return noWorse && better;
    }
}

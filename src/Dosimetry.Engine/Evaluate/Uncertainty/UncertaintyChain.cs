using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Evaluate.Uncertainty;

/// <summary>
/// Uncertainty of every region's mean dose through the whole chain: a budget by closed formulas, and an interval by Monte Carlo propagation.
/// A union's budget weighs its parts by their energy: errors common to the case (calibration, recovery curve, dose factor) add up, those of each region's
/// own (fit, outline) add in squares, as in the propagation.
/// </summary>
public sealed class UncertaintyChain
{
    private readonly UncertaintyContext context;
    private readonly DosePropagation propagation;
    private readonly Dictionary<string, (UncertaintyBudget Budget, double Energy_mJ)> parts = [];

    /// <summary>The chain of a case.</summary>
    /// <param name="doses">Dose figures of the partition (unions are not looked at).</param>
    /// <param name="regions">Regions with those names.</param>
    /// <param name="kinetics">Their curves.</param>
    /// <param name="calibrationRelSigma">Relative standard uncertainty of the calibration.</param>
    /// <param name="engine">Name of the dose engine.</param>
    /// <param name="options">Inputs.</param>
    public UncertaintyChain(IReadOnlyList<RegionDose> doses, RegionSet regions, IReadOnlyList<RegionKinetics> kinetics, double calibrationRelSigma, string engine, UncertaintyOptions options)
    {
        context = new UncertaintyContext(calibrationRelSigma, engine, options);
        Dictionary<string, RegionUncertainty> known = [];
        foreach (RegionDose dose in doses)
        {
            if (regions.Regions.FirstOrDefault(r => r.Name == dose.Name) is not { } region || kinetics.FirstOrDefault(k => k.Region == dose.Name) is not { } curve || !(dose.Volume_ml > 0)) continue;
            known[dose.Name] = RegionUncertainty.Of(region, dose.Volume_ml, curve, context, dose.MeanDose_Gy > 0 ? (dose.StatisticalSigma_Gy ?? 0) / dose.MeanDose_Gy : 0);
            parts[dose.Name] = (known[dose.Name].Budget(), dose.MeanDose_Gy * dose.Mass_g);
        }
        propagation = new DosePropagation(known, options);
    }

    /// <summary>Values that nobody stated.</summary>
    public Finding? Assumptions => context.Options.Assumptions(context.Engine);

    /// <summary>The figures of a region with budget, interval and the chain's standard uncertainty; unchanged where no curve stands behind them.</summary>
    /// <param name="dose">Figures of a region or union.</param>
    /// <param name="curves">Names of the regions whose curves stand behind it: its own, or a union's parts.</param>
    public RegionDose Complete(RegionDose dose, IReadOnlyList<string> curves)
    {
        string[] known = [.. curves.Where(parts.ContainsKey)];
        if (known.Length == 0) return dose;
        UncertaintyBudget budget = known.Length == 1 ? parts[known[0]].Budget : Joined(known, dose);
        return dose with
        {
            Budget = budget, MeanSigma_Gy = budget.RelSigma * dose.MeanDose_Gy,
            Interval = propagation.Interval([.. known.Select(k => (k, parts[k].Energy_mJ))]),
        };
    }

    private UncertaintyBudget Joined(string[] known, RegionDose dose)
    {
        double energy_mJ = known.Sum(k => parts[k].Energy_mJ);
        string[] sources = [.. known.SelectMany(k => parts[k].Budget.Components).Select(c => c.Source).Distinct()];
        return UncertaintyBudget.Of(sources.Select(s => new UncertaintyComponent(s,
            s == "statistics" && dose.StatisticalSigma_Gy is { } sigma ? sigma / dose.MeanDose_Gy : OfParts([.. known.Select(k => parts[k].Energy_mJ / energy_mJ * RelSigma(k, s))], IsOwn(s)),
            0, $"{known.Length} parts, weighted by energy; their errors {(IsOwn(s) ? "are independent" : "go together")}")), NotIncluded(known));
    }

    private static bool IsOwn(string source) => source is "fit" or "volume" or "statistics";

    private static double OfParts(double[] weighted, bool independent) => independent ? Math.Sqrt(weighted.Sum(w => w * w)) : weighted.Sum();

    private IEnumerable<string> NotIncluded(string[] known)
    {
        int with = known.Count(k => parts[k].Budget.NotIncluded.Count > 0);
        if (with > 0) yield return $"{with} of {known.Length} parts have something that is not in the sum; see their own budgets.";
    }

    private double RelSigma(string region, string source) => parts[region].Budget.Components.FirstOrDefault(c => c.Source == source)?.RelSigma ?? 0;
}

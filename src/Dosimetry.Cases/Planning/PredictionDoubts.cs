using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;

namespace Dosimetry.Cases.Planning;

/// <summary>What puts a patient outside the population that the model and its spreads were made for.</summary>
internal static class PredictionDoubts
{
    private const double FarSds = 2, MuchTumour_L = 1.5;

    public static OutOfDistribution Of(ModelInput input, MapResult fit, Prior prior)
    {
        string[] reasons = [.. Tracer(input), .. Parameters(fit, prior), .. Patient(fit.Posterior.Patient), .. input.Facts.All.Count(f => f.IsAssumed) is > 2 and var assumed ? [$"{assumed} of the patient's values are not known and were assumed."] : Array.Empty<string>()];
        return new OutOfDistribution(reasons.Length > 0, reasons);
    }

    private static IEnumerable<string> Tracer(ModelInput input) => input.Observations.Any(o => o.Ligand == "PSMA-11")
        ? ["The binding constants of the PET's ligand PSMA-11 are placeholders: if it binds more tightly than assumed, the predicted doses are too high by a factor that the intervals do not hold."] : [];

    private static IEnumerable<string> Parameters(MapResult fit, Prior prior) => prior.Names
        .Select((name, n) => (name, Sds: (fit.Posterior.LogMode[n] - prior.LogMedians[n]) / prior.LogSd(n))).Where(p => Math.Abs(p.Sds) > FarSds)
        .Select(p => FormattableString.Invariant($"{ModelWords.Of(p.name).Meaning} lies {Math.Abs(p.Sds):F1} standard deviations {(p.Sds > 0 ? "above" : "below")} the population's median."));

    private static IEnumerable<string> Patient(PbpkPatient p)
    {
        if (p.Covariates.Weight_kg is < 50 or > 130) yield return FormattableString.Invariant($"A body weight of {p.Covariates.Weight_kg:F0} kg is outside the 50 to 130 kg for which the spreads were looked at.");
        if (p.Covariates.Gfr_L_per_min is < 0.03 or > 0.15) yield return FormattableString.Invariant($"A GFR of {1000 * p.Covariates.Gfr_L_per_min:F0} ml/min is outside the 30 to 150 ml/min for which the spreads were looked at.");
        if (p.Tumours.Sum(t => t.Volume_L) is > MuchTumour_L and var litres) yield return FormattableString.Invariant($"{litres:F1} L of tumour: the model's blood flow is no longer balanced by measured values.");
        if (new Physiology(p).RestFlowClamped) yield return "Organs and tumours ask for more blood than the model's heart gives; the rest of the body was held at 2 % of the flow.";
    }
}

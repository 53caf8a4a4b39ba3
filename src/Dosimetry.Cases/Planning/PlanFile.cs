using System.Text.Json;
using Dosimetry.Cases.Settings;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Plan;

namespace Dosimetry.Cases.Planning;

/// <summary>
/// A plan as JSON: limits, levels and the chosen course as <c>dosimetry plan --limits</c> reads them (with the patient and fit files of the model fit), and
/// <c>plan</c>, the chosen plan with its figures, name and time.
/// </summary>
public static class PlanFile
{
    /// <summary>The document.</summary>
    public static string Write(PlanRequest request, ChosenPlan? chosen) => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["notice"] = "Research use only. Not a medical device. A plan approves nothing.",
        ["target"] = request.Target,
        ["organs"] = request.Organs,
        ["largestExceedProbability"] = request.LargestExceedProbability,
        ["largestActivity_GBq"] = request.LargestActivity_GBq,
        ["ligand_nmol"] = request.Ligand_nmol,
        ["cycles"] = request.Cycles,
        ["interval_h"] = chosen is null ? request.Interval_h : chosen.Interval_weeks * 7 * 24,
        ["energy_J_per_MBq_h"] = request.Energy_J_per_MBq_h,
        ["density_g_per_ml"] = request.Density_g_per_ml,
        ["prescribed"] = chosen is null ? null : new Prescription(chosen.Activity_GBq, chosen.Ligand_nmol, chosen.Cycles),
        ["plan"] = chosen,
    }.Where(e => e.Value is not null).ToDictionary(e => e.Key, e => e.Value), EngineJson.Options);
}

using Dosimetry.Engine;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;
using Dosimetry.Pbpk.Fit;

namespace Dosimetry.Cases.Planning;

/// <summary>
/// The organs' predicted integrals on the regions of the PET: an organ of several regions is shared by their PET activity, and what the model has elsewhere in
/// the body is spread over the remaining regions in the same way. The bladder gets nothing: its filling is not predicted.
/// </summary>
internal static class PredictedIntegrals
{
    private const string Rest = "Rest", Bladder = "bladder";

    public static IReadOnlyList<RegionPrediction> Of(ModelInput input, PetUptake pet, PosteriorPrediction predicted, ModelError error, List<Finding> findings)
    {
        Dictionary<string, string> organs = input.Mapping.Where(m => m.Organ is not null && predicted.Tia_MBq_h.ContainsKey(m.Organ)).ToDictionary(m => m.Region, m => m.Organ!);
        PetRegion[] others = [.. pet.Regions.Where(r => !organs.ContainsKey(r.Name) && r.Class != RegionClass.Physiological && RegionNames.Organ(r.Name) != Bladder)];
        double mapped_MBq_h = organs.Values.Distinct().Sum(o => predicted.Tia_MBq_h[o]), left_MBq_h = Math.Max(0, predicted.Tia_MBq_h.Values.Sum() - mapped_MBq_h);
        if (others.Length < pet.Regions.Count - organs.Count)
            findings.Add(new Finding(Severity.Warning, "PREDICT.URINE", "Urine is not predicted: the bladder and physiological uptake outside the organs count as empty, and the dose there and beside them is too low."));
        return
        [
            .. organs.GroupBy(o => o.Value).SelectMany(g => Share(pet.Regions.Where(r => g.Any(o => o.Key == r.Name)), predicted.Tia_MBq_h[g.Key], predicted.TiaTotalLogSd[g.Key],
                ModelWords.IsWeak(g.Key) ? "kinetic model, weak there" : "kinetic model fitted to the PET")),
            .. Share(others, left_MBq_h, error.LogSd(Rest), "rest of the body of the kinetic model in the pattern of the PET, weak"),
        ];
    }

    private static IEnumerable<RegionPrediction> Share(IEnumerable<PetRegion> regions, double tia_MBq_h, double logSd, string method)
    {
        PetRegion[] active = [.. regions.Where(r => r.Activity_MBq > 0)];
        double sum_MBq = active.Sum(r => r.Activity_MBq);
        return active.Select(r => new RegionPrediction(r.Name, tia_MBq_h * r.Activity_MBq / sum_MBq, logSd, method));
    }
}

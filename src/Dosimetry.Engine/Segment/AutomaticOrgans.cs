using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;
using Dosimetry.Engine.Segment.Organs;

namespace Dosimetry.Engine.Segment;

/// <summary>Adds automatically outlined organs to those that somebody drew.</summary>
internal static class AutomaticOrgans
{
    /// <summary>SPECT earlier than this still shows blood and bladder above all.</summary>
    private const double EarliestSpect_h = 12;

    /// <summary>Drawn regions and, beside them, found organs of other names. A drawn union (kidneys) stands for its parts. The body's own outline is not used.</summary>
    public static IReadOnlyList<DrawnRegion> Add(AlignedStudy study, IReadOnlyList<DrawnRegion> drawn, List<Finding> findings)
    {
        try
        {
            FoundOrgans found = Find(study);
            findings.AddRange(found.Findings);
            HashSet<string> known = [RegionNames.WholeBody, .. drawn.Select(d => d.Name), .. drawn.SelectMany(d => RegionNames.PartsOf(d.Name))];
            return [.. drawn, .. found.Drawn.Where(o => !known.Contains(o.Name))];
        }
        catch (RefusedException e)
        {
            findings.Add(new Finding(Severity.Warning, e.Finding.Code, $"No organs were found automatically: {e.Message}"));
            return drawn;
        }
    }

    private static FoundOrgans Find(AlignedStudy study)
    {
        QuantifiedStudy q = study.Quantified;
        if (q.Pet is { } pet) return OrganFinder.Find(pet.Activity, q.Ct, "PET");
        QuantifiedScan scan = q.Spect.FirstOrDefault(s => s.AfterInjection.Hours >= EarliestSpect_h) ?? q.Spect[^1];
        return OrganFinder.Find(scan.Activity, q.Ct, "SPECT");
    }
}

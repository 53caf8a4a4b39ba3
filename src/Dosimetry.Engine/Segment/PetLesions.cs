using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Segment;

/// <summary>What the PET shows: every spot with class and reason after a person's decisions, and the tumour burden. Grid: that of the PET, null without one.</summary>
internal sealed record PetLesions(Grid? Grid, IReadOnlyList<LesionComponent> Components, Burden? Burden)
{
    /// <summary>Below this diameter no threshold bounds a lesion well (specification of segmentation, table of spheres).</summary>
    private const double LeastTrusted_mm = 12;

    /// <summary>Searches the PET of a study.</summary>
    public static PetLesions Find(AlignedStudy study, IReadOnlyList<DrawnRegion> drawn, SegmentOptions options, List<Finding> findings)
    {
        if (study.Quantified.Pet is not { } pet)
        {
            if (options.Lesions is not null)
                findings.Add(new Finding(Severity.Info, "SEGMENT.NO_PET", "There is no PET with SUV: lesions are only those that were drawn."));
            return new PetLesions(null, [], null);
        }
        Volume<Suv> suv = pet.Activity.Map<Suv>(v => (float)(v * pet.SuvFactor));
        float[]? hu = study.Quantified.Ct is { } ct ? ThresholdMap.HuOn(ct, suv.Grid) : null;
        Dictionary<string, RegionShape> organs = drawn.DistinctBy(d => d.Name).ToDictionary(d => d.Name, d => d.Shape);
        IReadOnlyList<LesionComponent> spots = options.Lesions is { } method ? Spots(suv, hu, drawn, organs, method, options, findings) : [];
        Burden burden = BurdenMask.Of(DoubtfulUptake.Judge(LesionFinder.Find(suv, organs, options.Burden, hu: hu), drawn, options.Burden), spots, suv, options.Burden);
        return new PetLesions(suv.Grid, spots, burden);
    }

    private static IReadOnlyList<LesionComponent> Spots(
        Volume<Suv> suv, float[]? hu, IReadOnlyList<DrawnRegion> drawn, Dictionary<string, RegionShape> organs, ThresholdMethod method, SegmentOptions options, List<Finding> findings)
    {
        if (drawn.Count == 0)
            findings.Add(new Finding(Severity.Warning, "SEGMENT.NO_ORGANS", "No organ is drawn: normal uptake cannot be told from lesions. Add organs or reject the spots by hand."));
        int first = 1 + (drawn.Max(d => RegionNames.LesionNumber(d.Name)) ?? 0);
        IReadOnlyList<LesionComponent> found = DoubtfulUptake.Judge(LesionFinder.Find(suv, organs, method, first, hu), drawn, method);
        IReadOnlyList<LesionComponent> decided = Decided(options.LesionsAreDrawn ? Offered(found) : found, options, first);
        string[] small = [.. decided.Where(c => c.Class == ComponentClass.Lesion && c.Diameter_mm < LeastTrusted_mm).Select(c => c.Id)];
        if (small.Length > 0)
            findings.Add(new Finding(Severity.Warning, "SEGMENT.SMALL_LESION",
                $"Below {LeastTrusted_mm:F0} mm no threshold bounds a lesion well: {string.Join(", ", small)}. Their volume and dose are uncertain; look at the sphere model beside."));
        return decided;
    }

    /// <summary>Spots beside edited regions: none is a lesion of itself.</summary>
    private static IReadOnlyList<LesionComponent> Offered(IReadOnlyList<LesionComponent> found)
    {
        int next = 1 + found.Count(c => c.Class != ComponentClass.Lesion);
        return [.. found.Select(c => c.Class != ComponentClass.Lesion ? c : c with { Id = FormattableString.Invariant($"spot_{next++:D3}"), Class = ComponentClass.Uncertain, Reason = "not_in_edited_regions" })];
    }

    /// <summary>The user's word over the rules. An accepted spot gets the next free lesion number; the number of a rejected lesion is not used again.</summary>
    private static IReadOnlyList<LesionComponent> Decided(IReadOnlyList<LesionComponent> found, SegmentOptions options, int first)
    {
        int next = first + found.Count(c => c.Class == ComponentClass.Lesion);
        List<LesionComponent> decided = [];
        foreach (LesionComponent c in found)
            decided.Add(options.RejectedSpots?.Contains(c.Id) == true ? c with { Class = ComponentClass.Physiological, Reason = "rejected_by_user" }
                : options.AcceptedSpots?.Contains(c.Id) == true && c.Class != ComponentClass.Lesion
                    ? c with { Id = RegionNames.Lesion(next++), Class = ComponentClass.Lesion, Reason = "accepted_by_user" } : c);
        return decided;
    }
}

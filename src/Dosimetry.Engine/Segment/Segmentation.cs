using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Segment;

/// <summary>
/// What a person decided about regions. <paramref name="Lesions"/>: how lesions are found on the PET, null = not at all.
/// <paramref name="AcceptedSpots"/> and <paramref name="RejectedSpots"/>: ids of components whose class the user turned round.
/// </summary>
public sealed record SegmentOptions(
    ThresholdMethod? Lesions, IReadOnlySet<string>? AcceptedSpots = null, IReadOnlySet<string>? RejectedSpots = null)
{
    /// <summary>A person edited the regions: what is found on the PET is offered as a spot and becomes a lesion only when accepted.</summary>
    public bool LesionsAreDrawn { get; init; }
}

/// <summary>
/// From drawn structures and the PET to regions on the dose grid: shares per voxel, lesions by threshold, overlap rule, remainder, unions.
/// </summary>
public static class Segmentation
{
    /// <summary>The regions of a structure set; regions without a shape are reported and left out.</summary>
    public static IReadOnlyList<DrawnRegion> Drawn(DrawnStructures structures, double? sliceSpacing_mm, List<Finding> findings)
    {
        List<DrawnRegion> drawn = [];
        foreach (ImportedRegion region in structures.Set.Regions)
        {
            Contour[] contours = [.. structures.Contours?.Regions.Where(r => r.Number == region.Number).SelectMany(r => r.Contours) ?? []];
            RegionShape? shape = structures.Masks.TryGetValue(region.Number, out Volume<Dimensionless>? mask) ? new MaskShape(mask.Grid, mask.Values)
                : contours.Any(c => c.Count >= 3) ? new ContourShape(contours, sliceSpacing_mm) : null;
            if (shape is not null) drawn.Add(new DrawnRegion(region.Name, $"{structures.Set.Kind} {structures.Set.Label}".TrimEnd(), shape, region.Colour));
            else findings.Add(new Finding(Severity.Warning, "SEGMENT.NO_SHAPE", $"{region.OriginalName} has no closed contour or mask and is left out."));
        }
        return drawn;
    }

    /// <summary>The regions of a label volume.</summary>
    public static IReadOnlyList<DrawnRegion> Drawn(LabelVolume labels, string origin) =>
        [.. labels.Names.Select(n => new DrawnRegion(n.Value, origin, new LabelShape(labels, n.Key)))];

    /// <summary>Segments a study.</summary>
    /// <param name="study">Aligned images; its grid carries the regions.</param>
    /// <param name="drawn">Regions from structure sets or label volumes.</param>
    /// <param name="options">Decisions of the user.</param>
    /// <exception cref="RefusedException">A drawn region has an impossible shape.</exception>
    public static RegionSet Segment(AlignedStudy study, IReadOnlyList<DrawnRegion> drawn, SegmentOptions options)
    {
        List<Finding> findings = [];
        List<OverlapRule.Claim> claims = [.. drawn.Where(d => IsOfItsOwn(d, drawn)).Select(d => Claim(d, study.Grid))];
        RefuseDoubles(claims);
        IReadOnlyList<LesionComponent> components = Components(study, drawn, options, findings);
        Volume<Suv>? suv = SuvOf(study);
        foreach (LesionComponent lesion in components.Where(c => c.Class == ComponentClass.Lesion))
            claims.Add(new OverlapRule.Claim(lesion.Id, $"SUV {options.Lesions}", RegionNames.Colour(lesion.Id), OnGrid(lesion, suv!.Grid, study.Grid)));
        foreach (OverlapRule.Claim empty in claims.Where(c => c.Sum == 0))
            findings.Add(new Finding(Severity.Warning, "SEGMENT.OUTSIDE", $"{empty.Name} lies outside the SPECT and is left out."));
        (float[] body, string origin) = Body(study, drawn);
        return OverlapRule.Apply(study.Grid, [.. claims.Where(c => c.Sum > 0)], body, origin, findings) with { Components = components };
    }

    /// <summary>A drawn union (kidneys) is only a region of its own when its parts are not drawn; body and remainder never are.</summary>
    internal static bool IsOfItsOwn(DrawnRegion region, IReadOnlyList<DrawnRegion> drawn) => !RegionNames.IsComputed(region.Name) ||
        !(region.Name is RegionNames.WholeBody or RegionNames.Remainder || RegionNames.Unions([.. drawn.Select(d => d.Name)]).Any(u => u.Union == region.Name));

    private static OverlapRule.Claim Claim(DrawnRegion region, Grid grid) =>
        new(region.Name, region.Origin, region.Colour ?? RegionNames.Colour(region.Name), region.Shape.WeightsOn(grid));

    private static void RefuseDoubles(List<OverlapRule.Claim> claims)
    {
        if (claims.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new RefusedException("SEGMENT.NAME_TWICE", $"Two regions are called {twice.Key}; rename one or leave one structure set out.");
    }

    private static IReadOnlyList<LesionComponent> Components(AlignedStudy study, IReadOnlyList<DrawnRegion> drawn, SegmentOptions options, List<Finding> findings)
    {
        if (options.Lesions is null) return [];
        if (SuvOf(study) is not { } suv)
        {
            findings.Add(new Finding(Severity.Info, "SEGMENT.NO_PET", "There is no PET with SUV: lesions are only those that were drawn."));
            return [];
        }
        if (drawn.Count == 0)
            findings.Add(new Finding(Severity.Warning, "SEGMENT.NO_ORGANS", "No organ is drawn: normal uptake cannot be told from lesions. Add organs or reject the spots by hand."));
        int first = 1 + (drawn.Max(d => RegionNames.LesionNumber(d.Name)) ?? 0);
        Dictionary<string, RegionShape> organs = drawn.DistinctBy(d => d.Name).ToDictionary(d => d.Name, d => d.Shape);
        IReadOnlyList<LesionComponent> found = LesionFinder.Find(suv, organs, options.Lesions, first);
        return Decided(options.LesionsAreDrawn ? Offered(found) : found, options, first);
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

    private static Volume<Suv>? SuvOf(AlignedStudy study) => study.Quantified.Pet is { } pet ? pet.Activity.Map<Suv>(v => (float)(v * pet.SuvFactor)) : null;

    private static float[] OnGrid(LesionComponent lesion, Grid pet, Grid grid)
    {
        float[] mask = new float[pet.Count];
        foreach (int n in lesion.Voxels) mask[n] = 1;
        return new MaskShape(pet, mask).WeightsOn(grid);
    }

    private static (float[] Weights, string Origin) Body(AlignedStudy study, IReadOnlyList<DrawnRegion> drawn) =>
        drawn.FirstOrDefault(d => d.Name == RegionNames.WholeBody) is { } body ? (body.Shape.WeightsOn(study.Grid), body.Origin)
        : (BodyMask.Of(study), study.DensityFromCt ? "CT density" : "SPECT threshold");
}

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
    /// <summary>Organs that nobody drew are outlined automatically.</summary>
    public bool FindOrgans { get; init; }
    /// <summary>Rule of the tumour burden.</summary>
    public ThresholdMethod Burden { get; init; } = ThresholdMethod.Suv3;
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
        if (options.FindOrgans) drawn = AutomaticOrgans.Add(study, drawn, findings);
        List<OverlapRule.Claim> claims = [.. drawn.Where(d => IsOfItsOwn(d, drawn)).Select(d => Claim(d, study.Grid))];
        RefuseDoubles(claims);
        PetLesions pet = PetLesions.Find(study, drawn, options, findings);
        foreach (LesionComponent lesion in pet.Components.Where(c => c.Class == ComponentClass.Lesion))
            claims.Add(new OverlapRule.Claim(lesion.Id, $"SUV {options.Lesions}", RegionNames.Colour(lesion.Id), OnGrid(lesion, pet.Grid!, study.Grid)));
        foreach (OverlapRule.Claim empty in claims.Where(c => c.Sum == 0))
            findings.Add(new Finding(Severity.Warning, "SEGMENT.OUTSIDE", $"{empty.Name} lies outside the SPECT and is left out."));
        (float[] body, string origin) = Body(study, drawn);
        return OverlapRule.Apply(study.Grid, [.. claims.Where(c => c.Sum > 0)], body, origin, findings) with { Components = pet.Components, Burden = pet.Burden };
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

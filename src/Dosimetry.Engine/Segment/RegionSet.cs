using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment;

/// <summary>What a region is: decides colour, order in tables, and whether it counts as tumour.</summary>
public enum RegionClass
{
    /// <summary>Healthy organ.</summary>
    Organ,
    /// <summary>Tumour lesion.</summary>
    Lesion,
    /// <summary>Uptake that is physiological and excluded from the lesions, with a reason.</summary>
    Physiological,
    /// <summary>Whole body or what is left of it.</summary>
    Body,
}

/// <summary>
/// One region on a grid: the voxels it touches and the share (0 to 1] of each voxel that lies inside, so that small structures keep their volume.
/// <paramref name="Origin"/> says who or what made it ("RTSTRUCT …", "SUV ≥ 3").
/// </summary>
public sealed record Region(string Name, RegionClass Class, int[] Voxels, float[] Weights, string Origin, string Colour, string? Reason = null)
{
    /// <summary>Volume in ml on a grid.</summary>
    public double Volume_ml(Grid grid)
    {
        double sum = 0;
        foreach (float w in Weights) sum += w;
        return sum * grid.VoxelVolume_ml;
    }
}

/// <summary>
/// Regions on one grid after the overlap rule: in every voxel the weights of all regions of the partition add up to at most 1
/// (priority: lesion, organ, remainder). Unions and whole_body are computed, never part of the partition.
/// </summary>
public sealed record RegionSet(Grid Grid, IReadOnlyList<Region> Regions, IReadOnlyList<Finding> Findings)
{
    /// <summary>Computed regions outside the partition: kidneys, salivary_glands, lesions_all, organs with their lesions, whole_body.</summary>
    public IReadOnlyList<Region> Unions { get; init; } = [];
    /// <summary>Every spot that was looked at when lesions were searched, with class and reason; on the PET grid.</summary>
    public IReadOnlyList<LesionComponent> Components { get; init; } = [];
    /// <summary>Tumour burden on the PET by a fixed rule, kept apart from the regions; null without a PET.</summary>
    public Burden? Burden { get; init; }
}

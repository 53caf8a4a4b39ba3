using System.Text.Json.Serialization;

namespace Dosimetry.Engine.Evaluate.Checks;

/// <summary>
/// Mean dose of one region from the voxels beside two models that know only its mass and its activity. A ratio is voxel mean over model.
/// </summary>
/// <param name="Region">Name of the region.</param>
/// <param name="Mass_g">Mass by density and partial voxels.</param>
/// <param name="Tia_MBq_h">Time-integrated activity inside it.</param>
/// <param name="VoxelMean_Gy">Mean of the dose map, energy over mass.</param>
/// <param name="Sphere_Gy">Self dose of the sphere of the same mass and density.</param>
/// <param name="SphereRatio">Voxel mean over sphere; null when the region has no activity of its own.</param>
/// <param name="OrganS_Gy">Self dose by the organ's S value, scaled by mass; null when no table has the organ.</param>
/// <param name="OrganSRatio">Voxel mean over organ S value.</param>
/// <param name="OrganSSource">Which S value, with the mass it belongs to.</param>
/// <param name="Causes">Why voxel mean and a model part; empty when they agree.</param>
public sealed record RegionCrossCheck(
    string Region, double Mass_g, double Tia_MBq_h, double VoxelMean_Gy, double Sphere_Gy, double? SphereRatio,
    double? OrganS_Gy, double? OrganSRatio, string? OrganSSource, IReadOnlyList<CrossCheckCause> Causes)
{
    /// <summary>From this difference on (10 %), the reason is stated and a warning given.</summary>
    public const double Tolerance = 0.10;

    /// <summary>True when the voxel mean and one of the models part by more than the tolerance.</summary>
    public bool Parts => Causes.Count > 0;

    /// <summary>The causes in words; null when the figures agree.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason => Parts ? string.Join("; ", Causes.Select(c => c.InWords())) : null;
}

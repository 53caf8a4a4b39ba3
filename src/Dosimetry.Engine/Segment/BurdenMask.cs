using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment;

/// <summary>
/// PSMA-positive tumour burden: how much disease, comparable with papers and over time. Not a region for dose: by a fixed rule it is larger than the
/// lesions (see <see cref="ThresholdMethod"/>). <paramref name="Volume_ml"/> is the PSMA tumour volume, <paramref name="TotalUptake_SUV_ml"/> volume
/// times mean SUV. <paramref name="Voxels"/> on the PET grid.
/// </summary>
public sealed record Burden(string Method, double Volume_ml, double SuvMean, double SuvMax, double TotalUptake_SUV_ml, int Lesions, int[] Voxels);

/// <summary>
/// The burden mask: every voxel at or above the rule's threshold in spots that are lesions by the rules or by a person's word.
/// A person's word on a dosimetry spot counts for the burden spot that shares a voxel with it.
/// </summary>
internal static class BurdenMask
{
    /// <summary>Collects the burden.</summary>
    /// <param name="found">Spots of the burden rule.</param>
    /// <param name="decided">Spots of the dosimetry method, after a person's decisions.</param>
    /// <param name="suv">PET.</param>
    /// <param name="method">The burden rule.</param>
    public static Burden Of(IReadOnlyList<LesionComponent> found, IReadOnlyList<LesionComponent> decided, Volume<Suv> suv, ThresholdMethod method)
    {
        HashSet<int> rejected = Voxels(decided, "rejected_by_user"), accepted = Voxels(decided, "accepted_by_user");
        LesionComponent[] tumour = [.. found.Where(c => c.Voxels.Any(accepted.Contains) || (IsTumour(c) && !c.Voxels.Any(rejected.Contains)))];
        int[] voxels = [.. tumour.SelectMany(c => c.Voxels).Distinct().Order()];
        double volume_ml = voxels.Length * suv.Grid.VoxelVolume_ml, mean = voxels.Length == 0 ? 0 : voxels.Average(n => (double)suv.Values[n]);
        return new Burden(method.ToString(), volume_ml, mean, voxels.Length == 0 ? 0 : voxels.Max(n => suv.Values[n]), volume_ml * mean, tumour.Length, voxels);
    }

    /// <summary>A spot on a drawn lesion is set aside for dosimetry, where the drawing counts, yet it is disease.</summary>
    private static bool IsTumour(LesionComponent c) => c.Class == ComponentClass.Lesion || c.Reason == "already_drawn";

    private static HashSet<int> Voxels(IReadOnlyList<LesionComponent> of, string reason) => [.. of.Where(c => c.Reason == reason).SelectMany(c => c.Voxels)];
}

using Dosimetry.Engine.Evaluate.Checks;
using Dosimetry.Engine.Report;

namespace Dosimetry.Cli.Verbs;

/// <summary>The cross-checks as lines of text, for the verbs that compute a dose.</summary>
internal static class CrossCheckLines
{
    /// <summary>A head and one line per region; nothing without regions.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<RegionCrossCheck> rows) => rows.Count == 0 ? [] :
    [
        "cross-check                  voxel Gy  sphere Gy   ratio  organ S Gy   ratio",
        .. rows.Select(r => $"{r.Region,-26} {Figures.Show(r.VoxelMean_Gy),10} {Figures.Show(r.Sphere_Gy),10} {Figures.Show(r.SphereRatio),7} {Figures.Show(r.OrganS_Gy),11} {Figures.Show(r.OrganSRatio),7}  {r.Reason}".TrimEnd()),
    ];
}

using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Cli.Verbs;

/// <summary>Dose and regions behind the paths of <c>dosimetry dvh</c>.</summary>
internal static class DvhInput
{
    public static Volume<Dose_Gy> Dose(FileInfo path, CancellationToken cancel) => NiftiFile.Read<Dose_Gy>(path.FullName);

    /// <summary>Every region with its dose samples: voxel shares for labels, pieces with interpolated dose for contours.</summary>
    public static IEnumerable<(string Name, DoseSamples Samples)> Regions(FileInfo path, Volume<Dose_Gy> dose, Volume<MassDensity>? density, List<Finding> findings, CancellationToken cancel) =>
        Segmentation.Drawn(NiftiFile.ReadLabels(path.FullName), path.Name).Select(r => (r.Name, Voxels(r, dose, density)));

    private static DoseSamples Voxels(DrawnRegion drawn, Volume<Dose_Gy> dose, Volume<MassDensity>? density)
    {
        float[] weights = drawn.Shape.WeightsOn(dose.Grid);
        int[] voxels = [.. Enumerable.Range(0, weights.Length).Where(n => weights[n] > 0)];
        return DoseSamples.OfVoxels(new Region(drawn.Name, RegionNames.ClassOf(drawn.Name), voxels, Array.ConvertAll(voxels, n => weights[n]), drawn.Origin, ""), dose, density);
    }
}

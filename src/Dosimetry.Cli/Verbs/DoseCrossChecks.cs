using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Dose.VoxelS;
using Dosimetry.Engine.Evaluate.Checks;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Cli.Verbs;

/// <summary>Cross-checks of <c>dosimetry dose</c>: of the labelled regions, without labels of all matter as one.</summary>
internal static class DoseCrossChecks
{
    public static IReadOnlyList<RegionCrossCheck> Of(LabelVolume? labels, DoseResult result, DoseInput input, PhysicsLibrary library, CancellationToken cancel)
    {
        PointKernel kernel = new PointKernels(library, PhysicsOptions.KernelFolder()).Get(input.Nuclide, VoxelSEngine.KernelMedium, 0, cancel);
        var models = new CrossCheckModels(kernel, library.Nuclides[input.Nuclide], OrganSTable.Open(library.Folder, input.Nuclide), Sex: null);
        return CrossCheck.Of(Regions(labels, input.Density), result, input, models);
    }

    /// <summary>Voxels of a label.</summary>
    public static int[] VoxelsOf(LabelVolume labels, int number) => [.. Enumerable.Range(0, labels.Labels.Length).Where(v => labels.Labels[v] == number)];

    private static IEnumerable<Region> Regions(LabelVolume? labels, Volume<MassDensity> density) => labels is not null
        ? labels.Names.Select(n => Whole(n.Value, VoxelsOf(labels, n.Key)))
        : [Whole("all_matter", [.. Enumerable.Range(0, density.Values.Length).Where(v => density.Values[v] > 0)])];

    private static Region Whole(string name, int[] voxels) =>
        new(name, RegionNames.ClassOf(name), voxels, [.. voxels.Select(_ => 1f)], "labels", RegionNames.Colour(name));
}

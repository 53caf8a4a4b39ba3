using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Dose.MonteCarlo;
using Dosimetry.Engine.Dose.VoxelS;
using Dosimetry.Engine.Foundation;
using static Dosimetry.Engine.Tests.Dose.DoseReferences;

namespace Dosimetry.Engine.Tests.Dose.VoxelS;

/// <summary>A body that ends: the photon part against full transport, away from activity where nothing else gives dose.</summary>
public sealed class BodySurfaceTests
{
    private static readonly Grid Grid = new(25, 25, 25, Affine.Diagonal(new(8, 8, 8), default));

    [Fact]
    public void Photon_dose_around_an_organ_agrees_with_Monte_Carlo()
    {
        // A ball of 16 cm of tissue in air with activity in its middle: the dose of the tissue around is photons'.
        float[] density = [.. Enumerable.Range(0, Grid.Count).Select(v => Distance(v) < 80 ? 1f : 0.0012f)];
        float[] tia = [.. Enumerable.Range(0, Grid.Count).Select(v => Distance(v) < 20 ? 1f : 0)];
        var input = new DoseInput(new(Grid, tia), new(Grid, density), [.. density.Select(d => (byte)(d < 0.1f ? 1 : 0))], ["soft_tissue_4comp", "air"], "Lu-177");
        using var device = new CpuDevice(2);
        float[] ours = new VoxelSEngine(Kernels).Compute(input, new(), device, null, default).Dose.Values;
        float[] full = new MonteCarloEngine(Library, new MonteCarloSettings(DefaultHistories: 1_000_000)).Compute(input, new(), device, null, default).Dose.Values;
        // Shells of 1e3 voxels, each with a statistical uncertainty under 1 %. In an endless medium the outer shell would be a third too high.
        foreach ((double inner, double outer, double allowed) in (ReadOnlySpan<(double, double, double)>)[(32, 48, 0.05), (48, 64, 0.08), (64, 76, 0.15)])
            Within(allowed, Mean(full, inner, outer), Mean(ours, inner, outer), $"{inner} to {outer} mm");
    }

    private static double Mean(float[] dose, double inner, double outer) =>
        Enumerable.Range(0, dose.Length).Where(v => Distance(v) >= inner && Distance(v) < outer).Average(v => (double)dose[v]);

    private static double Distance(int voxel)
    {
        (int i, int j, int k) = Grid.Voxel(voxel);
        return new Vector3D(8 * (i - 12), 8 * (j - 12), 8 * (k - 12)).Length;
    }
}

using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Dose.MonteCarlo;
using Dosimetry.Engine.Dose.VoxelS;
using Dosimetry.Engine.Foundation;
using static Dosimetry.Engine.Tests.Dose.DoseReferences;

namespace Dosimetry.Engine.Tests.Dose.MonteCarlo;

/// <summary>Conservation to the quantum, symmetry and agreement with convolution within the stated uncertainty, and that uncertainty itself.</summary>
public class MonteCarloEngineTests
{
    private static readonly string[] Media = ["air", "lung", "soft_tissue_4comp", "cortical_bone_icrp"];
    private static readonly MonteCarloEngine Engine = new(Library);

    [Theory]
    [InlineData("Lu-177")]
    [InlineData("Y-90")]   // bremsstrahlung, electrons of centimetres
    [InlineData("Tl-208")] // 2.6 MeV photons: pair production
    [InlineData("Ac-225")] // alphas, several photons and electrons per decay
    [InlineData("F-18")]   // two annihilation photons per decay
    public void Absorbed_and_escaped_energy_is_the_emitted_to_the_quantum(string nuclide) =>
        Assert.Equal(1.0, Run(Layers() with { Nuclide = nuclide }, 100_000).EnergyBalance, 0.0);

    [Fact]
    public void Emitted_energy_is_that_of_the_decay_data()
    {
        NuclideData nuclide = Library.Nuclides["Lu-177"];
        DoseResult result = Run(Block(21, 4, 5), 400_000);
        double absorbed_keV = EnergyToDose.Energy_keV_MBqs(result.Dose.Values, Block(21, 4, 5).Density) / Block(21, 4, 5).Tia.Sum();
        Assert.Equal((nuclide.ChargedEnergy_keV + nuclide.PhotonEnergy_keV) * result.AbsorbedFraction, absorbed_keV, 0.3); // 0.15 %: 4e5 decays
    }

    [Fact]
    public void One_and_two_threads_give_the_same_bits()
    {
        using CpuDevice one = new(1), two = new(2);
        DoseResult a = Engine.Compute(Layers(), new(Histories: 100_000), one, null, default), b = Engine.Compute(Layers(), new(Histories: 100_000), two, null, default);
        Assert.Equal(a.Dose.Values, b.Dose.Values);
        Assert.Equal(a.Sigma!.Values, b.Sigma!.Values);
    }

    [Fact]
    public void Another_seed_gives_another_dose() =>
        Assert.NotEqual(Run(Layers(), 10_000, 1).Dose.Values, Run(Layers(), 10_000, 2).Dose.Values);

    [Fact]
    public void Mirror_images_agree_within_the_stated_uncertainty()
    {
        DoseInput input = Layers();
        Grid g = input.Tia.Grid;
        DoseResult result = Run(input, 2_000_000), other = Run(Mirrored(input), 2_000_000, 2);
        (double mean, double deviation) = Scores(g, v => v, v => { (int i, int j, int k) = g.Voxel(v); return g.Index(g.Nx - 1 - i, j, k); }, result, other);
        Assert.InRange(mean, -0.1, 0.1);
        Assert.InRange(deviation, 0.9, 1.15);
    }

    [Fact]
    public void In_a_homogeneous_medium_it_is_the_convolution_with_voxel_s_values()
    {
        DoseInput input = Block(21, 4, 5);
        using var device = new CpuDevice(2);
        float[] expected = new VoxelSEngine(Kernels).Compute(input, new(), device, null, default).Dose.Values;
        DoseResult result = Run(input, 6_000_000);
        Grid g = input.Tia.Grid;
        int[] hot = [.. Enumerable.Range(0, g.Count).Where(v => input.Tia.Values[v] > 0)];
        int[] beside = [.. Enumerable.Range(0, g.Count).Where(v => Beside(g, v, 8, 12))];
        // the kernels' own uncertainty is 0.3 % in neighbours; their soft tissue is endless, which is 0.1 % of the dose in the hot block
        Within(0.004, hot.Sum(v => expected[v]), hot.Sum(v => result.Dose.Values[v]), "hot block");
        Within(0.01, beside.Sum(v => expected[v]), beside.Sum(v => result.Dose.Values[v]), "first neighbours of the block");
    }

    [Fact]
    public void The_stated_uncertainty_is_the_scatter_over_seeds()
    {
        DoseInput input = Layers();
        DoseResult[] runs = [.. Enumerable.Range(1, 24).Select(seed => Run(input, 60_000, (ulong)seed))];
        double stated = 0, seen = 0;
        for (int v = 0; v < input.Tia.Grid.Count; v++)
        {
            if (input.Tia.Values[v] == 0) continue;
            double mean = runs.Average(r => (double)r.Dose.Values[v]);
            seen += runs.Sum(r => Math.Pow(r.Dose.Values[v] - mean, 2)) / (runs.Length - 1) / (mean * mean);
            stated += runs.Average(r => Math.Pow(r.Sigma!.Values[v], 2)) / (mean * mean);
        }
        Assert.InRange(Math.Sqrt(seen / stated), 0.95, 1.05); // hundreds of voxels times 23 degrees of freedom
    }

    [Fact]
    public void A_regions_uncertainty_is_its_own_scatter_over_seeds()
    {
        DoseInput input = Layers();
        int[] tissue = [.. Enumerable.Range(0, input.Medium.Length).Where(v => input.Medium[v] == 2)];
        RegionMean[] runs = [.. Enumerable.Range(1, 40).Select(seed =>
            Engine.Compute(input, new((ulong)seed, 30_000) { Regions = [new(tissue)] }, Device, null, default).RegionMeans[0])];
        double mean = runs.Average(r => r.Mean_Gy), seen = Math.Sqrt(runs.Sum(r => Math.Pow(r.Mean_Gy - mean, 2)) / (runs.Length - 1));
        Assert.InRange(seen / Math.Sqrt(runs.Average(r => r.Sigma_Gy * r.Sigma_Gy)), 0.7, 1.3); // 40 runs know their scatter to 11 %
    }

    [Theory]
    [InlineData("Lu-177")]
    [InlineData("I-131")]
    public void Packets_and_photons_one_by_one_give_the_same_means(string nuclide)
    {
        DoseInput input = Layers() with { Nuclide = nuclide };
        RegionVoxels[] layers = [.. Enumerable.Range(0, 3).Select(m => new RegionVoxels([.. Enumerable.Range(0, input.Medium.Length).Where(v => input.Medium[v] == m + 1 && input.Density.Values[v] > 0.1)]))];
        DoseOptions options = new(3, 400_000) { Regions = layers };
        IReadOnlyList<RegionMean> packets = Engine.Compute(input, options, Device, null, default).RegionMeans;
        IReadOnlyList<RegionMean> photons = new MonteCarloEngine(Library, new MonteCarloSettings(PhotonWeight: 4, PacketLimit_keV: 0)).Compute(input, options with { Seed = 4 }, Device, null, default).RegionMeans;
        for (int m = 0; m < layers.Length; m++)
            Assert.InRange((packets[m].Mean_Gy - photons[m].Mean_Gy) / Math.Sqrt(Math.Pow(packets[m].Sigma_Gy, 2) + Math.Pow(photons[m].Sigma_Gy, 2)), -3.5, 3.5);
    }

    [Fact]
    public void A_target_uncertainty_is_reached()
    {
        DoseResult result = Engine.Compute(Block(11, 4, 3), new(TargetSigma: 0.0015), Device, null, default);
        Assert.InRange(Number(result.Settings["relSigma"]), 0.001, 0.0015);
    }

    [Fact]
    public void A_run_can_be_cancelled_between_batches()
    {
        using var cancel = new CancellationTokenSource();
        var told = new List<double>();
        Assert.ThrowsAny<OperationCanceledException>(() => Engine.Compute(Layers(), new(Histories: 100_000), Device, new Listener(p =>
        {
            told.Add(p.Fraction);
            if (told.Count == 5) cancel.Cancel();
        }), cancel.Token));
        Assert.Equal(told.Order(), told);
        Assert.InRange(told.Count, 5, 6);
    }

    [Fact]
    public void A_lung_voxel_beside_active_tissue_gets_more_than_a_tissue_voxel_would()
    {
        DoseInput lung = Beside(1, 0.26f), tissue = Beside(2, 1.0f);
        int beside = lung.Tia.Grid.Index(5, 4, 4);
        float inLung = Run(lung, 400_000).Dose.Values[beside], inTissue = Run(tissue, 400_000).Dose.Values[beside];
        Assert.InRange(inLung / inTissue, 2.0, 3.95); // the energy that enters is spread over a quarter of the mass, but some of it now passes through
    }

    private static IVoxelDevice Device { get; } = new CpuDevice(2);

    private static DoseResult Run(DoseInput input, long histories, ulong seed = 1) => Engine.Compute(input, new(seed, histories), Device, null, default);

    /// <summary>Mean and standard deviation of (a − b)/√(σa² + σb²) over the active voxels.</summary>
    private static (double Mean, double Deviation) Scores(Grid g, Func<int, int> here, Func<int, int> there, DoseResult a, DoseResult b)
    {
        double[] z = [.. Enumerable.Range(0, g.Count).Where(v => a.Sigma!.Values[v] > 0 && a.Dose.Values[v] > 0.05 * a.Dose.Values.Max()).Select(v =>
            (a.Dose.Values[here(v)] - b.Dose.Values[there(v)]) / Math.Sqrt(Math.Pow(a.Sigma!.Values[here(v)], 2) + Math.Pow(b.Sigma!.Values[there(v)], 2)))];
        double mean = z.Average();
        return (mean, Math.Sqrt(z.Average(x => (x - mean) * (x - mean))));
    }

    private static DoseInput Make(Grid g, Func<int, float> tia, Func<int, float> density, Func<int, byte> medium)
    {
        int[] v = [.. Enumerable.Range(0, g.Count)];
        return new(new(g, [.. v.Select(tia)]), new(g, [.. v.Select(density)]), [.. v.Select(medium)], Media, "Lu-177");
    }

    /// <summary>A cube of soft tissue with an active block of <paramref name="hot"/> voxels along each edge in its middle.</summary>
    private static DoseInput Block(int n, double edge_mm, int hot)
    {
        var g = new Grid(n, n, n, Affine.Diagonal(new(edge_mm, edge_mm, edge_mm), default));
        int low = (n - hot) / 2, high = low + hot - 1;
        return Make(g, v => Inside(g, v, low, high) ? 1 : 0, _ => 1, _ => 2);
    }

    /// <summary>Vacuum, air, lung, tissue and bone side by side, activity in all but the first two.</summary>
    private static DoseInput Layers()
    {
        var g = new Grid(15, 9, 9, Affine.Diagonal(new(3, 4, 2), default));
        int Layer(int v) => g.Voxel(v).I / 3; // 0 vacuum, 1 air, 2 lung, 3 tissue, 4 bone
        return Make(g, v => Layer(v) > 1 ? 1 + 0.1f * g.Voxel(v).J : 0, v => Layer(v) switch { 0 => 0, 1 => 0.0012f, 2 => 0.26f, 3 => 1, _ => 1.9f },
            v => (byte)Math.Max(0, Layer(v) - 1));
    }

    private static DoseInput Beside(byte medium, float density)
    {
        var g = new Grid(9, 9, 9, Affine.Diagonal(new(3, 3, 3), default));
        return Make(g, v => v == g.Index(4, 4, 4) ? 1 : 0, v => g.Voxel(v).I > 4 ? density : 1, v => g.Voxel(v).I > 4 ? medium : (byte)2);
    }

    private static DoseInput Mirrored(DoseInput input)
    {
        Grid g = input.Tia.Grid;
        int Other(int v) { (int i, int j, int k) = g.Voxel(v); return g.Index(g.Nx - 1 - i, j, k); }
        return Make(g, v => input.Tia.Values[Other(v)], v => input.Density.Values[Other(v)], v => input.Medium[Other(v)]);
    }

    private static bool Inside(Grid g, int v, int low, int high)
    {
        (int i, int j, int k) = g.Voxel(v);
        return Math.Min(i, Math.Min(j, k)) >= low && Math.Max(i, Math.Max(j, k)) <= high;
    }

    private static bool Beside(Grid g, int v, int low, int high)
    {
        (int i, int j, int k) = g.Voxel(v);
        return (i == low - 1 || i == high + 1) && j >= low && j <= high && k >= low && k <= high;
    }

    private sealed class Listener(Action<DoseProgress> hear) : IProgress<DoseProgress>
    {
        public void Report(DoseProgress value) => hear(value);
    }
}

using Dosimetry.Engine.Dose.MonteCarlo;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;
using static Dosimetry.Engine.Tests.Dose.DoseReferences;

namespace Dosimetry.Engine.Tests.Dose.MonteCarlo;

/// <summary>Where and with what energy decays start: means that must be exact.</summary>
public class SourceTests
{
    [Fact]
    public void Every_voxel_gets_its_share_of_the_decays_on_average()
    {
        float[] activity = [0, 0.5f, 3, 0, 0.02f, 1.48f];
        double[] sums = new double[activity.Length];
        const int Shifts = 1000, Decays = 7;
        for (int s = 0; s < Shifts; s++)
        {
            (int[] voxel, int[] start) = new SourcePlan(activity).Tasks(Decays, (s + 0.5) / Shifts);
            Assert.Equal(Decays, start[^1]);
            for (int t = 0; t < voxel.Length; t++) sums[voxel[t]] += start[t + 1] - start[t];
        }
        for (int v = 0; v < activity.Length; v++) Assert.Equal(Decays * activity[v] / 5, sums[v] / Shifts, 2.0 / Shifts);
    }

    [Fact]
    public void Tasks_are_short_and_lose_no_decay()
    {
        (int[] voxel, int[] start) = new SourcePlan([1, 1]).Tasks(1001, 0.3);
        Assert.Equal(voxel.Length + 1, start.Length);
        Assert.All(Enumerable.Range(0, voxel.Length), t => Assert.InRange(start[t + 1] - start[t], 1, 64));
    }

    [Theory]
    [InlineData("Lu-177")]
    [InlineData("I-131")]
    [InlineData("Cu-64")] // 0.56 betas per decay
    [InlineData("Ac-225")]
    public void Tables_hold_the_energy_of_a_decay(string name)
    {
        NuclideData nuclide = Library.Nuclides[name];
        var tables = new EmissionTables(nuclide, Library.Medium("water"), 4);
        double beta = (tables.Beta.Sum(e => (double)e) - (tables.Beta[0] + tables.Beta[^1]) / 2) / EmissionTables.BetaPieces * tables.BetaYield;
        double sum = beta + tables.Local_keV + Power(tables.ElectronYields, tables.ElectronEnergies) + 4 * Power(tables.PhotonYields, tables.PhotonEnergies);
        Assert.Equal(1, sum / (nuclide.ChargedEnergy_keV + nuclide.PhotonEnergy_keV), 1e-5);
    }

    [Fact]
    public void Neighbouring_decays_are_spread_evenly()
    {
        (_, EvenSequence even) = SourcePlan.Shifts(1, 0);
        var draws = new Dictionary<string, Func<uint, float>>
        {
            ["energy"] = even.EnergyAt, ["x"] = even.XAt, ["y"] = even.YAt, ["z"] = even.ZAt, ["electron"] = even.ElectronAt, ["photon"] = even.PhotonAt,
        };
        foreach ((string name, Func<uint, float> draw) in draws)
        {
            double mean = Enumerable.Range(1000, 64).Average(n => (double)draw((uint)n)); // independent numbers would scatter by 0.036
            Assert.True(Math.Abs(mean - 0.5) < 0.02, $"{name}: {mean}");
        }
    }

    [Theory]
    [InlineData(100, 0.01431)]
    [InlineData(500, 0.1766)]
    [InlineData(1000, 0.4367)]
    public void The_ladder_has_the_range_of_the_tables(double energy_keV, double csda_g_per_cm2)
    {
        float[] ladder = ElectronSteps.Ladder(energy_keV, 0.1), table = ElectronSteps.Table([Library.Medium("water")], ladder);
        float range = table[ladder.Length * ElectronSteps.Fields + ElectronSteps.Range]; // of the rows with all losses continuous
        Assert.Equal(1, (range / 10 + 0.0002515) / csda_g_per_cm2, 0.002); // 0.00025 g/cm² below 10 keV (ESTAR)
    }

    [Theory]
    [InlineData(0.05f, 0.14f)]
    [InlineData(0.4f, 0.9f)]
    public void Deflections_have_both_moments(float k1, float k2)
    {
        float split = StepDeflection.Split(k1, k2, out float below);
        double[] cosines = [.. Enumerable.Range(0, 1000).SelectMany(i => Enumerable.Range(0, 1000).Select(j =>
            (double)StepDeflection.Cosine(split, below, (i + 0.5f) / 1000, (j + 0.5f) / 1000)))];
        Assert.Equal(Math.Exp(-k1), cosines.Average(), 1e-3);
        Assert.Equal(Math.Exp(-k2), cosines.Average(c => (3 * c * c - 1) / 2), 2e-3);
    }

    [Theory]
    [InlineData("water", 15)]
    [InlineData("cortical_bone", 60)] // below, X rays of calcium (4 keV) carry away more than a per cent; here they stay
    public void Packets_lose_energy_as_the_tables_say(string name, double least_keV)
    {
        Medium medium = Library.Medium(name);
        var tables = new PhotonTables([medium], [1], 500);
        foreach (double e in new[] { 15.0, 30, 60, 113, 208, 364 }.Where(e => e >= least_keV))
        {
            int node = (int)Math.Round(Math.Log(e) * tables.PerLog); // the nearest energy of the tables
            double energy = Math.Exp(node / (double)tables.PerLog), transfer = 10 * tables.Packets[node * PhotonTables.PacketFields];
            double total = transfer + 10 * tables.Packets[node * PhotonTables.PacketFields + 1];
            Assert.Equal(1, transfer / medium.Photons.EnergyAbsorption[energy], 0.015); // NIST: μ_en; fluorescence and bremsstrahlung are under 1 %
            Assert.Equal(1, total / medium.Photons.Total(energy), 1e-5);
        }
    }

    [Fact]
    public void Work_is_shared_out_without_loss()
    {
        (_, int[] start) = new SourcePlan([1, 0.001f, 0.001f, 3, 0.01f]).Tasks(1001, 0.3);
        int[] work = SourcePlan.Work(start);
        Assert.Equal((0, start.Length - 1), (work[0], work[^1]));
        Assert.All(Enumerable.Range(0, work.Length - 1), w => Assert.InRange(start[work[w + 1]] - start[work[w]], 1, 128));
    }

    private static double Power(float[] yields, float[] energies) =>
        Enumerable.Range(0, yields.Length - 1).Sum(i => ((double)yields[i + 1] - yields[i]) * energies[i]);
}

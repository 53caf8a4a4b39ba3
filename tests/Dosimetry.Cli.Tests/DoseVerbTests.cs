using System.Globalization;
using System.Text.Json;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli.Tests;

/// <summary><c>dosimetry kernel</c>, <c>sphere</c> and <c>dose</c> as a user runs them.</summary>
public sealed class DoseVerbTests : IDisposable
{
    private static readonly Grid Grid = new(12, 10, 8, Affine.Diagonal(new(4, 4, 4), new(0, 0, 0)));
    private readonly string _folder = Directory.CreateTempSubdirectory("dosimetry-dose-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string File(string name) => Path.Combine(_folder, name);

    private string Tia(float value = 10)
    {
        float[] tia = new float[Grid.Count];
        tia[Grid.Index(5, 5, 4)] = value;
        NiftiFile.Write(File("tia.nii.gz"), new Volume<VoxelTia>(Grid, tia));
        return File("tia.nii.gz");
    }

    [Fact]
    public void Kernel_writes_the_octant_of_a_cube_and_all_offsets_of_a_box()
    {
        JsonElement said = Cli.Json("kernel", "--nuclide", "Lu-177", "--medium", "water", "--density", "1.0", "--voxel-mm", "4",
            "--radius", "2", "--out", File("k.csv"));
        Assert.Equal("ICRP-107", said.GetProperty("decayData").GetString());
        Assert.Equal(1, said.GetProperty("energyClosure").GetDouble(), 0.005);
        string[] lines = [.. System.IO.File.ReadLines(File("k.csv")).Where(l => l[0] != '#')];
        Assert.Equal("i,j,k,S_mGy_per_MBq_s,electron,photon,relSigma", lines[0]);
        Assert.Equal(1 + 10, lines.Length); // i ≥ j ≥ k ≥ 0 up to 2
        double[] self = [.. lines[1].Split(',').Select(w => double.Parse(w, CultureInfo.InvariantCulture))];
        Assert.Equal(0.3400, self[3], 0.015 * 0.34); // EGSnrc
        Assert.Equal(self[3], self[4] + self[5], 1e-6 * self[3]);

        Cli.Json("kernel", "--voxel-mm", "2,2,4", "--radius", "1", "--out", File("box.csv"));
        Assert.Equal(1 + 27, System.IO.File.ReadLines(File("box.csv")).Count(l => l[0] != '#'));
    }

    [Fact]
    public void Sphere_prints_the_keys_of_the_contract()
    {
        JsonElement said = Cli.Json("sphere", "--nuclide", "Lu-177", "--medium", "water", "--mass-g", "10");
        Assert.Equal(2.365e-6, said.GetProperty("S_Gy_per_MBq_s").GetDouble(), 0.01 * 2.365e-6); // EGSnrc
        Assert.Equal(0.9851, said.GetProperty("electronFraction").GetDouble(), 0.003);
        Assert.Equal(0.0387, said.GetProperty("photonFraction").GetDouble(), 0.001);
    }

    [Theory]
    [InlineData("local")]
    [InlineData("voxel-s")]
    public void Dose_writes_a_map_and_prints_the_keys_of_the_contract(string engine)
    {
        JsonElement said = Cli.Json("dose", "--engine", engine, "--tia", Tia(), "--uniform-density", "1.0", "--device", "cpu", "--threads",
            "2", "--out", File("dose.nii.gz"));
        foreach (string key in (string[])["meanDose_Gy", "energyBalance", "elapsed_s", "device", "peakMemory_MB",
            "decayData"]) Assert.True(said.TryGetProperty(key, out _), key);
        Assert.Equal("CPU x2", said.GetProperty("device").GetString());
        Assert.Contains(said.GetProperty("findings").EnumerateArray(), f => f.GetProperty("code").GetString() == "DOSE.UNIFORM_DENSITY");
        JsonElement check = Assert.Single(said.GetProperty("crossChecks").EnumerateArray());
        Assert.Equal("all_matter", check.GetProperty("region").GetString());
        Assert.Equal(said.GetProperty("meanDose_Gy").GetDouble(), check.GetProperty("voxelMean_Gy").GetDouble(), 1e-6 * check.GetProperty("voxelMean_Gy").GetDouble());
        Assert.Equal(1, check.GetProperty("sphereRatio").GetDouble(), 0.1);
        float[] dose = NiftiFile.Read<Dose_Gy>(File("dose.nii.gz")).Values;
        // 10 MBq·s, 0.34 mGy per MBq·s with transport, 0.37 without
        Assert.Equal(engine == "local" ? 3.70e-3 : 3.39e-3, dose[Grid.Index(5, 5, 4)], 0.02 * 3.4e-3);
    }

    [Fact]
    public void Monte_carlo_states_its_uncertainty_by_voxel_and_region()
    {
        NiftiFile.WriteLabels(File("regions.nii.gz"), new LabelVolume(Grid, [.. Enumerable.Range(0, Grid.Count).Select(v => (ushort)(v == Grid.Index(5, 5, 4) ? 1 : 0))],
            new Dictionary<int, string> { [1] = "spot" }));
        JsonElement said = Cli.Json("dose", "--engine", "monte-carlo", "--histories", "100000", "--tia", Tia(), "--uniform-density", "1.0", "--device", "cpu",
            "--out", File("dose.nii.gz"), "--sigma-out", File("sigma.nii.gz"), "--labels", File("regions.nii.gz"));
        Assert.Equal(1.0, said.GetProperty("energyBalance").GetDouble());
        Assert.Equal(100_000, said.GetProperty("histories").GetInt64());
        Assert.True(said.GetProperty("histories_per_s").GetDouble() > 0);
        float dose = NiftiFile.Read<Dose_Gy>(File("dose.nii.gz")).Values[Grid.Index(5, 5, 4)], sigma = NiftiFile.Read<Dose_Gy>(File("sigma.nii.gz")).Values[Grid.Index(5, 5, 4)];
        Assert.Equal(3.39e-3, dose, 0.01 * 3.39e-3);
        JsonElement spot = said.GetProperty("regions")[0];
        Assert.Equal("spot", spot.GetProperty("name").GetString());
        Assert.Equal(dose, spot.GetProperty("mean_Gy").GetDouble(), 1e-6 * dose);
        Assert.Equal(sigma, spot.GetProperty("sigma_Gy").GetDouble(), 1e-3 * sigma); // a region of one voxel
    }

    [Fact]
    public void A_chain_names_its_daughters_and_rbe_is_a_labelled_extra()
    {
        JsonElement said = Cli.Json("dose", "--engine", "local", "--nuclide", "Pb-212", "--daughters", "equilibrium", "--rbe", "5", "--rbe-out", File("rbe.nii.gz"), "--tia", Tia(),
            "--uniform-density", "1.0", "--device", "cpu", "--out", File("dose.nii.gz"));
        Assert.Contains(said.GetProperty("daughters").EnumerateArray(), d => d.GetProperty("nuclide").GetString() == "Bi-212" && d.GetProperty("decaysPerDecay").GetDouble() > 1.1);
        JsonElement rbe = said.GetProperty("rbeWeighted");
        Assert.Equal("RBE-weighted", rbe.GetProperty("label").GetString());
        Assert.True(rbe.GetProperty("regions")[0].GetProperty("rbeWeighted_GyRBE").GetDouble() > 4 * said.GetProperty("meanDose_Gy").GetDouble());
        Assert.True(NiftiFile.Read<RbeWeightedDose>(File("rbe.nii.gz")).Values.Max() > 4 * NiftiFile.Read<Dose_Gy>(File("dose.nii.gz")).Values.Max());
        Assert.Equal("DDEP", Cli.Json("sphere", "--nuclide", "Lu-177", "--nuclide-data", "ddep", "--mass-g", "10").GetProperty("decayData").GetString());
        Assert.Equal(3, Cli.Run("dose", "--engine", "local", "--rbe", "5", "--tia", Tia(), "--uniform-density", "1.0", "--out", File("d.nii.gz")).Code); // Lu-177 has no alphas
        Assert.Equal(3, Cli.Run("sphere", "--nuclide", "Cu-67", "--nuclide-data", "ddep", "--mass-g", "10").Code);
    }

    [Fact]
    public void Refusals_and_wrong_arguments_have_their_exit_codes()
    {
        Assert.Equal(3, Cli.Run("dose", "--tia", Tia(-1), "--out", File("d.nii.gz")).Code);
        Assert.False(System.IO.File.Exists(File("d.nii.gz")));
        Assert.Equal(3, Cli.Run("dose", "--tia", Tia(), "--nuclide", "Lu-999", "--out", File("d.nii.gz")).Code);
        Assert.Equal(3, Cli.Run("dose", "--tia", Tia(), "--engine", "exact", "--out", File("d.nii.gz")).Code);
        Assert.Equal(3, Cli.Run("sphere", "--medium", "custard", "--mass-g", "1").Code);
        Assert.Equal(2, Cli.Run("sphere", "--mass-g", "1", "--radius-mm", "1").Code);
        Assert.Equal(2, Cli.Run("kernel", "--voxel-mm", "4,4", "--out", File("k.csv")).Code);
        Assert.Equal(2, Cli.Run("dose", "--tia", Tia(), "--material", File("m.nii.gz"), "--out", File("d.nii.gz")).Code);
    }
}

using System.Text.Json.Nodes;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.TestSupport;

namespace Dosimetry.Engine.Tests.Evaluate;

/// <summary>Gamma against a program that others wrote: plastimatch's figures of analytic dose pairs (tests/Data/gamma), and plastimatch itself where installed.</summary>
public sealed class GammaPlastimatchTests
{
    // plastimatch interpolates between a voxel and its neighbours along lines, we in three directions at once. On edges of 6 Gy/mm with 1 mm voxels the two
    // fields differ, and with them gamma by up to 0.13 either way; a search by brute force over our field confirms ours (docs/physics/Evaluate.md).
    private const double PassRateTolerance = 0.005, MeanTolerance = 0.025, VoxelTolerance = 0.06, ShareOfVoxels = 0.85;

    [Fact]
    public void Pass_rates_and_gamma_agree_with_the_stored_figures()
    {
        foreach (JsonNode? row in JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "gamma", "plastimatch.json")))!["rows"]!.AsArray())
        {
            (Volume<Dose_Gy> reference, Volume<Dose_Gy> evaluated) = Pair((string)row!["case"]!);
            GammaResult result = GammaIndex.Compare(reference, evaluated, new((double)row["dose"]!, (double)row["distance"]!, (double)row["cutoff"]!) { Local = (bool)row["local"]! });
            int[] voxels = [.. row["voxels"]!.AsArray().Select(v => (int)v!)];
            float[] theirs = [.. row["gamma"]!.AsArray().Select(v => (float)v!)];
            AssertAgree(result, (int)row["compared"]!, (double)row["passRate"]!, (double)row["meanGamma"]!, [.. voxels.Select(v => result.Gamma.Values[v])], theirs);
        }
    }

    [Theory]
    [InlineData("spheres", 2, 2, false)]
    [InlineData("gaussians", 2, 3, true)]
    public void Plastimatch_itself_agrees(string name, double percent, double mm, bool local)
    {
        using TemporaryFolder folder = new();
        (Volume<Dose_Gy> reference, Volume<Dose_Gy> evaluated) = Pair(name);
        NiftiFile.Write(folder.File("r.nii"), reference);
        NiftiFile.Write(folder.File("e.nii"), evaluated);
        string[] criteria = ["--dose-tolerance", (percent / 100).ToString("R", null), "--dta-tolerance", mm.ToString("R", null), "--analysis-threshold", "0.1", .. (string[])(local ? ["--local-gamma"] : [])];
        if (Tool.Run("plastimatch", ["gamma", .. criteria, "--ref-only-threshold", "--interp-search", "--output", folder.File("g.nii"), folder.File("r.nii"), folder.File("e.nii")]) is not { } run)
        {
            ReferenceData.Skipped(nameof(Plastimatch_itself_agrees), "plastimatch is not installed");
            return;
        }
        Assert.True(run.Exit == 0, run.Output);
        GammaResult ours = GammaIndex.Compare(reference, evaluated, new(percent, mm, 10) { Local = local });
        float[] theirs = NiftiFile.Read<Dimensionless>(folder.File("g.nii")).Values;
        int[] compared = [.. Enumerable.Range(0, theirs.Length).Where(n => GammaIndex.IsCompared(reference.Values[n], ours.Cutoff_Gy))];
        AssertAgree(ours, compared.Length, compared.Count(n => theirs[n] <= 1) / (double)compared.Length, compared.Average(n => (double)theirs[n]),
            [.. compared.Select(n => ours.Gamma.Values[n])], [.. compared.Select(n => theirs[n])]);
    }

    private static void AssertAgree(GammaResult ours, int compared, double passRate, double mean, float[] gamma, float[] theirs)
    {
        Assert.Equal(compared, ours.Compared);
        Assert.Equal(passRate, ours.PassRate, PassRateTolerance);
        Assert.Equal(mean, ours.Gamma.Values.Sum(g => (double)g) / ours.Compared, MeanTolerance);
        Assert.True(gamma.Zip(theirs, (a, b) => Math.Abs(a - b)).Count(d => d < VoxelTolerance) >= ShareOfVoxels * gamma.Length);
    }

    private static (Volume<Dose_Gy>, Volume<Dose_Gy>) Pair(string name)
    {
        (int x, int y, int z) = name == "spheres" ? (40, 36, 30) : (44, 40, 22);
        Vector3D voxel = name == "spheres" ? new(1, 1, 1) : new(1, 1, 2);
        Grid grid = new(x, y, z, Affine.Diagonal(voxel, new(-0.5 * (x - 1) * voxel.X, -0.5 * (y - 1) * voxel.Y, -0.5 * (z - 1) * voxel.Z)));
        Func<Vector3D, bool, double> dose = name == "spheres" ? Spheres : Gaussians;
        Volume<Dose_Gy> Of(bool evaluated) => new(grid, [.. Enumerable.Range(0, grid.Count).Select(n => { (int i, int j, int k) = grid.Voxel(n); return (float)dose(grid.Affine.Apply(i, j, k), evaluated); })]);
        return (Of(false), Of(true));
    }

    private static readonly (double Dose_Gy, Vector3D Centre, double Radius_mm)[] Sources = [(20, new(6, -3, 1.5), 8), (8, new(-11, 5, -4), 5), (3, new(-6, -11, 7), 4)];

    private static double Spheres(Vector3D r, bool evaluated)
    {
        Vector3D shift = evaluated ? new(0.9, -0.6, 0.4) : default;
        return (0.2 + Sources.Sum(s => s.Dose_Gy / (1 + Math.Exp(((r - s.Centre - shift).Length - s.Radius_mm) / 0.8)))) * (evaluated ? 1.015 : 1);
    }

    private static double Gaussians(Vector3D r, bool evaluated)
    {
        double Width(double radius_mm) => 0.6 * radius_mm * (evaluated ? 1.03 : 1);
        double total = 0.2 + Sources.Sum(s => s.Dose_Gy * Math.Exp(-(r - s.Centre).Dot(r - s.Centre) / (2 * Width(s.Radius_mm) * Width(s.Radius_mm))));
        return total * (evaluated ? 1 + 0.0002 * r.X : 1);
    }
}

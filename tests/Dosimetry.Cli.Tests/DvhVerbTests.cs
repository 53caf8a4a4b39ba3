using System.Text.Json;
using Dosimetry.Engine.Foundation;
using Dosimetry.TestSupport;

namespace Dosimetry.Cli.Tests;

/// <summary><c>dosimetry segment</c>, <c>dvh</c> and <c>gamma</c> as a user runs them, on volumes made here.</summary>
public sealed class DvhVerbTests : IDisposable
{
    private static readonly Grid Grid = new(20, 20, 20, Affine.Diagonal(new(3, 3, 3), new(-28.5, -28.5, -28.5)));
    private readonly string _folder = Directory.CreateTempSubdirectory("dosimetry-dvh-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string File(string name) => Path.Combine(_folder, name);

    [Fact]
    public void A_lesion_is_found_and_its_dose_is_evaluated()
    {
        NiftiFile.Write(File("suv.nii.gz"), Ball<Suv>(12, 10));
        JsonElement lesion = Cli.Json("segment", "--pet", File("suv.nii.gz"), "--out", File("labels.nii.gz")).GetProperty("components")[0];
        Assert.Equal(("lesion_001", "lesion"), (lesion.GetProperty("id").GetString(), lesion.GetProperty("class").GetString()));

        NiftiFile.Write(File("dose.nii.gz"), Ball<Dose_Gy>(12, 7));
        JsonElement region = Cli.Json("dvh", "--dose", File("dose.nii.gz"), "--labels", File("labels.nii.gz"), "--v", "5", "--csv", File("dvh.csv")).GetProperty("regions")[0];
        Assert.Equal(lesion.GetProperty("volume_ml").GetDouble(), region.GetProperty("volume_ml").GetDouble(), 1e-4);
        foreach (string key in (string[])["mean_Gy", "d98_Gy", "d50_Gy", "d2_Gy", "eud_Gy"]) Assert.Equal(7, region.GetProperty(key).GetDouble(), 1e-5);
        Assert.Equal(1, region.GetProperty("v").GetProperty("5").GetDouble(), 1e-9);
        Assert.Equal("dose_Gy,lesion_001", System.IO.File.ReadLines(File("dvh.csv")).First());
    }

    [Fact]
    public void Dose_maps_are_compared_and_a_wrong_quantity_is_refused()
    {
        NiftiFile.Write(File("a.nii.gz"), Ball<Dose_Gy>(12, 7));
        NiftiFile.Write(File("suv.nii.gz"), Ball<Suv>(12, 7));
        Assert.Equal(1, Cli.Json("gamma", "--reference", File("a.nii.gz"), "--evaluated", File("a.nii.gz")).GetProperty("passRate").GetDouble());
        Assert.Equal(3, Cli.Run("gamma", "--reference", File("a.nii.gz"), "--evaluated", File("suv.nii.gz")).Code);
    }

    [Fact]
    public void Two_dose_maps_are_compared_by_region_with_maps_and_contract_keys()
    {
        NiftiFile.Write(File("a.nii.gz"), Ball<Dose_Gy>(12, 8));
        NiftiFile.Write(File("b.nii.gz"), Ball<Dose_Gy>(12, 10));
        NiftiFile.WriteLabels(File("l.nii.gz"), new LabelVolume(Grid, [.. Ball<Dose_Gy>(12, 1).Values.Select(v => (ushort)v)], new Dictionary<int, string> { [1] = "liver" }));
        JsonElement result = Cli.Json("compare", "--reference", File("a.nii.gz"), "--evaluated", File("b.nii.gz"), "--labels", File("l.nii.gz"), "--out", File("cmp"));
        JsonElement liver = result.GetProperty("regions")[0];
        Assert.Equal(("liver", 25.0), (liver.GetProperty("name").GetString(), Math.Round(liver.GetProperty("meanDifference_percent").GetDouble(), 6)));
        Assert.Equal(2, result.GetProperty("meanDifference").GetDouble(), 1e-6);
        Assert.True(result.GetProperty("passRate").GetDouble() < 1);
        Assert.Equal("regionMean", result.GetProperty("percentOf").GetString(), ignoreCase: true);
        Assert.Equal(25, NiftiFile.Read<Dimensionless>(File("cmp/difference-percent.nii.gz")).Values.Max(), 1e-3);
        Assert.Equal(2, NiftiFile.Read<Dose_Gy>(File("cmp/difference.nii.gz")).Values.Max(), 1e-5);
        Assert.Equal(2, Cli.Run("compare", "--reference", File("a.nii.gz"), "--evaluated", File("b.nii.gz"), "--percent-of", "mode").Code);
        Assert.Equal(3, Cli.Run("compare", "--reference", File("a.nii.gz"), "--evaluated", File("b.nii.gz"), "--distance-mm", "0").Code);
    }

    [Fact]
    public void Bed_of_a_uniform_kidney_follows_the_closed_form_and_what_is_missing_is_asked_for()
    {
        NiftiFile.Write(File("dose.nii.gz"), Ball<Dose_Gy>(12, 4));
        NiftiFile.WriteLabels(File("l.nii.gz"), new LabelVolume(Grid, [.. Ball<Dose_Gy>(12, 1).Values.Select(v => (ushort)v)], new Dictionary<int, string> { [1] = "kidney_left" }));
        string[] common = ["dvh", "--dose", File("dose.nii.gz"), "--labels", File("l.nii.gz")];
        JsonElement kidney = Cli.Json([.. common, "--quantity", "bed", "--effective-half-life-h", "40"]).GetProperty("regions")[0];
        Assert.Equal(4 * (1 + 4 / 2.5 * 2.8 / 42.8), kidney.GetProperty("mean_Gy").GetDouble(), 1e-9);
        Assert.Contains("2.5 Gy", kidney.GetProperty("parameters").GetString(), StringComparison.Ordinal);
        JsonElement eqd2 = Cli.Json([.. common, "--quantity", "eqd2", "--effective-half-life-h", "40"]).GetProperty("regions")[0];
        Assert.Equal(kidney.GetProperty("mean_Gy").GetDouble() / 1.8, eqd2.GetProperty("mean_Gy").GetDouble(), 1e-9);
        Assert.Equal(2, Cli.Run([.. common, "--quantity", "bed"]).Code);
        NiftiFile.Write(File("bed.nii.gz"), Ball<BiologicallyEffectiveDose>(12, 5));
        Assert.Equal(5, Cli.Json("dvh", "--dose", File("bed.nii.gz"), "--labels", File("l.nii.gz"), "--quantity", "bed").GetProperty("regions")[0].GetProperty("mean_Gy").GetDouble(), 1e-6);
        Assert.Equal(3, Cli.Run("dvh", "--dose", File("bed.nii.gz"), "--labels", File("l.nii.gz")).Code);
    }

    [Fact]
    public void An_RTDOSE_with_an_RTSTRUCT_agrees_with_dense_sampling_within_one_percent()
    {
        if (ReferenceData.Path("dicom", "rtdose") is not { } folder) { ReferenceData.Skipped(nameof(An_RTDOSE_with_an_RTSTRUCT_agrees_with_dense_sampling_within_one_percent), "no reference folder"); return; }
        JsonElement sphere = Cli.Json("dvh", "--dose", Path.Combine(folder, "authored-gaussian-16bit.dcm"), "--labels", Path.Combine(folder, "authored-sphere-rtstruct.dcm"), "--v", "10")
            .GetProperty("regions")[0];
        // Points every 0.4 mm inside the stack of 4 mm slabs, dose 25 exp(−r²/600) about (−2, −2, −2) mm.
        foreach (var (key, expected) in ((string, double)[])[("volume_ml", 57.482), ("mean_Gy", 14.3396), ("d98_Gy", 8.0174), ("d50_Gy", 13.6956), ("d2_Gy", 23.2959)])
            Assert.Equal(expected, sphere.GetProperty(key).GetDouble(), 0.01 * expected);
        Assert.Equal(0.85706, sphere.GetProperty("v").GetProperty("10").GetDouble(), 0.01);
    }

    private static Volume<TQuantity> Ball<TQuantity>(double radius_mm, float value) where TQuantity : struct, IQuantity => new(Grid,
        [.. Enumerable.Range(0, Grid.Count).Select(n => { var (i, j, k) = Grid.Voxel(n); return Grid.Affine.Apply(i, j, k).Length <= radius_mm ? value : 0; })]);
}

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

using System.Globalization;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom;
using Dosimetry.TestSupport;

namespace Dosimetry.Engine.Tests.Phantom;

/// <summary>Anatomies made by others, where the reference folder is present: known voxel counts, known volumes, known sides.</summary>
public sealed class ReferenceAnatomyTests
{
    [Fact]
    public void The_real_patient_has_the_published_voxel_counts_and_lies_the_right_way()
    {
        if (ReferenceData.Path("dicom", "lu177-patient-phantom") is not { } path) { ReferenceData.Skipped(nameof(The_real_patient_has_the_published_voxel_counts_and_lies_the_right_way), "no reference folder"); return; }
        Anatomy patient = AnatomyReader.Read(path, 1);
        Dictionary<string, int> expected = new()
        {
            ["liver"] = 15381, ["spleen"] = 1535, ["kidney_left"] = 2052, ["kidney_right"] = 2493, ["lesion_001"] = 93,
                ["lesion_002"] = 55, ["lesion_003"] = 90,
        };
        foreach ((string region, int voxels) in expected) Assert.Equal(voxels, Voxels(patient, region));
        Assert.True(Centre(patient, "liver").X > 20 && Centre(patient, "spleen").X < -20);
        Assert.True(Centre(patient, "kidney_left").X < 0 && Centre(patient, "kidney_right").X > 0);
        Assert.True(Centre(patient, "liver").Z > Centre(patient, "kidney_right").Z);
        Assert.True(Centre(patient, "liver").Y > Centre(patient, "kidney_right").Y);
        Assert.Equal(3, patient.Lesions.Count);
        Assert.Equal((108, 70, 90), (patient.Labels.Grid.Nx, patient.Labels.Grid.Ny, patient.Labels.Grid.Nz));
        float[] liver = [.. patient.MeasuredCt!.Values.Where((_, n) => patient.Tissues[patient.Labels.Labels[n]].Region == "liver")];
        Assert.InRange(liver.Average(), 40, 100);
    }

    [Fact]
    public void The_icrp_man_has_the_volumes_of_his_table()
    {
        if (ReferenceData.Path("anatomy") is not { } path) { ReferenceData.Skipped(nameof(The_icrp_man_has_the_volumes_of_his_table),
            "no reference folder"); return; }
        Anatomy man = AnatomyReader.Read(path, 3);
        double voxel_ml = man.Labels.Grid.VoxelVolume_ml;
        Assert.Equal(1714.1, Voxels(man, "liver") * voxel_ml, 0.1);
        Assert.Equal(144.2, Voxels(man, "spleen") * voxel_ml, 0.1);
        Assert.Equal(295.2, (Voxels(man, "kidney_left") + Voxels(man, "kidney_right")) * voxel_ml, 0.3);
        Assert.Equal(82.4, (Voxels(man, "parotid_left") + Voxels(man, "parotid_right")) * voxel_ml, 0.1);
        Assert.True(Centre(man, "liver").X > 20 && Centre(man, "spleen").X < -20
            && Centre(man, "brain").Z > Centre(man, "bladder").Z + 500);
        Assert.Equal(5, man.Lesions.Count);
        Assert.All(man.Lesions, l => Assert.True(Voxels(man, l.Name) > 0));
    }

    [Fact]
    public void The_geant4_folder_is_read_in_its_order()
    {
        string folder = Directory.CreateTempSubdirectory("icrp").FullName;
        try
        {
            string slices = Directory.CreateDirectory(Path.Combine(folder, "ICRPdata", "ICRP110_g4dat", "AM")).FullName;
            File.WriteAllText(Path.Combine(folder, "ICRPdata", "MaleData.dat"), "2 3 2\n2.0 2.5 8.0\n1\n0 \"Air\"\nAM1.g4dat\nAM2.g4dat\n");
            File.WriteAllText(Path.Combine(slices, "AM1.g4dat"), "3 2 1\n0 95 0\n0 0 0\n");
            File.WriteAllText(Path.Combine(slices, "AM2.g4dat"), "3 2 1\n0 0 127\n0 95 0\n");
            File.WriteAllText(Path.Combine(folder, "ICRPdata", "ICRP110_g4dat", "AM", "AM_organs.dat"),
                "Organ ID  Organ/tissue  Tissue number  Density\n\n 95  Liver   30  1.050\n127  Spleen  39  1.040\n");
            Anatomy man = AnatomyReader.Read(folder, 1);
            Assert.Equal([0, 95, 0, 0, 0, 0, 0, 0, 127, 0, 95, 0], man.Labels.Labels.Select(l => (int)l));
            Assert.Equal(1.04, man.Tissues[127].Density_g_per_cm3);
            Assert.Equal("spleen", man.Tissues[127].Region);
            Assert.True(Centre(man, "spleen").X < 0);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    [Theory, InlineData("h33"), InlineData("txt")]
    public void What_is_no_anatomy_is_refused_by_name(string extension)
    {
        string folder = Directory.CreateTempSubdirectory("none").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "a." + extension),
                string.Create(CultureInfo.InvariantCulture, $"!INTERFILE :=\n!matrix size [1] := {-3}\n"));
            RefusedException refused = Assert.Throws<RefusedException>(() => AnatomyReader.Read(folder, 1));
            Assert.StartsWith("PHANTOM.", refused.Finding.Code, StringComparison.Ordinal);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    private static int Voxels(Anatomy a, string region) => a.Labels.Labels.Count(l => a.Tissues[l].Region == region);

    private static Vector3D Centre(Anatomy a, string region)
    {
        Vector3D sum = default;
        int count = 0;
        for (int n = 0; n < a.Labels.Labels.Length; n++)
        {
            if (a.Tissues[a.Labels.Labels[n]].Region != region) continue;
            (int i, int j, int k) = a.Labels.Grid.Voxel(n);
            sum += a.Labels.Grid.Affine.Apply(i, j, k);
            count++;
        }
        return 1.0 / count * sum;
    }
}

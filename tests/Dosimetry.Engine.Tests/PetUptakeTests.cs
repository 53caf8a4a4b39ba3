using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.TestSupport;

namespace Dosimetry.Engine.Tests;

/// <summary>A PET of 4 mm voxels with 20 kBq/ml in a kidney of 1000 voxels (64 ml) and nothing elsewhere.</summary>
public sealed class PetUptakeTests : IDisposable
{
    private const double HalfLife_s = 4062.6, Kidney_MBq = 20_000 * 64 / 1e6;
    private static readonly DateTime Injected = new(2026, 3, 1, 9, 0, 0), Taken = Injected.AddMinutes(60);
    private static readonly Grid Grid = new(20, 20, 20, Affine.Diagonal(new Vector3D(4, 4, 4), new Vector3D(0, 0, 0)));
    private readonly string _folder = Directory.CreateTempSubdirectory("dosimetry-pet-").FullName;

    [Fact]
    public void An_image_corrected_to_its_start_gives_the_activity_then()
    {
        PetUptake pet = PetUptake.Measure(Case, Study(reference: Taken));
        PetRegion kidney = pet.Regions.Single(r => r.Name == "kidney_left");
        Assert.Equal((60, 150, "Ga-68"), (pet.Time_min, pet.Injected_MBq, pet.Nuclide));
        Assert.Equal(64, kidney.Volume_ml, 3);
        Assert.Equal(Kidney_MBq, kidney.Activity_MBq, 1e-6);
        Assert.Equal(20_000 * 0.5e-3, kidney.SuvMean, 1e-6);
    }

    [Fact]
    public void An_image_corrected_to_the_injection_is_decayed_to_the_scan()
    {
        PetRegion kidney = PetUptake.Measure(Case, Study(reference: Injected)).Regions.Single(r => r.Name == "kidney_left");
        Assert.Equal(Kidney_MBq * Math.Pow(2, -3600 / HalfLife_s), kidney.Activity_MBq, 1e-6);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Equal("PET.NONE", Code(Study(Taken) with { Series = [] }));
        Assert.Equal("PET.BEFORE_INJECTION", Code(Study(Taken, taken: Injected.AddMinutes(-5))));
        Assert.Equal("PET.INCOMPLETE", Code(Study(Taken, change: p => p with { InjectedActivity_MBq = null })));
        Assert.Equal("PET.NOT_QUANTIFIED", Code(Study(Taken, change: p => p with { SuvFactor = null })));
        Assert.Equal("PET.NO_REGIONS", Assert.Throws<RefusedException>(() => PetUptake.Measure(new CaseDescription { Regions = new CaseRegions { Lesions = "none" } }, Study(Taken))).Finding.Code);
    }

    private static CaseDescription Case { get; } = new() { Regions = new CaseRegions { Source = "labels.nii.gz", Lesions = "none" } };

    private static string Code(ImportedStudy study) => Assert.Throws<RefusedException>(() => PetUptake.Measure(Case, study)).Finding.Code;

    private ImportedStudy Study(DateTime reference, DateTime? taken = null, Func<PetQuantification, PetQuantification>? change = null)
    {
        float[] values = new float[Grid.Count];
        ushort[] labels = new ushort[Grid.Count];
        for (int k = 5; k < 15; k++)
            for (int j = 5; j < 15; j++)
                for (int i = 5; i < 15; i++) (values[Grid.Index(i, j, k)], labels[Grid.Index(i, j, k)]) = (20_000, 1);
        NiftiFile.Write(Path.Combine(_folder, "pet.nii.gz"), new Volume<ActivityConcentration>(Grid, values));
        NiftiFile.WriteLabels(Path.Combine(_folder, "labels.nii.gz"), new LabelVolume(Grid, labels, new Dictionary<int, string> { [1] = "kidney_left" }));
        PetQuantification pet = new("Ga-68", HalfLife_s, 150, Injected, reference, "START", "BQML", 0.5e-3, 75);
        return new ImportedStudy(_folder, new ImportedPatient(null, null, null, null, null, null),
            [new ImportedSeries("pet-1", "PT", ActivityConcentration.Name, "Bq/ml", "pet.nii.gz", [20, 20, 20], [4, 4, 4], new double[16], "1", "1", null, null, taken ?? Taken, 20) { Pet = change?.Invoke(pet) ?? pet }], [], []);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

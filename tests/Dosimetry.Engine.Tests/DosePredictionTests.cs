using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine.Tests;

/// <summary>A PET of a body with two lobes of a kidney, one three times as active as the other, and a spleen nobody predicts.</summary>
public sealed class DosePredictionTests : IDisposable
{
    private static readonly DateTime Injected = new(2026, 3, 1, 9, 0, 0);
    private static readonly Grid Grid = new(24, 24, 24, Affine.Diagonal(new Vector3D(4, 4, 4), new Vector3D(0, 0, 0)));
    private static readonly PhysicsLibrary Physics = PhysicsLibrary.OpenDefault();
    private readonly string _folder = Directory.CreateTempSubdirectory("dosimetry-predict-").FullName;

    [Fact]
    public void The_dose_is_the_predicted_energy_in_the_pattern_of_the_PET()
    {
        const double tia_MBq_h = 5000, logSd = 0.2;
        DosePredictionResult found = Predict([new RegionPrediction("kidney_left", tia_MBq_h, logSd, "test")]);
        PredictedDose kidney = found.Doses.Single(d => d.Name == "kidney_left");
        const double joulePerKeV = 1.602176634e-16;
        double energy_J = tia_MBq_h * 3.6e9 * Physics.Nuclides["Lu-177"].ChargedEnergy_keV * joulePerKeV;
        Assert.Equal(1, kidney.Dose_Gy * kidney.Mass_g / 1000 / energy_J, 1e-6);
        Assert.Equal(Math.Exp(1.6448536 * logSd), kidney.High_Gy!.Value / kidney.Dose_Gy, 1e-6);
        Assert.Equal(kidney.Dose_Gy / kidney.Low_Gy!.Value, kidney.High_Gy.Value / kidney.Dose_Gy, 1e-9);
        float[] dose = found.Dose.Dose.Values;
        Assert.Equal(3, dose[Grid.Index(10, 10, 8)] / dose[Grid.Index(10, 10, 16)], 1e-3);
    }

    [Fact]
    public void A_region_without_prediction_counts_as_empty_and_is_named()
    {
        DosePredictionResult found = Predict([new RegionPrediction("kidney_left", 5000, 0.2, "test")]);
        Assert.Contains(found.Findings, f => f.Code == "PREDICT.LEFT_OUT" && f.Text.Contains("spleen", StringComparison.Ordinal));
        PredictedDose spleen = found.Doses.Single(d => d.Name == "spleen");
        Assert.Equal((0.0, null, null), (spleen.Dose_Gy, spleen.Low_Gy, spleen.High_Gy));
    }

    [Fact]
    public void Nothing_predicted_for_any_region_is_refused() =>
        Assert.Equal("PREDICT.NO_REGION", Assert.Throws<RefusedException>(() => Predict([new RegionPrediction("liver", 1, 0.1, "test")])).Finding.Code);

    private DosePredictionResult Predict(IReadOnlyList<RegionPrediction> predicted)
    {
        using IVoxelDevice device = Devices.Open(DeviceChoice.Cpu);
        var tools = new PipelineTools(new PointKernels(Physics), RadiobiologyTable.OpenDefault(), DoseEngines.Get("local", Physics), device);
        CaseDescription description = new() { Regions = new CaseRegions { Source = "labels.nii.gz", Lesions = "none" } };
        return new DosePrediction(tools).Compute(description, Study(), predicted, Physics.Nuclides["Lu-177"], Activity.FromMBq(7400), null, default);
    }

    private ImportedStudy Study()
    {
        float[] values = [.. Enumerable.Repeat(500f, Grid.Count)]; // the body around the organs
        ushort[] labels = new ushort[Grid.Count];
        void Block(int fromK, int toK, int fromI, int toI, float activity, ushort label)
        {
            for (int k = fromK; k < toK; k++)
                for (int j = 8; j < 16; j++)
                    for (int i = fromI; i < toI; i++) (values[Grid.Index(i, j, k)], labels[Grid.Index(i, j, k)]) = (activity, label);
        }

        Block(6, 12, 8, 14, 30_000, 1);
        Block(12, 18, 8, 14, 10_000, 1);
        Block(6, 12, 18, 22, 5_000, 2);
        NiftiFile.Write(Path.Combine(_folder, "pet.nii.gz"), new Volume<ActivityConcentration>(Grid, values));
        NiftiFile.WriteLabels(Path.Combine(_folder, "labels.nii.gz"), new LabelVolume(Grid, labels, new Dictionary<int, string> { [1] = "kidney_left", [2] = "spleen" }));
        PetQuantification pet = new("Ga-68", 4062.6, 150, Injected, Injected.AddHours(1), "START", "BQML", 0.5e-3, 75);
        return new ImportedStudy(_folder, new ImportedPatient(null, null, null, null, null, null),
            [new ImportedSeries("pet-1", "PT", ActivityConcentration.Name, "Bq/ml", "pet.nii.gz", [24, 24, 24], [4, 4, 4], new double[16], "1", "1", null, null, Injected.AddHours(1), 24) { Pet = pet }], [], []);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

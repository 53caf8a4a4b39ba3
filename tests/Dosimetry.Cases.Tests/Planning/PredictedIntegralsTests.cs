using Dosimetry.Cases.Planning;
using Dosimetry.Cases.Settings;
using Dosimetry.Engine;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Segment;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Cases.Tests.Planning;

public sealed class PredictedIntegralsTests
{
    private static readonly PetUptake Pet = new("pet", "Ga-68", 150, 60,
    [
        new("kidney_left", RegionClass.Organ, 150, 3, 30), new("kidney_right", RegionClass.Organ, 150, 1, 10), new("liver", RegionClass.Organ, 1500, 5, 4),
        new("bladder", RegionClass.Organ, 200, 20, 60), new("lesion_001", RegionClass.Lesion, 20, 1, 20), new("heart", RegionClass.Organ, 500, 1, 2), new("remainder", RegionClass.Body, 60_000, 9, 1),
    ], []);

    [Fact]
    public void The_regions_hold_what_the_model_has_in_the_body_and_share_an_organ_by_their_PET_activity()
    {
        ModelInput input = ModelInput.Of(new CaseSettings(), new ImportedStudy("", new ImportedPatient(null, null, null, null, null, null), [], [], []), Pet, [], new Dictionary<string, double>());
        Posterior posterior = Posterior.OfPopulation(input.Patient);
        PosteriorPrediction predicted = posterior.Predict(Protocol.Cycles(Label.ByName("Lu-177"), 7400, 57.1), [95000], []);
        List<Finding> findings = [];
        Dictionary<string, RegionPrediction> found = PredictedIntegrals.Of(input, Pet, predicted, posterior.Error, findings).ToDictionary(p => p.Region);
        Assert.Equal(1, found.Values.Sum(p => p.Tia_MBq_h) / predicted.Tia_MBq_h.Values.Sum(), 1e-9);
        Assert.Equal(predicted.Tia_MBq_h["Kidney"], found["kidney_left"].Tia_MBq_h + found["kidney_right"].Tia_MBq_h, 1e-6);
        Assert.Equal(3, found["kidney_left"].Tia_MBq_h / found["kidney_right"].Tia_MBq_h, 1e-9);
        Assert.Equal(9, found["remainder"].Tia_MBq_h / found["heart"].Tia_MBq_h, 1e-9);
        Assert.False(found.ContainsKey("bladder"));
        Assert.Contains(findings, f => f.Code == "PREDICT.URINE");
        Assert.Contains("weak", found["liver"].Method, StringComparison.Ordinal);
        Assert.Equal(predicted.TiaTotalLogSd["Kidney"], found["kidney_left"].LogSd);
    }
}

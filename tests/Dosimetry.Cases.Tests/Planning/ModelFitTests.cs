using System.Text.Json;
using Dosimetry.Cases.Planning;
using Dosimetry.Cases.Settings;
using Dosimetry.Engine;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Segment;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;
using Dosimetry.TestSupport;

namespace Dosimetry.Cases.Tests.Planning;

/// <summary>A PET that the model itself made of a known patient: the fit must find that patient again.</summary>
public sealed class ModelFitTests
{
    private const double Injected_MBq = 160, Time_min = 65;
    private static readonly Kinetics True = new() { ReceptorKidney_nM = 24, ReceptorGland_nM = 33 };

    [Fact]
    public void A_PET_alone_brings_receptors_to_the_truth_and_leaves_release_at_the_population()
    {
        ModelInput input = Input(new PlanningSettings { PetLigand = "PSMA-617", PetAmount_nmol = 5 });
        (ModelFitDocument fit, MapResult _) = ModelFit.Run(input, null);
        FittedParameter kidney = fit.Parameters.Single(p => p.Name == "R_kidney"), release = fit.Parameters.Single(p => p.Name == "lam_rel_kidney");
        // 12 % of measurement against 40 % of prior spread pull the estimate a little towards the population's 18.
        Assert.InRange(kidney.Value, 21, 24.5);
        Assert.True(kidney.IsInformed);
        Assert.False(release.IsInformed);
        Assert.InRange(release.PosteriorOverPrior, 0.9, 1.001);
        Assert.All(fit.Observations, o => Assert.InRange(o.Residual, -1.5, 1.5));
        Assert.DoesNotContain(fit.Findings, f => f.Code == "MODEL.MISFIT");
    }

    [Fact]
    public void Bands_hold_the_curve_and_the_truth_lies_within()
    {
        (ModelFitDocument fit, _) = ModelFit.Run(Input(new PlanningSettings { PetLigand = "PSMA-617", PetAmount_nmol = 5 }), (7400, "Lu-177", 57.1));
        foreach (BandCurve c in fit.Therapy.Curves.Concat(fit.Tracer!.Curves))
            for (int n = 0; n < c.Time_h.Count; n++) Assert.True(c.Low_MBq[n] < c.Activity_MBq[n] && c.Activity_MBq[n] < c.High_MBq[n]);
        double truth_MBq_h = PbpkSimulator.Simulate(new PbpkModel(Patient), Protocol.Cycles(Label.ByName("Lu-177"), 7400, 57.1), [96000]).Tia_MBq_h["Kidney"];
        PredictedTia kidney = fit.Tia.Single(t => t.Organ == "Kidney");
        Assert.InRange(truth_MBq_h, kidney.Tia_MBq_h * Math.Exp(-1.645 * kidney.LogSd), kidney.Tia_MBq_h * Math.Exp(1.645 * kidney.LogSd));
        Assert.True(fit.Tia.Single(t => t.Organ == "Liver").IsWeak);
    }

    [Fact]
    public void A_mixed_up_kidney_is_said()
    {
        ModelInput input = Input(new PlanningSettings { PetLigand = "PSMA-617", PetAmount_nmol = 5, OrganOfRegion = new Dictionary<string, string> { ["liver"] = "Kidney", ["kidney_left"] = "", ["kidney_right"] = "" } });
        Assert.Contains(input.Findings, f => f.Code == "MODEL.ONE_KIDNEY");
        (ModelFitDocument fit, _) = ModelFit.Run(input, null);
        Assert.Contains(fit.Findings, f => f.Code == "MODEL.MISFIT" && f.Text.Contains("kidneys in the PET", StringComparison.Ordinal));
    }

    [Fact]
    public void Assumptions_are_named()
    {
        string[] codes = [.. Input(new PlanningSettings()).Findings.Select(f => f.Code)];
        foreach (string code in (string[])["MODEL.ASSUMED_PATIENT", "MODEL.ASSUMED_TRACER", "MODEL.PSMA11", "MODEL.ASSUMED_TRACER_AMOUNT"]) Assert.Contains(code, codes);
    }

    [Fact]
    public void Without_any_organ_of_the_model_there_is_no_fit()
    {
        PetUptake pet = new("pet", "Ga-68", Injected_MBq, Time_min, [new PetRegion("bladder", RegionClass.Organ, 200, 9, 20)], []);
        ModelInput input = ModelInput.Of(new CaseSettings(), Study, pet, [], new Dictionary<string, double>());
        Assert.Equal("MODEL.NO_DATA", Assert.Throws<RefusedException>(() => ModelFit.Run(input, null)).Finding.Code);
    }

    [Fact]
    public void More_activity_than_was_injected_is_refused_with_the_organ_named()
    {
        PetUptake pet = new("pet", "Ga-68", Injected_MBq, Time_min, [new PetRegion("kidney_left", RegionClass.Organ, 150, 9000, 20)], []);
        ModelInput input = ModelInput.Of(new CaseSettings(), Study, pet, [], new Dictionary<string, double>());
        RefusedException refused = Assert.Throws<RefusedException>(() => ModelFit.Run(input, null));
        Assert.Equal("MODEL.INPUT", refused.Finding.Code);
        Assert.Contains("Kidney", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_reads_back_what_is_written()
    {
        string folder = Directory.CreateTempSubdirectory("dosimetry-fit-").FullName;
        ModelInput input = Input(new PlanningSettings { PetLigand = "PSMA-617", PetAmount_nmol = 5 });
        (ModelFitDocument document, MapResult fit) = ModelFit.Run(input, null);
        ModelFitOutput.Write(document, fit, null, input.Patient, folder);
        JsonElement Read(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, name))).RootElement;
        PbpkPatient patient = PatientFile.Read(Read(ModelFitFiles.Patient));
        Assert.Equal(input.Patient.Covariates, patient.Covariates);
        Assert.Equal(input.Patient.Volumes, patient.Volumes);
        Assert.Equal(input.Patient.Tumours, patient.Tumours);
        Assert.Equal(fit.Measurements.Select(m => m.Measurement), FitFile.ReadMeasurements(Read(ModelFitFiles.Measurements)));
        Posterior posterior = FitFile.ReadPosterior(patient, Read(ModelFitFiles.Fit));
        Assert.Equal(fit.Posterior.Names, posterior.Names);
        for (int n = 0; n < posterior.Names.Count; n++) Assert.Equal(fit.Posterior.LogMode[n], posterior.LogMode[n], 12);
        Assert.Equal(fit.Posterior.LogCovariance, posterior.LogCovariance);
        ModelFitDocument again = JsonSerializer.Deserialize<ModelFitDocument>(File.ReadAllText(Path.Combine(folder, ModelFitFiles.Document)), EngineJson.Options)!;
        Assert.Equal(document.Observations.Select(o => o.Residual), again.Observations.Select(o => o.Residual));
        Assert.Equal(document.Patient.Tumours, again.Patient.Tumours);
        TestFolder.Delete(folder);
    }

    private static readonly PbpkPatient Patient = new()
    {
        Kinetics = True, Tumours = [new Tumour("lesion_001", 0.012, 60, 0.26), new Tumour("lesion_002", 0.004, 35, 0.26)],
    };

    private static readonly ImportedStudy Study = new("", new ImportedPatient(null, null, null, null, 80, null), [], [], []);

    /// <summary>What a perfect PET would show of the patient.</summary>
    private static ModelInput Input(PlanningSettings planning)
    {
        PbpkResult seen = PbpkSimulator.Simulate(new PbpkModel(Patient), Protocol.Cycles(Label.ByName("Ga-68"), Injected_MBq, 5), [Time_min]);
        PetRegion Region(string name, RegionClass kind, double volume_ml, string organ, double share) => new(name, kind, volume_ml, share * seen.Activity_MBq(organ)[0], 10);
        PetRegion[] regions =
        [
            Region("kidney_left", RegionClass.Organ, 150, "Kidney", 150.0 / 309), Region("kidney_right", RegionClass.Organ, 159, "Kidney", 159.0 / 309),
            Region("parotid_left", RegionClass.Organ, 20.3, "Parotid", 0.5), Region("parotid_right", RegionClass.Organ, 20.3, "Parotid", 0.5),
            Region("submandibular_left", RegionClass.Organ, 15.2, "Submandibular", 1), Region("liver", RegionClass.Organ, 1533, "Liver", 1),
            Region("lesion_001", RegionClass.Lesion, 12, "lesion_001", 1), Region("lesion_002", RegionClass.Lesion, 4, "lesion_002", 1),
        ];
        return ModelInput.Of(new CaseSettings { Planning = planning }, Study, new PetUptake("pet", "Ga-68", Injected_MBq, Time_min, regions, []), [], new Dictionary<string, double>());
    }
}

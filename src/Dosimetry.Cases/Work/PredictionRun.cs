using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Planning;
using Dosimetry.Cases.Settings;
using Dosimetry.Cases.Store;
using Dosimetry.Engine;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Segment;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;
using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Cases.Work;

/// <summary>What a prediction is asked: description and settings of one case, its import, where the files go, and the device.</summary>
public sealed record PredictionRequest(CaseDescription Case, CaseSettings Settings, string ImportFolder, string OutFolder, DeviceChoice Device = DeviceChoice.Auto, int Threads = 0);

/// <summary>PET → regions → fit of the kinetic model → integrals of one cycle → dose map: what the verb and the job <c>predict</c> do.</summary>
public static class PredictionRun
{
    private const double StandardActivity_MBq = 7400, HalfLives = 10;

    /// <summary>Runs and leaves the files of <see cref="PredictionFiles"/>.</summary>
    /// <exception cref="RefusedException">The PET, the patient's values or the engine refuse.</exception>
    public static PredictionDocument Run(PredictionRequest request, IProgress<JobProgress> progress, CancellationToken cancel)
    {
        PhysicsLibrary physics = PhysicsLibrary.OpenDefault(NuclideOptions.Read(request.Case.Protocol.Daughters, request.Case.Protocol.NuclideData));
        ImportedStudy study = StudyFile.Read(request.ImportFolder);
        progress.Report(new JobProgress(0.05, "Measuring the PET"));
        PetUptake pet = PetUptake.Measure(request.Case, study, cancel);
        ModelInput input = ModelInput.Of(request.Settings, study, pet, [], new Dictionary<string, double>());
        progress.Report(new JobProgress(0.2, "Fitting the model"));
        PredictedCycle cycle = CycleOf(request.Settings, input.Patient.Ligand.Name);
        List<Finding> findings = [.. input.Findings];
        (MapResult fit, IReadOnlyList<RegionPrediction> integrals) = Integrals(input, pet, cycle, findings, cancel);
        using IVoxelDevice device = Devices.Open(request.Device, request.Threads);
        IDoseEngine engine = DoseEngines.Get(request.Case.Protocol.Engine ?? CaseSelection.DefaultEngine, physics, KernelCache.Folder);
        DosePredictionResult result = new DosePrediction(new PipelineTools(new PointKernels(physics, KernelCache.Folder), RadiobiologyTable.OpenDefault(), engine, device))
            .Compute(request.Case, study, integrals, physics.Nuclides[cycle.Nuclide], Activity.FromMBq(cycle.Activity_MBq), new Stages(progress), cancel);
        PredictionDocument document = new(PredictionDocument.Predicted, cycle, engine.Name, result.Doses, PredictionDoubts.Of(input, fit, Prior.Population(input.Patient)),
            result.Dose.EnergyBalance, [.. findings, .. result.Findings, .. result.Dose.Findings]);
        Write(document, result, request.OutFolder);
        progress.Report(new JobProgress(1, "Dose predicted"));
        return document;
    }

    /// <summary>The plan that a person chose, else what was or will be given, else the usual cycle.</summary>
    private static PredictedCycle CycleOf(CaseSettings s, string ligand)
    {
        string nuclide = s.Administration?.Nuclide ?? "Lu-177";
        if (s.Planning?.Plan is { } plan) return new PredictedCycle(ligand, nuclide, 1000 * plan.Activity_GBq, plan.Ligand_nmol, "one cycle of the chosen plan");
        return s.Administration is { Activity_MBq: > 0 } given
            ? new PredictedCycle(ligand, nuclide, given.Activity_MBq, given.Amount_nmol ?? ModelInput.UsualTherapy_nmol, "the administration of the case")
            : new PredictedCycle(ligand, nuclide, StandardActivity_MBq, ModelInput.UsualTherapy_nmol, "the usual cycle: the case states no activity");
    }

    private static (MapResult, IReadOnlyList<RegionPrediction>) Integrals(ModelInput input, PetUptake pet, PredictedCycle cycle, List<Finding> findings, CancellationToken cancel)
    {
        Measurement[] used = [.. input.Observations.Where(o => o.NotUsed is null).Select(ModelFit.MeasurementOf)];
        try
        {
            MapResult fit = MapFit.Run(input.Patient, Prior.Population(input.Patient), used, cancel);
            Label label = Label.ByName(cycle.Nuclide);
            PosteriorPrediction predicted = fit.Posterior.Predict(Protocol.Cycles(label, cycle.Activity_MBq, cycle.Ligand_nmol), [HalfLives * Math.Log(2) / label.Decay_per_min], [], cancel);
            return (fit, PredictedIntegrals.Of(input, pet, predicted, fit.Posterior.Error, findings));
        }
        catch (PbpkInputException e) { throw new RefusedException("MODEL.INPUT", e.Message); }
        catch (Exception e) when (e is PbpkFitException or SolverException) { throw new RefusedException("MODEL.NO_FIT", e.Message); }
    }

    private static void Write(PredictionDocument document, DosePredictionResult result, string folder)
    {
        NiftiFile.Write(Path.Combine(folder, PredictionFiles.Dose), result.Dose.Dose);
        NiftiFile.WriteLabels(Path.Combine(folder, PredictionFiles.Labels), LabelExport.ToLabels(result.Regions));
        Durable.WriteJson(Path.Combine(folder, PredictionFiles.Document), document);
    }

    private sealed class Stages(IProgress<JobProgress> to) : IProgress<PipelineProgress>
    {
        public void Report(PipelineProgress value) => to.Report(new JobProgress(value.Fraction, value.Stage));
    }
}

/// <summary>The job <c>predict</c>.</summary>
internal static class PredictWork
{
    public static Task RunAsync(JobContext context, CancellationToken cancel)
    {
        CaseRunRequest run = SettingsCase.Request(context);
        CaseSettings settings = Durable.ReadJson<CaseSettings>(Path.Combine(context.InputFolder, "settings.json"))!;
        PredictionRun.Run(new PredictionRequest(run.Case, settings, run.ImportFolder, run.OutFolder), context.Progress, cancel);
        return Task.CompletedTask;
    }
}

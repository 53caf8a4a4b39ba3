using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Planning;
using Dosimetry.Cases.Settings;
using Dosimetry.Cases.Store;
using Dosimetry.Engine;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Pbpk.Fit;

namespace Dosimetry.Cases.Work;

/// <summary>The individual fit of the kinetic model: regions on the PET, the curves of the SPECT where they have been computed, fit, prediction.</summary>
internal static class ModelFitWork
{
    public static Task RunAsync(JobContext context, CancellationToken cancel)
    {
        CaseSettings settings = Durable.ReadJson<CaseSettings>(Path.Combine(context.InputFolder, "settings.json"))
            ?? throw new RefusedException("JOB.NO_SETTINGS", "The job has no settings. Start it again from the case.");
        ImportedStudy study = StudyFile.Read(Path.Combine(context.InputFolder, "import"));
        context.Progress.Report(new JobProgress(0.05, "Measuring the PET"));
        PetUptake? pet = study.Series.Any(s => s.Pet is not null) ? PetUptake.Measure(SettingsCase.Request(context).Case, study, cancel) : null;
        List<RegionKinetics> spect = Prepared<List<RegionKinetics>>(context, PreparedFiles.Kinetics) ?? [];
        Dictionary<string, double> volumes_ml = Prepared<PreparedRegions>(context, PreparedFiles.Regions)?.Regions.ToDictionary(r => r.Name, r => r.Volume_ml) ?? [];
        if (pet is null && spect.Count == 0)
            throw new RefusedException("MODEL.NO_IMAGES", "The model needs a PET with Bq/ml, or SPECT whose regions and curves have been computed; this case has neither. Import a PSMA PET, or compute regions and kinetics first.");
        context.Progress.Report(new JobProgress(0.4, "Fitting the model"));
        ModelInput input = ModelInput.Of(settings, study, pet, spect, volumes_ml);
        (ModelFitDocument document, MapResult fit) = ModelFit.Run(input, Therapy(settings), cancel);
        context.Progress.Report(new JobProgress(0.8, "Fitting the PET alone"));
        ModelFitOutput.Write(document, fit, ModelFit.BeforeSpect(input, cancel), input.Patient, context.ResultFolder);
        context.Progress.Report(new JobProgress(1, "Model fitted"));
        return Task.CompletedTask;
    }

    private static (double, string, double)? Therapy(CaseSettings settings) =>
        settings.Administration is { } given ? (given.Activity_MBq, given.Nuclide, given.Amount_nmol ?? ModelInput.UsualTherapy_nmol) : null;

    private static T? Prepared<T>(JobContext context, string file) where T : class => Durable.ReadJson<T>(Path.Combine(context.InputFolder, "prepare", file));
}

using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Settings;
using Dosimetry.Cases.Store;
using Dosimetry.Cases.Uploads;
using Dosimetry.Engine;
using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom;

namespace Dosimetry.Cases.Demo;

/// <summary>
/// Makes the demo case of a new record: the DICOM files of a virtual patient go the way of any upload, then regions, curves and dose are computed by
/// jobs like anybody's. Nothing of the patient's truth enters but what a hospital knows: administration, calibration, laboratory, amounts of ligand.
/// </summary>
public sealed class DemoSetup(CaseWorkspace workspace)
{
    /// <summary>Label of the demo case.</summary>
    public const string Label = "Demo case";
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    /// <summary>The demo case, archived or not, or null.</summary>
    public CaseSummary? Find() => workspace.Cases.List(withArchived: true).FirstOrDefault(c => c.Label == Label);

    /// <summary>
    /// Makes the case out of a folder that <c>dosimetry phantom</c> wrote (dicom/ and case.json), and returns it when its dose is there.
    /// </summary>
    /// <exception cref="RefusedException">The folder lacks a part, or a job failed; the text says why.</exception>
    public async Task<CaseSummary> MakeAsync(string phantomFolder, IProgress<string> progress, CancellationToken cancel)
    {
        CaseDescription description = CaseReader.Read(File.ReadAllText(Path.Combine(phantomFolder, "case.json"))).Case;
        TruthPhysiology? known = Durable.ReadJson<Truth>(Path.Combine(phantomFolder, "truth.json"))?.Physiology;
        CaseSummary made = workspace.Cases.Create(Actor.System, Label);
        string import = await UploadAsync(made.Id, Path.Combine(phantomFolder, "dicom"), cancel);
        await FinishAsync(import, progress, cancel);
        VersionedSettings settings = workspace.Settings.Get(made.Id);
        workspace.Settings.Save(Actor.System, made.Id, settings.Settings with { Administration = Given(description, known), Calibration = Camera(description), Patient = Laboratory(known), Planning = Tracer(known) }, settings.RowVersion);
        foreach (string kind in (string[])[JobKinds.Prepare, JobKinds.ModelFit, JobKinds.Dose])
            await FinishAsync(workspace.Jobs.Start(Actor.System, made.Id, kind).Id, progress, cancel);
        return workspace.Cases.Get(made.Id);
    }

    private async Task<string> UploadAsync(string caseId, string folder, CancellationToken cancel)
    {
        Upload upload = workspace.Uploads.Begin(Actor.System, caseId);
        int number = 0;
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            await using FileStream body = File.OpenRead(file);
            await workspace.Uploads.AddFileAsync(Actor.System, upload.Id, number++, Path.GetRelativePath(folder, file), body, null, cancel);
        }
        return workspace.Uploads.Complete(Actor.System, upload.Id).JobId;
    }

    /// <summary>Moves jobs on until this one has ended; where the web app watches already, its watcher does the moving.</summary>
    private async Task FinishAsync(string jobId, IProgress<string> progress, CancellationToken cancel)
    {
        string said = "";
        while (true)
        {
            workspace.Watcher.Tick();
            JobStatus job = workspace.Jobs.Find(jobId)!;
            if (job.Progress?.Stage is { } stage && stage != said) progress.Report(said = stage);
            if (job.State == JobState.Done) return;
            if (!job.IsActive) throw new RefusedException("DEMO.JOB_FAILED", $"The {job.Kind} of the demo case ended as {job.State}: {job.Message ?? "no reason was given"}");
            await Task.Delay(Poll, cancel);
        }
    }

    private static AdministrationSettings Given(CaseDescription d, TruthPhysiology? known) => new()
    {
        Nuclide = d.Radiopharmaceutical.Nuclide ?? "Lu-177",
        Ligand = d.Radiopharmaceutical.Ligand,
        Activity_MBq = d.Radiopharmaceutical.Activity_MBq ?? throw Missing("radiopharmaceutical.activity_MBq"),
        InjectionTime = d.Radiopharmaceutical.InjectionTime ?? throw Missing("radiopharmaceutical.injectionTime"),
        Amount_nmol = d.Radiopharmaceutical.Amount_nmol ?? known?.Protocol.TherapyLigand_nmol,
    };

    /// <summary>Kidney function and haematocrit as a laboratory reports them; the counts are those of an ordinary patient.</summary>
    private static PatientSettings Laboratory(TruthPhysiology? known) => new()
    {
        Age_y = known?.Patient.Covariates.Age_y ?? 70, Haematocrit = Math.Round(known?.Patient.Covariates.Haematocrit ?? 0.39, 3),
        Gfr_ml_per_min = Math.Round(1000 * (known?.Patient.Covariates.Gfr_L_per_min ?? 0.085)), GfrIsIndexed = false, Psa_ug_per_L = 48, Leucocytes_1e9_per_L = 6.1, Platelets_1e9_per_L = 212,
    };

    /// <summary>The virtual tracer binds about as PSMA-617 does; the model's PSMA-11 is a placeholder that does not.</summary>
    private static PlanningSettings Tracer(TruthPhysiology? known) => new() { PetLigand = "PSMA-617", PetAmount_nmol = known?.Protocol.TracerLigand_nmol };

    private static SpectCalibration Camera(CaseDescription d) => d.Calibration is { Sensitivity_cps_per_MBq: { } sensitivity } c
        ? new SpectCalibration(sensitivity, c.PerHead ?? true, c.Heads, c.RelSigma ?? 0.05, c.Duration_s)
        : throw Missing("calibration.sensitivity_cps_per_MBq");

    private static RefusedException Missing(string field) => new("DEMO.INCOMPLETE", $"The virtual patient's case.json lacks {field}. Make the folder again with `dosimetry phantom`.");
}

using Dosimetry.Cases;
using Dosimetry.Cases.Demo;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Settings;
using Dosimetry.Cases.Uploads;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>
/// Cases of the running program in the state a test needs, made through the record beside it: the program's own watcher runs their jobs with the real
/// dosimetry program. One computed case serves all tests.
/// </summary>
public sealed class ReadyCase : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120), Poll = TimeSpan.FromMilliseconds(200);
    private CaseWorkspace? _record;

    /// <summary>The patient of all of them.</summary>
    public VirtualPatient Patient { get; } = new();

    /// <summary>The record of the running program.</summary>
    public CaseWorkspace RecordOf(SignedInApp app) =>
        _record ??= new CaseWorkspace(new CasesOptions { DataFolder = app.App.DataFolder, CliProgram = TestFiles.RealTool, DiskReserveBytes = 0 }, TimeProvider.System);

    /// <summary>A case with its dose: the first there is, else one made like the demo case.</summary>
    public async Task<CaseSummary> ComputedAsync(SignedInApp app)
    {
        CaseWorkspace record = RecordOf(app);
        return record.Cases.List().FirstOrDefault(c => c.NextStep == NextStep.Report)
            ?? await new DemoSetup(record).MakeAsync(Patient.Folder, new Progress<string>(), new CancellationTokenSource(Limit).Token);
    }

    /// <summary>A case with its dose and a fitted kinetic model: the first there is, else one made like the demo case.</summary>
    public async Task<CaseSummary> FittedAsync(SignedInApp app)
    {
        CaseWorkspace record = RecordOf(app);
        return record.Cases.List().FirstOrDefault(c => record.Results.Latest(c.Id, JobKinds.ModelFit) is not null)
            ?? await new DemoSetup(record).MakeAsync(Patient.Folder, new Progress<string>(), new CancellationTokenSource(Limit).Token);
    }

    /// <summary>A case with the virtual patient's images and nothing else.</summary>
    public async Task<CaseSummary> ImportedAsync(SignedInApp app, string label)
    {
        CaseWorkspace record = RecordOf(app);
        CaseSummary made = record.Cases.Create(Actor.System, label);
        Upload upload = record.Uploads.Begin(Actor.System, made.Id);
        int number = 0;
        foreach (string file in Directory.EnumerateFiles(Patient.Dicom, "*", SearchOption.AllDirectories))
        {
            await using FileStream body = File.OpenRead(file);
            await record.Uploads.AddFileAsync(Actor.System, upload.Id, number++, Path.GetFileName(file), body, null, default);
        }
        await EndAsync(app, record.Uploads.Complete(Actor.System, upload.Id).JobId);
        return record.Cases.Get(made.Id);
    }

    /// <summary>Waits until a job has ended.</summary>
    public async Task<JobStatus> EndAsync(SignedInApp app, string jobId)
    {
        using CancellationTokenSource patience = new(Limit);
        while (RecordOf(app).Jobs.Find(jobId) is { IsActive: true }) await Task.Delay(Poll, patience.Token);
        return RecordOf(app).Jobs.Find(jobId)!;
    }

    /// <summary>Changes the settings of a case behind the pages' back.</summary>
    public void Save(SignedInApp app, string caseId, Func<CaseSettings, CaseSettings> change)
    {
        VersionedSettings now = RecordOf(app).Settings.Get(caseId);
        RecordOf(app).Settings.Save(Actor.System, caseId, change(now.Settings), now.RowVersion);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _record?.Dispose();
        Patient.Dispose();
    }
}

using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Settings;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Tests.Jobs;

/// <summary>Which result belongs to the case as it is now: hashes of inputs decide, not the clock.</summary>
public sealed class ResultChainTests : IDisposable
{
    private readonly WatchedRecord _w = new();

    public void Dispose() => _w.Dispose();

    [Fact]
    public void Work_is_refused_until_what_it_reads_exists()
    {
        Assert.Equal("JOB.NO_FILES", Refusal(JobKinds.Import));
        Assert.Equal("JOB.NEEDS_IMPORT", Refusal(JobKinds.Prepare));
        Run(_w.StartedImport());
        Assert.Equal("JOB.NEEDS_PREPARE", Refusal(JobKinds.Dose));
        Assert.Equal("JOB.UNKNOWN_KIND", Refusal("mystery"));
    }

    [Fact]
    public void Another_engine_makes_the_dose_stale_but_not_the_curves()
    {
        PrepareAndDose();
        Save(s => s with { Protocol = s.Protocol with { Engine = "local" } });

        Assert.False(_w.Workspace.Results.Latest(_w.CaseId, JobKinds.Prepare)!.IsStale);
        Assert.True(_w.Workspace.Results.Latest(_w.CaseId, JobKinds.Dose)!.IsStale);
    }

    [Fact]
    public void Another_activity_makes_everything_stale_and_going_back_makes_it_fresh_again()
    {
        PrepareAndDose();
        CaseSettings before = _w.Workspace.Settings.Get(_w.CaseId).Settings;
        Save(s => s with { Administration = new() { Activity_MBq = 7400 } });
        Assert.True(_w.Workspace.Results.Latest(_w.CaseId, JobKinds.Prepare)!.IsStale);
        Assert.Equal("JOB.NEEDS_PREPARE", Refusal(JobKinds.Dose));

        Save(_ => before);
        Assert.False(_w.Workspace.Results.Latest(_w.CaseId, JobKinds.Dose)!.IsStale);
    }

    [Fact, Trait("REQ", "D4")]
    public void A_changed_byte_is_found_and_never_used()
    {
        PrepareAndDose();
        CaseResult prepared = _w.Workspace.Results.Latest(_w.CaseId, JobKinds.Prepare)!;
        Assert.True(_w.Workspace.Check.Run(null, default).Intact);
        string path = _w.Workspace.Results.VerifiedFile(prepared, "sub/kinetics.json")!;
        File.WriteAllText(path, "flipped");

        Assert.Equal("STORE.FILE_CHANGED", Assert.Throws<RefusedException>(() => _w.Workspace.Results.VerifiedFile(prepared, "sub/kinetics.json")).Finding.Code);
        var damaged = Assert.Single(_w.Workspace.Check.Run(null, default).Damaged);
        Assert.Equal((_w.CaseId, $"results/{prepared.Id}", "sub/kinetics.json", "changed"), (damaged.CaseId, damaged.Place, damaged.Name, damaged.Problem));
        Save(s => s with { Protocol = s.Protocol with { Engine = "local" } }); // a new dose job reads the damaged curves
        JobFolder job = Start(JobKinds.Dose);
        JobPart part = _w.Runner.Work(job, Write("dose.nii.gz"));
        Assert.Equal((PartOutcome.Refused, "JOB.INPUT_CHANGED"), (part.Outcome, part.Finding!.Code));
    }

    [Fact]
    public void A_done_job_whose_result_was_damaged_can_be_done_again()
    {
        PrepareAndDose();
        CaseResult dose = _w.Workspace.Results.Latest(_w.CaseId, JobKinds.Dose)!;
        Assert.Equal(dose.Id, _w.Workspace.Jobs.Start(TestRecord.Anna, _w.CaseId, JobKinds.Dose).Id);
        File.Delete(Path.Combine(dose.Folder, "dose.nii.gz"));

        JobFolder again = Start(JobKinds.Dose);
        Run(again, Write("dose.nii.gz"));

        Assert.Equal(again.Describe().Id, _w.Workspace.Results.Latest(_w.CaseId, JobKinds.Dose)!.Id);
    }

    [Fact]
    public void Only_names_of_the_manifest_become_paths()
    {
        PrepareAndDose();
        CaseResult dose = _w.Workspace.Results.Latest(_w.CaseId, JobKinds.Dose)!;
        Assert.Null(_w.Workspace.Results.VerifiedFile(dose, "../../../record.db"));
        Assert.Null(_w.Workspace.Results.VerifiedFile(dose, "/etc/passwd"));
        Assert.NotNull(_w.Workspace.Results.VerifiedFile(dose, "dose.nii.gz"));
    }

    private void PrepareAndDose()
    {
        Run(_w.StartedImport());
        Save(s => s with { Administration = new() { Activity_MBq = 7000 } });
        Run(Start(JobKinds.Prepare), Write("sub/kinetics.json"));
        Run(Start(JobKinds.Dose), Write("dose.nii.gz"));
        Assert.Equal(NextStep.Report, _w.Workspace.Cases.Get(_w.CaseId).NextStep);
    }

    private void Run(JobFolder job, JobAction? action = null)
    {
        _w.Runner.Work(job, action ?? WatchedRecord.WriteImport);
        _w.Watcher.Tick();
        Assert.Equal(JobState.Done, _w.Status(job).State);
    }

    private JobFolder Start(string kind)
    {
        JobStatus job = _w.Workspace.Jobs.Start(TestRecord.Anna, _w.CaseId, kind);
        _w.Watcher.Tick();
        _w.Record.Time.Advance(TimeSpan.FromSeconds(1));
        return _w.Record.JobFolder(job.Id);
    }

    private static JobAction Write(string name) => (context, _) =>
    {
        Assert.True(File.Exists(Path.Combine(context.InputFolder, "import", "import.json")));
        Assert.True(File.Exists(Path.Combine(context.InputFolder, "settings.json")));
        string path = Path.Combine(context.ResultFolder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "result");
        return Task.CompletedTask;
    };

    private void Save(Func<CaseSettings, CaseSettings> change)
    {
        VersionedSettings now = _w.Workspace.Settings.Get(_w.CaseId);
        _w.Workspace.Settings.Save(TestRecord.Anna, _w.CaseId, change(now.Settings), now.RowVersion);
    }

    private string Refusal(string kind) =>
        Assert.Throws<RefusedException>(() => _w.Workspace.Jobs.Start(TestRecord.Anna, _w.CaseId, kind)).Finding.Code;
}

using Dosimetry.Cases.Jobs;

namespace Dosimetry.Cases.Tests.Jobs;

/// <summary>A record whose jobs are run by the test.</summary>
internal sealed class WatchedRecord : IDisposable
{
    public WatchedRecord(int slots = 2, Func<CasesOptions, CasesOptions>? with = null)
    {
        Record = new TestRecord(with: with);
        Runner = new FakeRunner(slots);
        CaseWorkspace w = Record.Workspace;
        Watcher = new JobWatcher(w.Database, w.Root, Runner, new JobCommit(w.Database, w.Audit, w.Root, w.Cases, Record.Time), Record.Options, Record.Time);
        CaseId = Record.NewCase();
    }

    public TestRecord Record { get; }
    public FakeRunner Runner { get; }
    public JobWatcher Watcher { get; }
    public string CaseId { get; }
    public CaseWorkspace Workspace => Record.Workspace;

    /// <summary>Uploads a file and returns its import job, started.</summary>
    public JobFolder StartedImport(string text = "bytes", string? caseId = null)
    {
        Record.Time.Advance(TimeSpan.FromMilliseconds(1)); // identifiers sort by time
        string jobId = Record.Upload(caseId ?? CaseId, text).JobId;
        Watcher.Tick();
        return Record.JobFolder(jobId);
    }

    public JobStatus Status(JobFolder job) => Workspace.Jobs.Find(job.Describe().Id)!;

    /// <summary>An import that succeeds.</summary>
    public static Task WriteImport(JobContext context, CancellationToken cancel)
    {
        File.WriteAllText(Path.Combine(context.ResultFolder, "import.json"), """
            { "folder": "", "patient": {}, "series": [], "structureSets": [],
              "findings": [ { "severity": "info", "code": "IMPORT.TEST", "text": "seen" } ] }
            """);
        return Task.CompletedTask;
    }

    public void Dispose() => Record.Dispose();
}

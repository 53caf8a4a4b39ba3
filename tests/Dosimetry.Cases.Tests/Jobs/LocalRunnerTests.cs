using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Tools;

namespace Dosimetry.Cases.Tests.Jobs;

/// <summary>Real processes: the built <c>dosimetry</c> works on job folders.</summary>
public sealed class LocalRunnerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // a busy machine; the test ends as soon as the state is there
    private readonly TestRecord _record = new(time: TimeProvider.System);
    private readonly string _caseId;

    public LocalRunnerTests() => _caseId = _record.NewCase();

    public void Dispose() => _record.Dispose();

    [Fact, Trait("REQ", "P3")]
    public async Task A_text_file_is_refused_by_the_child_with_a_reason_and_this_process_lives_on()
    {
        string jobId = _record.Upload(_caseId, "this is no image").JobId;
        JobStatus status = await WaitAsync(jobId, job => !job.IsActive);
        Assert.Equal(JobState.Failed, status.State);
        Assert.Contains("file 0: Not a DICOM file", status.Message);
        Assert.Equal(1, status.Attempts); // an answer, not a crash of the shard
        Assert.Null(_record.Workspace.Results.Import(_caseId));
    }

    [Fact, Trait("REQ", "D2")]
    public async Task A_shard_outlives_the_program_that_started_it_and_the_next_one_finds_it()
    {
        string jobId = _record.Upload(_caseId, "this is no image").JobId;
        _record.Workspace.Watcher.Tick();
        _record.Restart();
        JobStatus status = await WaitAsync(jobId, job => !job.IsActive);
        Assert.Equal(JobState.Failed, status.State);
        Assert.Contains("started", File.ReadAllText(Path.Combine(_record.JobFolder(jobId).Path, "events.jsonl")));
    }

    [Fact]
    public async Task A_hanging_process_is_found_by_its_lock_and_ended_by_force()
    {
        JobFolder job = _record.JobFolder(_record.Upload(_caseId, "bytes").JobId);
        string script = WriteScript($"exec 9>'{job.Path}/lock/0000'; flock -n 9; echo started >&2; sleep 60");
        using LocalRunner runner = new(CliProgram.Locate(script), 1);
        runner.Submit(job, [0]);
        await UntilAsync(() => File.Exists(job.Log(0)) && job.IsHeld(0));
        Assert.Equal([0], runner.Observe(job));

        runner.Cancel(job);
        await UntilAsync(() => runner.Observe(job).Count == 0);
        Assert.False(job.IsHeld(0));
        Assert.Contains("started", File.ReadAllText(job.Log(0)));
    }

    private string WriteScript(string body)
    {
        string path = Path.Combine(_record.Folder, "program.sh");
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private async Task<JobStatus> WaitAsync(string jobId, Func<JobStatus, bool> reached)
    {
        JobStatus status = null!;
        await UntilAsync(() =>
        {
            _record.Workspace.Watcher.Tick();
            return reached(status = _record.Workspace.Jobs.Find(jobId)!);
        });
        return status;
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        using CancellationTokenSource limit = new(Patience);
        while (!reached()) await Task.Delay(50, limit.Token);
    }
}

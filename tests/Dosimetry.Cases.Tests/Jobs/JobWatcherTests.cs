using Dosimetry.Cases.Jobs;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Tests.Jobs;

public sealed class JobWatcherTests : IDisposable
{
    private readonly WatchedRecord _w = new();

    public void Dispose() => _w.Dispose();

    [Fact]
    public void A_finished_import_moves_into_the_case_and_the_case_goes_on()
    {
        JobFolder job = _w.StartedImport();
        Assert.Equal(JobState.Running, _w.Status(job).State);
        _w.Runner.Work(job, WatchedRecord.WriteImport);
        _w.Watcher.Tick();

        Assert.Equal(JobState.Done, _w.Status(job).State);
        CaseImport import = _w.Workspace.Results.Import(_w.CaseId)!;
        Assert.Equal("IMPORT.TEST", Assert.Single(import.Study.Findings).Code);
        Assert.Equal(_w.Workspace.Root.CaseImport(_w.CaseId), import.Study.Folder);
        CaseSummary summary = _w.Workspace.Cases.Get(_w.CaseId);
        Assert.Equal((CaseState.InWork, NextStep.Administration), (summary.State, summary.NextStep));
        Assert.Equal(1, _w.Workspace.Audit.List().Count(e => e.Action == "result.add"));
    }

    [Fact, Trait("REQ", "D2")]
    public void A_shard_that_dies_is_started_again_and_gives_up_after_three_attempts()
    {
        JobFolder job = _w.StartedImport();
        File.WriteAllText(job.Log(0), "Stack overflow.");
        for (int attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal((JobState.Running, (long)attempt), (_w.Status(job).State, _w.Status(job).Attempts));
            _w.Runner.Die(job);
            _w.Watcher.Tick();
        }

        JobStatus status = _w.Status(job);
        Assert.Equal(JobState.Failed, status.State);
        Assert.Contains("3 times", status.Message);
        Assert.Contains("Stack overflow.", status.Message);
        Assert.Equal(3, _w.Runner.Submitted.Count);
    }

    [Fact, Trait("REQ", "D2")]
    public void A_shard_killed_once_finishes_with_the_same_result_as_an_undisturbed_one()
    {
        JobFolder killed = _w.StartedImport("same bytes");
        Directory.CreateDirectory(killed.Work(0));
        File.WriteAllText(Path.Combine(killed.Work(0), "half-written.nii.gz"), "torn");
        _w.Runner.Die(killed);
        _w.Watcher.Tick();
        JobPart disturbed = _w.Runner.Work(killed, WatchedRecord.WriteImport);
        _w.Watcher.Tick();

        JobFolder calm = _w.StartedImport("same bytes", _w.Record.NewCase());
        JobPart undisturbed = _w.Runner.Work(calm, WatchedRecord.WriteImport);

        Assert.Equal(undisturbed.Files, disturbed.Files);
        Assert.Equal((JobState.Done, 2L), (_w.Status(killed).State, _w.Status(killed).Attempts));
    }

    [Fact, Trait("REQ", "D2")]
    public void A_shard_whose_heartbeat_is_stale_is_killed_and_started_again()
    {
        JobFolder job = _w.StartedImport();
        job.Write(0, new JobBeat(_w.Record.Time.GetUtcNow() + TimeSpan.FromSeconds(1), 0, new JobProgress(0.3, "stuck")));
        Wait(10);
        Wait(5.9); // 14.9 s after the beat
        Assert.Empty(_w.Runner.Killed);

        _w.Record.Time.Advance(TimeSpan.FromSeconds(0.2));
        _w.Watcher.Tick();
        Assert.Single(_w.Runner.Killed);
        _w.Watcher.Tick();
        Assert.Equal((JobState.Running, 2L), (_w.Status(job).State, _w.Status(job).Attempts));
    }

    [Fact]
    public void A_machine_that_slept_gives_its_shards_time_to_beat_again()
    {
        JobFolder job = _w.StartedImport();
        Wait(3600);
        Wait(14);
        Assert.Empty(_w.Runner.Killed);
        Wait(2);
        Assert.Single(_w.Runner.Killed);
        Assert.Equal(JobState.Running, _w.Status(job).State);
    }

    private void Wait(double seconds)
    {
        _w.Record.Time.Advance(TimeSpan.FromSeconds(seconds));
        _w.Watcher.Tick();
    }

    [Fact]
    public void A_refused_input_fails_at_once_with_its_reason_and_the_files_own_name()
    {
        JobFolder job = _w.StartedImport("text");
        string stored = _w.Workspace.Cases.Files(_w.CaseId).Single().Sha256;
        _w.Runner.Work(job, (_, _) => throw new RefusedException("IMPORT.NOT_DICOM", $"{stored} is not an image."));
        _w.Watcher.Tick();

        JobStatus status = _w.Status(job);
        Assert.Equal((JobState.Failed, "file 0 is not an image.", 1L), (status.State, status.Message, status.Attempts));
        Assert.Null(_w.Workspace.Results.Import(_w.CaseId));
    }

    [Fact]
    public void Waiting_jobs_start_as_slots_become_free()
    {
        JobFolder[] jobs = [.. Enumerable.Range(0, 4).Select(i => _w.StartedImport($"bytes {i}", _w.Record.NewCase()))];
        Assert.Equal([JobState.Running, JobState.Running, JobState.Queued, JobState.Queued], jobs.Select(j => _w.Status(j).State));

        _w.Runner.Work(jobs[0], WatchedRecord.WriteImport);
        _w.Watcher.Tick(); // settles the first and fills its slot
        Assert.Equal([JobState.Done, JobState.Running, JobState.Running, JobState.Queued], jobs.Select(j => _w.Status(j).State));
    }

    [Fact]
    public void A_cancelled_job_leaves_no_result_even_when_it_finishes_first()
    {
        JobFolder job = _w.StartedImport();
        _w.Workspace.Jobs.Cancel(TestRecord.Anna, job.Describe().Id);
        Assert.Equal(JobState.Cancelling, _w.Status(job).State);
        Assert.True(job.IsCancelRequested);
        _w.Runner.Die(job);
        _w.Watcher.Tick();

        Assert.Equal(JobState.Cancelled, _w.Status(job).State);
        Assert.Null(_w.Workspace.Results.Import(_w.CaseId));
    }

    [Fact]
    public void What_a_killed_or_cancelled_work_kept_is_there_for_the_next()
    {
        JobFolder job = _w.StartedImport();
        JobAction keeps = async (context, cancel) =>
        {
            File.WriteAllText(Path.Combine(context.CheckpointFolder, "tallies"), "half");
            await Task.Delay(Timeout.Infinite, cancel);
        };
        _w.Workspace.Jobs.Cancel(TestRecord.Anna, job.Describe().Id);
        _w.Runner.Work(job, keeps);
        _w.Watcher.Tick();
        Assert.Equal(JobState.Cancelled, _w.Status(job).State);

        _w.Record.Time.Advance(TimeSpan.FromMilliseconds(1));
        JobFolder next = _w.Record.JobFolder(_w.Workspace.Jobs.Start(TestRecord.Ben, _w.CaseId, JobKinds.Import).Id);
        _w.Watcher.Tick();
        _w.Runner.Die(next); // a kill between two attempts loses nothing
        _w.Watcher.Tick();
        string? found = null;
        _w.Runner.Work(next, (context, cancel) =>
        {
            found = File.ReadAllText(Path.Combine(context.CheckpointFolder, "tallies"));
            return WatchedRecord.WriteImport(context, cancel);
        });
        Assert.Equal("half", found);
        Assert.False(Directory.Exists(job.Checkpoints(0)));
    }

    [Fact]
    public void A_shard_that_does_not_answer_a_cancel_is_killed_after_two_seconds()
    {
        JobFolder job = _w.StartedImport();
        _w.Workspace.Jobs.Cancel(TestRecord.Anna, job.Describe().Id);
        _w.Watcher.Tick();
        Assert.Empty(_w.Runner.Killed);
        _w.Record.Time.Advance(TimeSpan.FromSeconds(2.1));
        _w.Watcher.Tick();
        _w.Watcher.Tick();
        Assert.Single(_w.Runner.Killed);
        Assert.Equal(JobState.Cancelled, _w.Status(job).State);
    }

    [Fact, Trait("REQ", "C4")]
    public void The_same_work_asked_twice_is_one_job_until_it_fails()
    {
        JobFolder job = _w.StartedImport();
        string id = job.Describe().Id;
        Assert.Equal(id, _w.Workspace.Jobs.Start(TestRecord.Ben, _w.CaseId, JobKinds.Import).Id);
        _w.Runner.Work(job, (_, _) => throw new InvalidOperationException("disk on fire"));
        _w.Watcher.Tick();
        Assert.Equal("The computation failed: disk on fire", _w.Status(job).Message);

        Assert.NotEqual(id, _w.Workspace.Jobs.Start(TestRecord.Ben, _w.CaseId, JobKinds.Import).Id);
    }

    [Fact, Trait("REQ", "D1")]
    public void A_kill_between_the_folder_and_the_row_is_made_good()
    {
        JobFolder job = _w.StartedImport();
        _w.Runner.Work(job, WatchedRecord.WriteImport);
        Directory.Move(job.Result, _w.Workspace.Root.CaseImport(_w.CaseId)); // the rename happened, then the program was killed
        _w.Watcher.Tick();

        Assert.Equal(JobState.Done, _w.Status(job).State);
        Assert.NotNull(_w.Workspace.Results.Import(_w.CaseId));
    }

    [Fact]
    public void Only_one_watcher_acts_at_a_time()
    {
        string jobId = _w.Record.Upload(_w.CaseId, "bytes").JobId;
        using (new FileStream(Path.Combine(_w.Workspace.Root.JobsFolder, "watcher.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            _w.Watcher.Tick();
        Assert.Equal(JobState.Queued, _w.Workspace.Jobs.Find(jobId)!.State);
        _w.Watcher.Tick();
        Assert.Equal(JobState.Running, _w.Workspace.Jobs.Find(jobId)!.State);
    }
}

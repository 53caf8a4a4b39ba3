using System.Globalization;
using Dosimetry.Cases.Store;

namespace Dosimetry.Cases.Jobs;

/// <summary>
/// Moves jobs on: starts what waits, commits what is done, starts again what died, gives up after some attempts. All of it follows from the job folders, so a
/// restart loses nothing. One watcher acts at a time (lock file in the jobs folder); the host runs <see cref="RunAsync"/> in the background.
/// </summary>
public sealed class JobWatcher
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(2);
    private const int LogCharacters = 600;

    private readonly Database _database;
    private readonly DataRoot _root;
    private readonly IJobRunner _runner;
    private readonly JobCommit _commit;
    private readonly CasesOptions _options;
    private readonly TimeProvider _time;
    private DateTimeOffset _lastRound = DateTimeOffset.MinValue, _awakeSince;

    internal JobWatcher(Database database, DataRoot root, IJobRunner runner, JobCommit commit, CasesOptions options, TimeProvider time) =>
        (_database, _root, _runner, _commit, _options, _time) = (database, root, runner, commit, options, time);

    /// <summary>Looks after the jobs until cancelled. <paramref name="onError"/> hears what went wrong in a round; the next round tries again.</summary>
    public async Task RunAsync(Action<Exception> onError, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                Tick();
            }
            catch (Exception e)
            {
                onError(e); // a full disk or a database that is away must not end the watcher
            }
            await Task.Delay(Period, _time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One round over all active jobs.</summary>
    public void Tick()
    {
        using FileStream? mine = TakeLock();
        if (mine is null) return;
        NoteSleep();
        IReadOnlyList<ActiveJob> jobs = _database.Read(scope => scope.Rows<ActiveJob>("""
            select id, case_id, kind, state, attempts, changed_at from job where state in ('Queued', 'Running', 'Cancelling') order by id
            """));
        int busy = 0;
        foreach (ActiveJob job in jobs.OrderBy(j => j.State == JobState.Queued)) busy += Step(job, busy < _runner.Slots) ? 1 : 0;
    }

    // After a restart, or when the machine slept, every heartbeat is old although nobody is to blame: silence counts from here.
    private void NoteSleep()
    {
        DateTimeOffset now = _time.GetUtcNow();
        if (now - _lastRound > _options.HeartbeatLimit) _awakeSince = now;
        _lastRound = now;
    }

    /// <summary>One job; true while it takes a slot.</summary>
    private bool Step(ActiveJob job, bool slotFree)
    {
        JobFolder folder = new(_root.Job(job.Id));
        if (!Directory.Exists(folder.Path)) return End(job, JobState.Failed, "The folder of this job has gone. Start it again.");
        bool alive = _runner.Observe(folder).Count > 0;
        if (alive) return Watch(job, folder);
        if (folder.Part(0) is { } part) return Settle(job, folder, part);
        if (folder.IsCancelRequested || job.State == JobState.Cancelling) return End(job, JobState.Cancelled, null);
        if (job.State == JobState.Queued) return slotFree && Submit(job, folder);
        return job.Attempts < _options.JobAttempts ? Submit(job, folder) : GiveUp(job, folder);
    }

    private bool Watch(ActiveJob job, JobFolder folder)
    {
        DateTimeOffset now = _time.GetUtcNow();
        // A process that has not written its first beat yet is measured from its start.
        DateTimeOffset lastSign = new[] { folder.Beat(0)?.Utc ?? default, job.ChangedAt, _awakeSince }.Max();
        bool hung = now - lastSign > _options.HeartbeatLimit;
        bool deaf = job.State == JobState.Cancelling && now - job.ChangedAt > CancelLimit;
        if (deaf && !folder.IsCancelRequested) folder.RequestCancel(); // the web process died between the row and the marker
        if (hung || deaf)
        {
            folder.Tell(new JobEvent(now, "killed", hung ? "heartbeat too old" : "cancel not answered"));
            _runner.Cancel(folder);
        }
        return true;
    }

    private bool Submit(ActiveJob job, JobFolder folder)
    {
        _database.Write(scope => scope.Do(
            "update job set state = 'Running', attempts = attempts + 1, changed_at = @now where id = @Id and state in ('Queued', 'Running')",
            new { job.Id, now = _time.GetUtcNow() }));
        folder.Tell(new JobEvent(_time.GetUtcNow(), "submitted", string.Create(CultureInfo.InvariantCulture, $"attempt {job.Attempts + 1}")));
        _runner.Submit(folder, [0]);
        return true;
    }

    private bool Settle(ActiveJob job, JobFolder folder, JobPart part)
    {
        switch (part.Outcome)
        {
            case PartOutcome.Done when folder.IsCancelRequested: return End(job, JobState.Cancelled, null);
            case PartOutcome.Done: _commit.Commit(job.Id, job.CaseId, job.Kind, folder, part); return false;
            case PartOutcome.Cancelled: return End(job, JobState.Cancelled, null);
            default: return End(job, JobState.Failed, part.Finding?.Text ?? "The computation failed.");
        }
    }

    private bool GiveUp(ActiveJob job, JobFolder folder)
    {
        string log = JobDesk.ReadTail(folder.Log(0), LogCharacters).Trim();
        string why = log.Length == 0 ? "It left no message." : $"Its last words: {log}";
        return End(job, JobState.Failed, string.Create(CultureInfo.InvariantCulture, $"The computation ended by itself {job.Attempts} times. {why}"));
    }

    private bool End(ActiveJob job, JobState state, string? message)
    {
        _commit.End(job.Id, job.CaseId, state, message);
        return false;
    }

    private FileStream? TakeLock()
    {
        try
        {
            return new FileStream(Path.Combine(_root.JobsFolder, "watcher.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null; // another web process watches
        }
    }

    private sealed record ActiveJob
    {
        public string Id { get; init; } = "";
        public string CaseId { get; init; } = "";
        public string Kind { get; init; } = "";
        public JobState State { get; init; }
        public long Attempts { get; init; }
        public DateTimeOffset ChangedAt { get; init; }
    }
}

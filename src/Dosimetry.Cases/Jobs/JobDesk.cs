using System.Text;
using Dosimetry.Cases.Audit;
using Dosimetry.Cases.Store;
using Dosimetry.Cases.Work;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Jobs;

/// <summary>Asking for jobs, stopping them, and looking at them. The work itself is moved on by <see cref="JobWatcher"/>.</summary>
public sealed class JobDesk(
    Database database, AuditTrail audit, DataRoot root, CasesOptions options, TimeProvider time, Action<string, string> requireUsable)
{
    private const string Columns = "id, case_id, kind, state, attempts, message, created_at, created_by, changed_at";
    private readonly JobInputs _inputs = new(root);

    /// <summary>
    /// Asks for work on a case as it is now. The same kind on the same inputs is one job: while it waits, works or is done, asking again returns it.
    /// </summary>
    /// <exception cref="RefusedException">CASE.*, JOB.NO_FILES, JOB.NEEDS_IMPORT, JOB.NEEDS_PREPARE, JOB.OPEN_ERROR, JOB.TOO_MANY, STORE.DISK_RESERVE.</exception>
    public JobStatus Start(Actor actor, string caseId, string kind) => Start(actor, caseId, kind, scope => _inputs.Collect(scope, caseId, kind));

    /// <summary>Asks for a comparison of two dose results of a case.</summary>
    /// <exception cref="RefusedException">CASE.*, COMPARE.NO_DOSE, COMPARE.SAME_DOSE, JOB.TOO_MANY, STORE.DISK_RESERVE.</exception>
    public JobStatus StartComparison(Actor actor, string caseId, ComparisonRequest request) =>
        Start(actor, caseId, JobKinds.Compare, scope => _inputs.Comparison(scope, caseId, request));

    private JobStatus Start(Actor actor, string caseId, string kind, Func<StoreScope, IReadOnlyList<JobInput>> collect)
    {
        requireUsable(caseId, kind);
        IReadOnlyList<JobInput> inputs = database.Read(scope =>
        {
            CaseCatalogue.RequireOpen(scope, caseId);
            return collect(scope);
        });
        string key = JobInputs.Key(kind, inputs) + caseId;
        if (FindByKey(key) is { } same && !GiveUpDamaged(same)) return same;
        root.RequireSpace(0);
        string id = Ulid.New(time.GetUtcNow());
        JobInputs.Lay(new JobFolder(root.Job(id)), id, kind, inputs, kind == JobKinds.Import ? ImportLimit_s(caseId) : null);
        AdoptCheckpoints(caseId, kind, new JobFolder(root.Job(id)));
        bool first = database.Write(scope => Insert(scope, actor, id, caseId, kind, key));
        if (!first) Directory.Delete(root.Job(id), recursive: true);
        return FindByKey(key)!;
    }

    /// <summary>Asks a job to stop. It answers within 2 s; a job that has ended is left as it is.</summary>
    public void Cancel(Actor actor, string jobId)
    {
        bool active = database.Write(scope =>
        {
            bool changed = scope.Do(
                "update job set state = 'Cancelling', changed_at = @now where id = @jobId and state in ('Queued', 'Running')", new { jobId, now = time.GetUtcNow() }) == 1;
            if (changed) audit.Append(scope, actor, "job.cancel", "job", jobId);
            return changed;
        });
        if (active) new JobFolder(root.Job(jobId)).RequestCancel();
    }

    /// <summary>One job, or null.</summary>
    public JobStatus? Find(string jobId) => database.Read(scope => WithProgress(scope.Row<JobStatus>($"select {Columns} from job where id = @jobId", new { jobId })));

    /// <summary>All jobs, newest first, active ones before ended ones.</summary>
    public IReadOnlyList<JobStatus> List(int count = 200) => Rows("", new { count });

    /// <summary>Jobs of a case, newest first, active ones before ended ones.</summary>
    public IReadOnlyList<JobStatus> ListOfCase(string caseId, int count = 50) => Rows("where case_id = @caseId", new { caseId, count });

    /// <summary>The end of what a job wrote to its log, for the "log" link of the jobs page.</summary>
    public string LogTail(string jobId, int characters = 8000) => ReadTail(new JobFolder(root.Job(jobId)).Log(0), characters);

    internal static string ReadTail(string path, int characters)
    {
        if (!File.Exists(path)) return "";
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(-Math.Min(characters, stream.Length), SeekOrigin.End);
        return new StreamReader(stream, Encoding.UTF8).ReadToEnd();
    }

    private JobStatus? FindByKey(string key) => database.Read(scope =>
        WithProgress(scope.Row<JobStatus>($"select {Columns} from job where idempotency_key = @key", new { key })));

    /// <summary>A job that was cancelled or failed hands what it kept of its work to the next one on the same inputs.</summary>
    private void AdoptCheckpoints(string caseId, string kind, JobFolder folder)
    {
        JobDescription wanted = folder.Describe();
        IReadOnlyList<string> ended = database.Read(scope => scope.Rows<string>(
            "select id from job where case_id = @caseId and kind = @kind and state in ('Cancelled', 'Failed') order by id desc", new { caseId, kind }));
        JobFolder? earlier = ended.Select(id => new JobFolder(root.Job(id))).FirstOrDefault(f =>
            Directory.Exists(f.Checkpoints(0)) && !f.IsHeld(0) && f.Describe().Inputs.ToHashSet().SetEquals(wanted.Inputs));
        if (earlier is null) return;
        DataRoot.CreateFolder(Path.GetDirectoryName(folder.Checkpoints(0))!);
        Durable.MoveFolder(earlier.Checkpoints(0), folder.Checkpoints(0));
    }

    private double ImportLimit_s(string caseId)
    {
        long bytes = database.Read(scope => scope.Value<long>("select cast(coalesce(sum(bytes), 0) as bigint) from case_file where case_id = @caseId", new { caseId }));
        return (options.ImportTimeLimit + (options.ImportTimePerGiB * ((double)bytes / (1L << 30)))).TotalSeconds;
    }

    /// <summary>A done job whose result is no longer whole on disk gives its identity up, so that it can be done again.</summary>
    private bool GiveUpDamaged(JobStatus job)
    {
        if (job.State != JobState.Done) return false;
        ResultRow? row = database.Read(scope => ResultRow.Find(scope, job.CaseId, job.Id));
        string folder = job.Kind == JobKinds.Import ? root.CaseImport(job.CaseId) : root.CaseResult(job.CaseId, job.Id);
        if (row is not null && Manifest.FirstDamaged(folder, row.Files()) is null) return false;
        database.Write(scope => scope.Do("update job set idempotency_key = id where id = @Id", job));
        return true;
    }

    private IReadOnlyList<JobStatus> Rows(string where, object values) => database.Read(scope => scope.Rows<JobStatus>($"""
        select {Columns} from job {where}
        order by case when state in ('Queued', 'Running', 'Cancelling') then 0 else 1 end, created_at desc, id desc limit @count
        """, values)).Select(job => WithProgress(job)!).ToList();

    private JobStatus? WithProgress(JobStatus? job) =>
        job is { State: JobState.Running or JobState.Cancelling } ? job with { Progress = new JobFolder(root.Job(job.Id)).Beat(0)?.Progress } : job;

    private bool Insert(StoreScope scope, Actor actor, string id, string caseId, string kind, string key)
    {
        long active = scope.Value<long>(
            "select count(*) from job where created_by_id = @UserId and state in ('Queued', 'Running', 'Cancelling')", actor);
        if (active >= options.MaxActiveJobsPerUser)
            throw new RefusedException("JOB.TOO_MANY", $"You have {active} jobs waiting or running. Wait for one to end, or cancel some.");
        bool first = scope.Do("""
            insert into job (id, case_id, kind, idempotency_key, state, attempts, created_at, created_by, created_by_id, changed_at)
            values (@id, @caseId, @kind, @key, 'Queued', 0, @now, @by, @byId, @now) on conflict (idempotency_key) do nothing
            """, new { id, caseId, kind, key, now = time.GetUtcNow(), by = actor.Name, byId = actor.UserId }) == 1;
        if (first) audit.Append(scope, actor, "job.start", "job", id, $"{kind} of case {caseId}");
        return first;
    }
}

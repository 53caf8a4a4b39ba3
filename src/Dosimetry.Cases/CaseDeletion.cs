using Dosimetry.Cases.Audit;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Store;

namespace Dosimetry.Cases;

/// <summary>Deletes a case with everything it has; the audit trail keeps only that it happened.</summary>
public sealed class CaseDeletion
{
    private static readonly TimeSpan DyingTime = TimeSpan.FromSeconds(2);
    private readonly Database _database;
    private readonly AuditTrail _audit;
    private readonly DataRoot _root;
    private readonly IJobRunner _runner;

    internal CaseDeletion(Database database, AuditTrail audit, DataRoot root, IJobRunner runner) =>
        (_database, _audit, _root, _runner) = (database, audit, root, runner);

    /// <summary>Stops its jobs, removes the rows, then the folders. Killed in between, <see cref="SweepOrphans"/> removes the rest.</summary>
    public void Delete(Actor actor, string caseId)
    {
        IReadOnlyList<string> jobs = _database.Write(scope =>
        {
            var ids = scope.Rows<string>("select id from job where case_id = @caseId", new { caseId });
            if (scope.Do("delete from dosimetry_case where id = @caseId", new { caseId }) == 0) throw CaseCatalogue.Unknown();
            _audit.Append(scope, actor, "case.delete", "case", caseId);
            return ids;
        });
        foreach (string job in jobs) RemoveJob(_root.Job(job));
        RemoveFolder(_root.Case(caseId));
        RemoveUploads(id => id == caseId);
    }

    /// <summary>Removes case and job folders that no row knows: what a kill during a deletion or a start of a job left. Run once, before anything else works.</summary>
    public void SweepOrphans()
    {
        var (cases, jobs) = _database.Read(scope => (
            scope.Rows<string>("select id from dosimetry_case").ToHashSet(), scope.Rows<string>("select id from job").ToHashSet()));
        foreach (string folder in Orphans(_root.CasesFolder, cases)) RemoveFolder(folder);
        foreach (string folder in Orphans(_root.JobsFolder, jobs)) RemoveJob(folder);
        RemoveUploads(id => !cases.Contains(id));
    }

    // Only folders with names of ours: whatever else somebody put there is not touched.
    private static IEnumerable<string> Orphans(string folder, HashSet<string> known) => Directory.EnumerateDirectories(folder)
        .Where(path => Ulid.IsValid(Path.GetFileName(path)) && !known.Contains(Path.GetFileName(path))).ToList();

    private void RemoveJob(string path)
    {
        if (!Directory.Exists(path)) return;
        JobFolder folder = new(path);
        if (File.Exists(Path.Combine(path, "job.json")))
        {
            _runner.Cancel(folder);
            SpinWait.SpinUntil(() => _runner.Observe(folder).Count == 0, DyingTime); // a dying process may still write
        }
        RemoveFolder(path);
    }

    private void RemoveUploads(Func<string, bool> ofCase)
    {
        foreach (string path in Directory.EnumerateDirectories(_root.UploadsFolder).ToList())
        {
            if (new Uploads.UploadFolder(path).Read() is { } upload && ofCase(upload.CaseId)) RemoveFolder(path);
        }
    }

    private static void RemoveFolder(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
    }
}

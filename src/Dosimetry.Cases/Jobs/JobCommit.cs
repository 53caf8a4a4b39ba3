using System.Text.Json;
using Dosimetry.Cases.Audit;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Jobs;

/// <summary>
/// Takes a finished result into its case: folder first (one rename), then one transaction with the result, the job's end and the audit entry. Killed in between,
/// the next round finds the folder in place and writes the rows.
/// </summary>
internal sealed class JobCommit(Database database, AuditTrail audit, DataRoot root, CaseCatalogue cases, TimeProvider time)
{
    public void Commit(string jobId, string caseId, string kind, JobFolder folder, JobPart part)
    {
        string target = kind == JobKinds.Import ? root.CaseImport(caseId) : root.CaseResult(caseId, jobId);
        if (Directory.Exists(folder.Result)) Place(folder.Result, target);
        if (Manifest.FirstDamaged(target, part.Files) is { } name)
        {
            End(jobId, caseId, JobState.Failed, $"The file {name} of the result is missing or damaged. Start the job again.");
            return;
        }
        database.Write(scope => Insert(scope, jobId, caseId, kind, part));
    }

    /// <summary>Ends a job without a result. It gives its identity up, so that the same work can be asked for again.</summary>
    public void End(string jobId, string caseId, JobState state, string? message) => database.Write(scope =>
    {
        int rows = scope.Do(
            "update job set state = @state, message = @message, changed_at = @now, idempotency_key = id where id = @jobId and state in ('Queued', 'Running', 'Cancelling')",
            new { jobId, state = state.ToString(), message = message is null ? null : WithNames(scope, caseId, message), now = time.GetUtcNow() });
        if (rows == 1) audit.Append(scope, Actor.System, state == JobState.Failed ? "job.failed" : "job.cancelled", "job", jobId);
    });

    private void Insert(StoreScope scope, string jobId, string caseId, string kind, JobPart part)
    {
        var job = scope.Row<Owner>("select created_by, idempotency_key from job where id = @jobId", new { jobId });
        if (job is null) return; // the case was deleted meanwhile
        DateTimeOffset now = time.GetUtcNow();
        string manifest = JsonSerializer.Serialize(part.Files, EngineJson.Options), hash = Manifest.Sha256(part.Files);
        if (kind == JobKinds.Import) scope.Do("delete from case_result where case_id = @caseId and kind = @kind", new { caseId, kind });
        scope.Do("""
            insert into case_result (id, case_id, kind, created_at, created_by, input_sha256, manifest, manifest_sha256)
            values (@jobId, @caseId, @kind, @now, @by, @input, @manifest, @hash) on conflict (id) do nothing
            """, new { jobId, caseId, kind, now, by = job.CreatedBy, input = job.IdempotencyKey[..64], manifest, hash });
        scope.Do("update job set state = 'Done', message = null, changed_at = @now where id = @jobId", new { jobId, now });
        scope.Do("update dosimetry_case set state = 'InWork' where id = @caseId and state = 'Draft'", new { caseId });
        cases.Touch(scope, new Actor("", job.CreatedBy, default), caseId);
        audit.Append(scope, Actor.System, "result.add", "job", jobId, $"{kind} of case {caseId}, manifest {hash[..12]}");
    }

    /// <summary>The older import makes room; it stays until the newer one is in place.</summary>
    private static void Place(string result, string target)
    {
        DataRoot.CreateFolder(Path.GetDirectoryName(target)!);
        string older = target + ".old";
        if (Directory.Exists(older)) Directory.Delete(older, recursive: true);
        if (Directory.Exists(target)) Directory.Move(target, older);
        Durable.MoveFolder(result, target);
        if (Directory.Exists(older)) Directory.Delete(older, recursive: true);
    }

    /// <summary>Stored files carry hashes as names; people know them by the names they came with.</summary>
    private static string WithNames(StoreScope scope, string caseId, string message)
    {
        foreach (CaseFile file in scope.Rows<CaseFile>("select sha256, display_name from case_file where case_id = @caseId", new { caseId }))
            message = message.Replace(file.Sha256, file.DisplayName, StringComparison.Ordinal);
        return message;
    }

    private sealed record Owner
    {
        public string CreatedBy { get; init; } = "";
        public string IdempotencyKey { get; init; } = "";
    }
}

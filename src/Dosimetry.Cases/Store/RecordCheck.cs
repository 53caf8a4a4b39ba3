using Dosimetry.Cases.Audit;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Regions;

namespace Dosimetry.Cases.Store;

/// <summary>A stored file that is missing or does not have its hash.</summary>
/// <param name="CaseId">Case it belongs to.</param>
/// <param name="Place">Where: <c>files</c>, <c>regions</c>, <c>import</c> or <c>results/ID</c>.</param>
/// <param name="Name">Name below it.</param>
/// <param name="Problem">missing or changed.</param>
public sealed record DamagedFile(string CaseId, string Place, string Name, string Problem);

/// <summary>What a check of the whole record found.</summary>
public sealed record RecordReport(long Files, long Bytes, IReadOnlyList<DamagedFile> Damaged, AuditCheck Audit)
{
    /// <summary>True when every file has its hash and the audit trail is intact.</summary>
    public bool Intact => Damaged.Count == 0 && Audit.Intact;
}

/// <summary>Reads every stored file again and compares it with its hash: run weekly, and after a restore.</summary>
public sealed class RecordCheck(Database database, DataRoot root, AuditTrail audit)
{
    /// <summary>Checks all cases.</summary>
    public RecordReport Run(IProgress<string>? progress, CancellationToken cancel)
    {
        List<DamagedFile> damaged = [];
        long count = 0, bytes = 0;
        foreach (StoredFile file in All())
        {
            cancel.ThrowIfCancellationRequested();
            count++;
            FileInfo info = new(Path.Combine(root.Case(file.CaseId), file.Place, file.Name));
            string? problem = !info.Exists ? "missing" : FileVault.Sha256Of(info.FullName) != file.Sha256 ? "changed" : null;
            if (info.Exists) bytes += info.Length;
            if (problem is null) continue;
            damaged.Add(new DamagedFile(file.CaseId, file.Place, file.Name, problem));
            progress?.Report($"{problem}: case {file.CaseId} {file.Place}/{file.Name}");
        }
        return new RecordReport(count, bytes, damaged, audit.Check());
    }

    private IEnumerable<StoredFile> All()
    {
        var (files, results, edits) = database.Read(scope => (
            scope.Rows<VaultRow>("select case_id, sha256 from case_file order by case_id, sha256"), ResultRow.All(scope), RegionVersionRow.All(scope)));
        return files.Select(f => new StoredFile(f.CaseId, "files", f.Sha256, f.Sha256))
            .Concat(edits.Select(e => new StoredFile(e.CaseId, "regions", e.Sha256, e.Sha256))).Concat(
            from r in results
            let place = r.Kind == JobKinds.Import ? "import" : Path.Combine("results", r.Id)
            from f in r.Files()
            select new StoredFile(r.CaseId, place, f.Key, f.Value));
    }

    private sealed record StoredFile(string CaseId, string Place, string Name, string Sha256);

    private sealed record VaultRow
    {
        public string CaseId { get; init; } = "";
        public string Sha256 { get; init; } = "";
    }
}

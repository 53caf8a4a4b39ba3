using System.Text.RegularExpressions;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Cases;

/// <summary>What jobs left in a case: the import, and the latest result of each kind.</summary>
public sealed partial class CaseResults(Database database, DataRoot root)
{
    private readonly JobInputs _inputs = new(root);

    /// <summary>What the last import found, or null before the first. File names are the ones the files came with.</summary>
    /// <exception cref="RefusedException">IMPORT.NO_RECORD or IMPORT.BAD_RECORD: somebody removed or changed it on disk.</exception>
    public CaseImport? Import(string caseId)
    {
        if (Row(caseId, JobKinds.Import, null) is not { } row) return null;
        string folder = root.CaseImport(caseId);
        ImportedStudy study = StudyFile.Read(folder);
        var names = database.Read(scope => scope.Rows<CaseFile>("select sha256, display_name from case_file where case_id = @caseId", new { caseId }))
            .ToDictionary(f => f.Sha256, f => f.DisplayName);
        return new CaseImport(folder, study with
        {
            Findings = [.. study.Findings.Select(f => f with { File = WithNames(f.File, names), Text = WithNames(f.Text, names)! })],
            Series = [.. study.Series.Select(s => s with { Description = WithNames(s.Description, names) })],
        }, row.CreatedAt, row.CreatedBy);
    }

    /// <summary>
    /// The result that belongs to the case as it is now; where there is none the newest older one, marked as stale; null where the kind never ran.
    /// </summary>
    /// <param name="caseId">The case.</param>
    /// <param name="kind">See <see cref="JobKinds"/>.</param>
    public CaseResult? Latest(string caseId, string kind)
    {
        string? key = CurrentKey(caseId, kind);
        return Row(caseId, kind, key ?? "") is { } row ? ToResult(row) with { IsStale = row.InputSha256 != key } : null;
    }

    /// <summary>Results of a kind, newest first. A result that does not belong to the case as it is now is marked as stale.</summary>
    public IReadOnlyList<CaseResult> List(string caseId, string kind, int count = 20)
    {
        string? key = CurrentKey(caseId, kind);
        return [.. database.Read(scope => ResultRow.OfKind(scope, caseId, kind, count)).Select(row => ToResult(row) with { IsStale = row.InputSha256 != key })];
    }

    /// <summary>The newest comparison of two doses, or null.</summary>
    public CaseResult? Comparison(string caseId) => Row(caseId, JobKinds.Compare, null) is { } row ? ToResult(row) : null;

    /// <summary>One result by its identifier, or null.</summary>
    public CaseResult? Find(string caseId, string resultId) => database.Read(scope => ResultRow.Find(scope, caseId, resultId)) is { } row ? ToResult(row) : null;

    /// <summary>Full path of one file of a result, checked against its hash; null when the result has no such file.</summary>
    /// <exception cref="RefusedException">STORE.FILE_CHANGED.</exception>
    public string? VerifiedFile(CaseResult result, string name)
    {
        if (!result.Files.TryGetValue(name, out string? hash)) return null; // only names of the manifest ever become a path
        string path = Path.Combine(result.Folder, name);
        return File.Exists(path) && FileVault.Sha256Of(path) == hash
            ? path
            : throw new RefusedException("STORE.FILE_CHANGED", $"The file {name} of this result is missing or was changed on disk. Compute it again.");
    }

    private string? CurrentKey(string caseId, string kind)
    {
        try
        {
            return database.Read(scope => JobInputs.Key(kind, _inputs.Collect(scope, caseId, kind)));
        }
        catch (RefusedException)
        {
            return null; // the inputs of this kind do not exist at present: whatever there is, is older
        }
    }

    private ResultRow? Row(string caseId, string kind, string? key) => database.Read(scope => ResultRow.Latest(scope, caseId, kind, key, orOlder: true));

    private CaseResult ToResult(ResultRow row) => new(
        row.Id, row.CaseId, row.Kind, row.Kind == JobKinds.Import ? root.CaseImport(row.CaseId) : root.CaseResult(row.CaseId, row.Id),
        row.CreatedAt, row.CreatedBy, row.InputSha256, row.Files());

    // The import sees files under their hashes. A path inside an archive begins with the hash of the archive.
    private static string? WithNames(string? text, Dictionary<string, string> names) =>
        text is null ? null : Sha256Name().Replace(text, match => names.GetValueOrDefault(match.Value, match.Value));

    [GeneratedRegex("\\b[0-9a-f]{64}\\b", RegexOptions.CultureInvariant)]
    private static partial Regex Sha256Name();
}

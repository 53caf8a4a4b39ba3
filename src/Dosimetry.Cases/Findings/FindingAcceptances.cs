using System.Security.Cryptography;
using System.Text.Json;
using Dosimetry.Cases.Audit;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Findings;

/// <summary>Acceptance of findings by name and time. An error is accepted only with a reason, and stops the next step until then.</summary>
public sealed class FindingAcceptances(Database database, AuditTrail audit, TimeProvider time)
{
    private const int ShortestReason = 10, LongestReason = 500;

    /// <summary>Findings of a case with what was accepted of them, in the order given.</summary>
    public IReadOnlyList<TrackedFinding> Track(string caseId, IEnumerable<Finding> findings)
    {
        var accepted = database.Read(scope => scope.Rows<Stored>(
            "select finding_sha256, accepted_by, accepted_at, reason from finding_acceptance where case_id = @caseId", new { caseId }))
            .ToDictionary(row => row.FindingSha256, row => new Acceptance(row.AcceptedBy, row.AcceptedAt, row.Reason));
        return [.. findings.Select(f => new TrackedFinding(f, accepted.GetValueOrDefault(Hash(f))))];
    }

    /// <summary>Records that a person accepts a finding. Accepting it again changes nothing.</summary>
    /// <exception cref="RefusedException">FINDING.REASON, CASE.UNKNOWN, CASE.ARCHIVED.</exception>
    public void Accept(Actor actor, string caseId, Finding finding, string reason = "") => database.Write(scope =>
    {
        reason = reason.Trim();
        if (reason.Length > LongestReason || (finding.Severity == Severity.Error && reason.Length < ShortestReason))
            throw new RefusedException("FINDING.REASON", $"Say in {ShortestReason} to {LongestReason} characters why the data can be used in spite of this error.");
        CaseCatalogue.RequireOpen(scope, caseId);
        int rows = scope.Do("""
            insert into finding_acceptance (case_id, finding_sha256, accepted_by, accepted_at, reason) values (@caseId, @hash, @by, @now, @reason)
            on conflict (case_id, finding_sha256) do nothing
            """, new { caseId, hash = Hash(finding), by = actor.Name, now = time.GetUtcNow(), reason });
        // The code only: text and reason may name a file or a patient.
        if (rows == 1) audit.Append(scope, actor, "finding.accept", "case", caseId, finding.Code);
    });

    private static string Hash(Finding finding) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes((string?[])[finding.Code, finding.Text, finding.File])));

    private sealed record Stored
    {
        public string FindingSha256 { get; init; } = "";
        public string AcceptedBy { get; init; } = "";
        public DateTimeOffset AcceptedAt { get; init; }
        public string Reason { get; init; } = "";
    }
}

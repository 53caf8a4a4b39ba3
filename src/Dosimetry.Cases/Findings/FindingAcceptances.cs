using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dosimetry.Cases.Audit;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Findings;

/// <summary>Who agreed to a finding, and when.</summary>
public sealed record Acceptance(string By, DateTimeOffset At);

/// <summary>A finding with its acceptance, null while it is open.</summary>
public sealed record TrackedFinding(Finding Finding, Acceptance? Accepted)
{
    /// <summary>True while an error or a warning waits for a person.</summary>
    public bool IsOpen => Accepted is null && Finding.Severity != Severity.Info;
}

/// <summary>Acceptance of findings by name and time. An error cannot be accepted: the data must be corrected and imported again.</summary>
public sealed class FindingAcceptances(Database database, AuditTrail audit, TimeProvider time)
{
    /// <summary>Findings of a case with what was accepted of them, in the order given.</summary>
    public IReadOnlyList<TrackedFinding> Track(string caseId, IEnumerable<Finding> findings)
    {
        var accepted = database.Read(scope => scope.Rows<Stored>(
            "select finding_sha256, accepted_by, accepted_at from finding_acceptance where case_id = @caseId", new { caseId }))
            .ToDictionary(row => row.FindingSha256, row => new Acceptance(row.AcceptedBy, row.AcceptedAt));
        return [.. findings.Select(f => new TrackedFinding(f, accepted.GetValueOrDefault(Hash(f))))];
    }

    /// <summary>Records that a person accepts a finding. Accepting it again changes nothing.</summary>
    /// <exception cref="RefusedException">FINDING.ERROR, CASE.UNKNOWN, CASE.ARCHIVED.</exception>
    public void Accept(Actor actor, string caseId, Finding finding) => database.Write(scope =>
    {
        if (finding.Severity == Severity.Error)
            throw new RefusedException("FINDING.ERROR", "An error cannot be accepted. Correct the data and import them again.");
        CaseCatalogue.RequireOpen(scope, caseId);
        int rows = scope.Do("""
            insert into finding_acceptance (case_id, finding_sha256, accepted_by, accepted_at) values (@caseId, @hash, @by, @now)
            on conflict (case_id, finding_sha256) do nothing
            """, new { caseId, hash = Hash(finding), by = actor.Name, now = time.GetUtcNow() });
        // The code only: the text may name a file or a patient.
        if (rows == 1) audit.Append(scope, actor, "finding.accept", "case", caseId, finding.Code);
    });

    private static string Hash(Finding finding) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize((string?[])[finding.Code, finding.Text, finding.File]))));

    private sealed record Stored
    {
        public string FindingSha256 { get; init; } = "";
        public string AcceptedBy { get; init; } = "";
        public DateTimeOffset AcceptedAt { get; init; }
    }
}

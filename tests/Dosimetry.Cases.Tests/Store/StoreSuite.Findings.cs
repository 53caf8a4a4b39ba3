using Dosimetry.Cases.Findings;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Tests.Store;

public abstract partial class StoreSuite
{
    private static readonly Finding Gap = new(Severity.Warning, "IMPORT.SLICE_GAP", "A slice is missing.", "CT.dcm");
    private static readonly Finding Mixed = new(Severity.Error, "IMPORT.PATIENTS_MIXED", "Two patients.");

    [Fact]
    public void A_finding_is_accepted_once_by_name_and_time_and_leaves_one_entry_without_its_text() => With(record =>
    {
        string caseId = record.NewCase();
        FindingAcceptances findings = record.Workspace.Findings;
        findings.Accept(TestRecord.Anna, caseId, Gap);
        findings.Accept(TestRecord.Ben, caseId, Gap);
        IReadOnlyList<TrackedFinding> tracked = findings.Track(caseId, [Gap, Gap with { File = "other.dcm" }]);
        Assert.Equal(("anna", record.Time.GetUtcNow()), (tracked[0].Accepted!.By, tracked[0].Accepted!.At));
        Assert.True(tracked[1].IsOpen);
        var entry = Assert.Single(record.Workspace.Audit.List(), e => e.Action == "finding.accept");
        Assert.Equal("IMPORT.SLICE_GAP", entry.Summary);
    });

    [Fact]
    public void An_error_needs_a_reason_and_blocks_until_it_has_one() => With(record =>
    {
        string caseId = record.NewCase();
        FindingAcceptances findings = record.Workspace.Findings;
        Assert.Equal("FINDING.REASON", Assert.Throws<RefusedException>(() => findings.Accept(TestRecord.Anna, caseId, Mixed, "ok")).Finding.Code);
        Assert.True(findings.Track(caseId, [Mixed])[0].Blocks);
        findings.Accept(TestRecord.Anna, caseId, Mixed, "The same man under two numbers.");
        Assert.False(findings.Track(caseId, [Mixed])[0].Blocks);
        Assert.Equal("The same man under two numbers.", findings.Track(caseId, [Mixed])[0].Accepted!.Reason);
    });
}

using Dosimetry.Cases.Audit;

namespace Dosimetry.Cases.Tests.Store;

public abstract partial class StoreSuite
{
    private const int Entries = 30;

    [Theory, Trait("REQ", "R2")]
    [InlineData("update audit_entry set summary = 'nothing happened' where sequence = 17", 17)]
    [InlineData("update audit_entry set user_name = 'ben' where sequence = 1", 1)]
    [InlineData("update audit_entry set at = '2020-01-01T00:00:00.0000000Z' where sequence = 30", 30)]
    [InlineData("delete from audit_entry where sequence = 12", 12)]
    [InlineData("delete from audit_entry where sequence > 25", 26)]
    [InlineData("delete from audit_entry", 1)]
    [InlineData("update audit_head set sequence = 29", 30)]
    [InlineData("insert into audit_entry select 31, at, user_name, action, entity, entity_id, summary, sha256, sha256 from audit_entry where sequence = 30", 31)]
    [InlineData("update audit_entry set sequence = case sequence when 8 then 9009 else 8008 end where sequence in (8, 9); " +
        "update audit_entry set sequence = case sequence when 9009 then 9 else 8 end where sequence in (9009, 8008)", 8)]
    public void Tampering_is_found_at_its_first_entry(string sql, long first) => With(record =>
    {
        Fill(record);
        record.Workspace.Database.Write(scope => { scope.Do(sql); });

        AuditCheck check = record.Workspace.Audit.Check();

        Assert.Equal(first, check.FirstBad);
        Assert.NotNull(check.Reason);
    });

    [Fact, Trait("REQ", "R2")]
    public void A_trail_rewritten_as_a_whole_differs_from_a_head_that_was_kept_elsewhere() => With(record =>
    {
        Fill(record);
        AuditHead kept = record.Workspace.Audit.Head();
        record.Workspace.Database.Write(scope =>
        {
            scope.Do("delete from audit_entry");
            scope.Do("update audit_head set sequence = 0, sha256 = ''");
        });
        for (int i = 0; i < Entries; i++) record.Workspace.Audit.Record(TestRecord.Ben, "case.view", "case", "forged");

        Assert.True(record.Workspace.Audit.Check().Intact);
        Assert.Equal(kept.Sequence, record.Workspace.Audit.Check(kept).FirstBad);
    });

    [Fact, Trait("REQ", "R1")]
    public void Every_command_leaves_exactly_one_entry() => With(record =>
    {
        CaseWorkspace w = record.Workspace;
        CaseSummary made = w.Cases.Create(TestRecord.Anna, "one");
        w.Cases.Rename(TestRecord.Anna, made.Id, "two", 1);
        VersionedSettings saved = w.Settings.Save(TestRecord.Anna, made.Id, new() { Patient = new() { Weight_kg = 80 } }, 0);
        w.Settings.Save(TestRecord.Anna, made.Id, saved.Settings, saved.RowVersion); // the same again: no change, no entry
        w.Overview(made.Id, TestRecord.Ben);
        var outcome = record.Upload(made.Id, "bytes");
        w.Jobs.Cancel(TestRecord.Anna, outcome.JobId);
        w.Jobs.Cancel(TestRecord.Anna, outcome.JobId); // asked twice: one cancel
        w.Cases.Archive(TestRecord.Anna, made.Id, 2);

        Assert.Equal(
            ["case.create", "case.rename", "settings.save", "case.view", "files.add", "job.start", "job.cancel", "case.archive"],
            w.Audit.List().Reverse().Select(e => e.Action));
        AuditEntry settings = w.Audit.List().Single(e => e.Action == "settings.save");
        Assert.Equal("patient.weight_kg: — → 80", settings.Summary);
        Assert.Equal(("anna", record.Time.GetUtcNow()), (settings.UserName, settings.At));
    });

    private static void Fill(TestRecord record)
    {
        for (int i = 0; i < Entries; i++) record.Workspace.Audit.Record(TestRecord.Anna, "case.view", "case", "x", $"entry {i}");
        Assert.True(record.Workspace.Audit.Check() is { Intact: true, Entries: Entries });
    }
}

using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Tests.Store;

public abstract partial class StoreSuite
{
    [Fact]
    public void A_new_case_asks_for_an_upload_and_says_who_made_it() => With(record =>
    {
        CaseSummary made = record.Workspace.Cases.Create(TestRecord.Anna, "  Practice 1 ");

        CaseSummary listed = Assert.Single(record.Workspace.Cases.List());
        Assert.Equal(made, listed);
        Assert.Equal(("Practice 1", CaseState.Draft, NextStep.Upload, "anna"), (listed.Label, listed.State, listed.NextStep, listed.ChangedBy));
        Assert.Equal(record.Time.GetUtcNow(), listed.CreatedAt);
    });

    [Fact]
    public void The_list_shows_the_last_changed_case_first_and_hides_archived_ones() => With(record =>
    {
        var cases = record.Workspace.Cases;
        CaseSummary first = cases.Create(TestRecord.Anna, "first");
        record.Time.Advance(TimeSpan.FromMinutes(1));
        CaseSummary second = cases.Create(TestRecord.Anna, "second");
        record.Time.Advance(TimeSpan.FromMinutes(1));
        cases.Rename(TestRecord.Ben, first.Id, "first again", first.RowVersion);
        Assert.Equal([first.Id, second.Id], cases.List().Select(c => c.Id));

        cases.Archive(TestRecord.Anna, first.Id, first.RowVersion + 1);
        Assert.Equal([second.Id], cases.List().Select(c => c.Id));
        Assert.Equal(NextStep.None, cases.List(withArchived: true).Single(c => c.Id == first.Id).NextStep);
    });

    [Fact]
    public void An_archived_case_refuses_every_change_until_it_is_opened_again() => With(record =>
    {
        CaseSummary made = record.Workspace.Cases.Create(TestRecord.Anna, "closed");
        record.Workspace.Cases.Archive(TestRecord.Anna, made.Id, made.RowVersion);

        Assert.Equal("CASE.ARCHIVED", Refusal(() => record.Workspace.Settings.Save(TestRecord.Anna, made.Id, new(), 0)));
        Assert.Equal("CASE.ARCHIVED", Refusal(() => record.Workspace.Uploads.Begin(TestRecord.Anna, made.Id)));

        record.Workspace.Cases.Reopen(TestRecord.Anna, made.Id, made.RowVersion + 1);
        Assert.Equal(1, record.Workspace.Settings.Save(TestRecord.Anna, made.Id, new(), 0).RowVersion);
    });

    [Fact, Trait("REQ", "C1")]
    public void The_second_of_two_savers_is_told_who_came_first() => With(record =>
    {
        string id = record.NewCase();
        var settings = record.Workspace.Settings;
        VersionedSettings read = settings.Save(TestRecord.Anna, id, new(), 0);
        record.Time.Advance(TimeSpan.FromMinutes(3));
        settings.Save(TestRecord.Anna, id, read.Settings with { Patient = new() { Weight_kg = 80 } }, read.RowVersion);

        var late = Assert.Throws<ChangedByOtherException>(
            () => settings.Save(TestRecord.Ben, id, read.Settings with { Patient = new() { Weight_kg = 70 } }, read.RowVersion));

        Assert.Equal(("anna", record.Time.GetUtcNow(), 2L), (late.By, late.At, late.CurrentVersion));
        Assert.Contains("Changed by anna at 2026-03-01 08:03:00 UTC", late.Message);
        Assert.Equal(80, settings.Get(id).Settings.Patient.Weight_kg);
    });

    [Fact, Trait("REQ", "C1")]
    public void A_first_save_by_two_people_keeps_the_first() => With(record =>
    {
        string id = record.NewCase();
        record.Workspace.Settings.Save(TestRecord.Anna, id, new() { Patient = new() { Weight_kg = 80 } }, 0);
        Assert.Throws<ChangedByOtherException>(() => record.Workspace.Settings.Save(TestRecord.Ben, id, new(), 0));
    });

    [Fact, Trait("REQ", "Y3")]
    public void A_deleted_case_leaves_nothing_but_its_trail() => With(record =>
    {
        string id = record.Workspace.Cases.Create(TestRecord.Anna, "ZZCANARY label").Id;
        var outcome = record.Upload(id, "ZZCANARY bytes");
        record.Workspace.Deletion.Delete(TestRecord.Anna, id);

        Assert.Empty(record.Workspace.Cases.List(withArchived: true));
        Assert.False(Directory.Exists(record.Workspace.Root.Case(id)));
        Assert.False(Directory.Exists(record.Workspace.Root.Job(outcome.JobId)));
        Assert.Empty(Directory.EnumerateDirectories(record.Workspace.Root.UploadsFolder));
        Assert.Equal("case.delete", record.Workspace.Audit.List(1, id).Single().Action);
        Assert.DoesNotContain(record.Workspace.Audit.List(), e => e.Summary.Contains("ZZCANARY"));
        Assert.Equal("CASE.UNKNOWN", Refusal(() => record.Workspace.Deletion.Delete(TestRecord.Anna, id)));
    });

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    public void A_label_must_be_readable(string label) => With(record =>
        Assert.Equal("CASE.LABEL", Refusal(() => record.Workspace.Cases.Create(TestRecord.Anna, label))));

    private static string Refusal(Action action) => Assert.Throws<RefusedException>(action).Finding.Code;
}

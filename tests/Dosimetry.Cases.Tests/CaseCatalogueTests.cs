namespace Dosimetry.Cases.Tests;

public sealed class CaseCatalogueTests : IDisposable
{
    private readonly TestRecord _record = new();
    private CaseWorkspace Workspace => _record.Workspace;

    public void Dispose() => _record.Dispose();

    [Fact]
    public void A_new_case_asks_for_an_upload_and_says_who_made_it()
    {
        CaseSummary made = Workspace.Cases.Create(TestRecord.Anna, "  Practice 1 ");

        CaseSummary listed = Assert.Single(Workspace.Cases.List());
        Assert.Equal(made, listed);
        Assert.Equal(("Practice 1", CaseState.Draft, NextStep.Upload, "anna"), (listed.Label, listed.State, listed.NextStep, listed.ChangedBy));
        Assert.Equal(_record.Time.GetUtcNow(), listed.CreatedAt);
    }
}

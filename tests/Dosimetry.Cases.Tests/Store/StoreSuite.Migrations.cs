using Dosimetry.Cases.Store;

namespace Dosimetry.Cases.Tests.Store;

public abstract partial class StoreSuite
{
    [Fact]
    public void Migrating_again_changes_nothing() => With(record =>
    {
        string id = record.NewCase();
        var before = Ledger(record);
        record.Restart();
        Assert.Equal(before, Ledger(record));
        Assert.Equal(Migration.Embedded.Count, before.Count);
        Assert.Equal(id, record.Workspace.Cases.List().Single().Id);
    });

    [Fact]
    public void A_step_with_another_content_than_ours_is_refused() => With(record =>
    {
        record.Workspace.Database.Write(s => { s.Do("update schema_migration set sha256 = 'other'"); });
        Assert.Equal("STORE.CHANGED_MIGRATION", Refusal(record.Restart));
    });

    [Fact]
    public void A_database_of_a_newer_program_is_refused() => With(record =>
    {
        record.Workspace.Database.Write(s => { s.Do("insert into schema_migration (name, sha256, applied_utc) values ('9999-future', '', '')"); });
        Assert.Equal("STORE.NEWER_SCHEMA", Refusal(record.Restart));
    });

    [Fact]
    public void A_step_that_fails_leaves_the_schema_as_it_was() => With(record =>
    {
        var before = Ledger(record);
        Migration[] broken = [.. Migration.Embedded, new Migration("0900-broken", "create table half (id text); select * from no_such_table;")];
        Assert.ThrowsAny<System.Data.Common.DbException>(() => Migrator.Apply(record.Workspace.Database, NoLock, record.Time, broken));
        Assert.Equal(before, Ledger(record));
        Assert.ThrowsAny<System.Data.Common.DbException>(() => record.Workspace.Database.Read(s => s.Value<long>("select count(*) from half")));
    });

    private static readonly SqlDialect NoLock = new("test", () => throw new InvalidOperationException(), "", "");

    private static IReadOnlyList<string> Ledger(TestRecord record) =>
        record.Workspace.Database.Read(s => s.Rows<string>("select name || sha256 || applied_utc from schema_migration order by name"));
}

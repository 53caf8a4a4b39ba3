using Dosimetry.Cases.Store;

namespace Dosimetry.Cases.Tests.Store;

public sealed class DataRootTests
{
    [Fact]
    public void Every_folder_is_readable_by_its_owner_only()
    {
        if (OperatingSystem.IsWindows()) return;
        using TestRecord record = new();
        record.Upload(record.NewCase(), "bytes");
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
            UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        foreach (string folder in Directory.EnumerateDirectories(record.Folder, "*", SearchOption.AllDirectories).Append(record.Folder))
            Assert.True((File.GetUnixFileMode(folder) & others) == 0, folder);
    }

    [Fact]
    public void Identifiers_sort_by_time_and_are_never_equal()
    {
        DateTimeOffset now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
        string[] made = [.. Enumerable.Range(0, 1000).Select(i => Ulid.New(now.AddMilliseconds(i)))];
        Assert.Equal(made, made.Order(StringComparer.Ordinal));
        Assert.All(made, id => Assert.True(Ulid.IsValid(id)));
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => Ulid.New(now)).Distinct().Count());
    }

    [Fact]
    public void A_sweep_removes_what_no_row_knows_and_nothing_else()
    {
        using TestRecord record = new();
        string known = record.NewCase(), orphan = Ulid.New(record.Time.GetUtcNow());
        Directory.CreateDirectory(record.Workspace.Root.Case(orphan));
        Directory.CreateDirectory(Path.Combine(record.Folder, "cases", "notes of a person"));
        record.Workspace.Deletion.SweepOrphans();
        Assert.False(Directory.Exists(record.Workspace.Root.Case(orphan)));
        Assert.True(Directory.Exists(record.Workspace.Root.Case(known)));
        Assert.True(Directory.Exists(Path.Combine(record.Folder, "cases", "notes of a person")));
    }
}

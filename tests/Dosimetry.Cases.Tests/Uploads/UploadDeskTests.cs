using System.Text;
using Dosimetry.Cases.Store;
using Dosimetry.Cases.Uploads;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Tests.Uploads;

public sealed class UploadDeskTests : IDisposable
{
    private readonly TestRecord _record = new(with: o => o with { MaxFileBytes = 1000, MaxUploadBytes = 1500, MaxUploadFiles = 10, MaxOpenUploadsPerUser = 3 });
    private readonly string _caseId;
    private UploadDesk Desk => _record.Workspace.Uploads;

    public UploadDeskTests() => _caseId = _record.NewCase();

    public void Dispose() => _record.Dispose();

    [Fact]
    public void A_completed_upload_is_stored_under_its_hashes_and_starts_one_import()
    {
        UploadOutcome outcome = _record.Upload(_caseId, "one", "two");

        Assert.Equal((2, 0), (outcome.Added, outcome.Duplicates));
        foreach (CaseFile file in _record.Workspace.Cases.Files(_caseId))
            Assert.Equal(file.Bytes, FileVault.Read(_record.Workspace.Root.CaseFiles(_caseId), file.Sha256).Length);
        Assert.Equal(outcome.JobId, Assert.Single(_record.Workspace.Jobs.ListOfCase(_caseId)).Id);
    }

    [Fact, Trait("REQ", "P4")]
    public void The_same_bytes_are_stored_once_whatever_they_are_called()
    {
        _record.Upload(_caseId, "same", "other");
        UploadOutcome again = _record.Upload(_caseId, "same", "same", "new");
        Assert.Equal((1, 2), (again.Added, again.Duplicates));
        Assert.Equal(3, Directory.GetFiles(_record.Workspace.Root.CaseFiles(_caseId)).Length);
    }

    [Fact, Trait("REQ", "P4")]
    public async Task Twenty_uploads_of_the_same_file_at_once_store_it_once()
    {
        Actor[] people = [.. Enumerable.Range(0, 20).Select(i => new Actor($"{i}", $"user{i}", Cases.Security.Role.Physicist))];
        await Task.WhenAll(people.Select(person => Task.Run(async () =>
        {
            Upload upload = Desk.Begin(person, _caseId);
            await Desk.AddFileAsync(person, upload.Id, 0, "ct.dcm", new MemoryStream("pixels"u8.ToArray()), null, default);
            Desk.Complete(person, upload.Id);
        })));
        Assert.Single(_record.Workspace.Cases.Files(_caseId));
        Assert.Single(Directory.GetFiles(_record.Workspace.Root.CaseFiles(_caseId)));
        Assert.Single(_record.Workspace.Jobs.ListOfCase(_caseId));
    }

    [Fact]
    public void Completing_twice_gives_the_same_answer_also_after_a_restart()
    {
        Upload upload = Desk.Begin(TestRecord.Anna, _caseId);
        _record.Add(upload.Id, 0, "a", "bytes");
        UploadOutcome first = Desk.Complete(TestRecord.Anna, upload.Id);
        _record.Restart();
        Assert.Equal(first, Desk.Complete(TestRecord.Anna, upload.Id));
        Assert.Empty(Desk.Open(TestRecord.Anna));
    }

    [Fact]
    public async Task A_file_sent_again_is_not_read_again()
    {
        Upload upload = Desk.Begin(TestRecord.Anna, _caseId);
        UploadedFile first = _record.Add(upload.Id, 4, "a", "bytes");
        using UnreadableStream body = new();
        UploadedFile second = await Desk.AddFileAsync(TestRecord.Anna, upload.Id, 4, "a", body, first.Sha256, default);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_broken_transfer_leaves_nothing_and_can_be_repeated()
    {
        Upload upload = Desk.Begin(TestRecord.Anna, _caseId);
        using UnreadableStream broken = new();
        await Assert.ThrowsAsync<IOException>(() => Desk.AddFileAsync(TestRecord.Anna, upload.Id, 0, "a", broken, null, default));
        Assert.Empty(Desk.Files(TestRecord.Anna, upload.Id));
        _record.Restart();
        Assert.Equal(upload, Assert.Single(Desk.Open(TestRecord.Anna)));
        _record.Add(upload.Id, 0, "a", "bytes");
        Assert.Equal(1, Desk.Complete(TestRecord.Anna, upload.Id).Added);
    }

    [Fact]
    public void A_file_damaged_on_its_way_is_refused_and_forgotten()
    {
        Upload upload = Desk.Begin(TestRecord.Anna, _caseId);
        Assert.Equal("UPLOAD.DAMAGED", Refusal(() => _record.Add(upload.Id, 0, "a", "bytes", sha256: new string('0', 64))));
        Assert.Empty(Desk.Files(TestRecord.Anna, upload.Id));
    }

    [Fact, Trait("REQ", "U3")]
    public void Sizes_and_counts_are_bounded()
    {
        Upload upload = Desk.Begin(TestRecord.Anna, _caseId);
        Assert.Equal("UPLOAD.TOO_LARGE", Refusal(() => _record.Add(upload.Id, 0, "large", new string('x', 1001))));
        _record.Add(upload.Id, 0, "a", new string('x', 900));
        Assert.Equal("UPLOAD.TOO_LARGE", Refusal(() => _record.Add(upload.Id, 1, "b", new string('y', 700))));
        Assert.Equal("UPLOAD.TOO_MANY_FILES", Refusal(() => _record.Add(upload.Id, 10, "c", "z")));
        Assert.Equal("UPLOAD.TOO_MANY_FILES", Refusal(() => _record.Add(upload.Id, -1, "c", "z")));
        Assert.Equal([0], Desk.Files(TestRecord.Anna, upload.Id).Select(f => f.Number));
        Desk.Begin(TestRecord.Anna, _caseId);
        Desk.Begin(TestRecord.Anna, _caseId);
        Assert.Equal("UPLOAD.TOO_MANY", Refusal(() => Desk.Begin(TestRecord.Anna, _caseId)));
    }

    [Fact, Trait("REQ", "U3")]
    public void New_work_is_refused_below_the_disk_reserve()
    {
        DriveInfo disk = new(_record.Folder);
        DataRoot root = new(_record.Folder, long.MaxValue);
        long wanted = disk.AvailableFreeSpace - (disk.TotalSize / 20); // would leave a twentieth: less than the tenth that is kept
        Assert.Equal("STORE.DISK_RESERVE", Refusal(() => root.RequireSpace(wanted)));
    }

    [Fact]
    public void Aborting_removes_what_came_and_leaves_the_case_alone()
    {
        Upload upload = Desk.Begin(TestRecord.Anna, _caseId);
        _record.Add(upload.Id, 0, "a", "bytes");
        Desk.Abort(TestRecord.Anna, upload.Id);
        Assert.False(Directory.Exists(_record.Workspace.Root.Upload(upload.Id)));
        Assert.Equal("UPLOAD.UNKNOWN", Refusal(() => Desk.Complete(TestRecord.Anna, upload.Id)));
        Assert.Empty(_record.Workspace.Cases.Files(_caseId));
    }

    [Fact, Trait("REQ", "A1")]
    public void Nobody_touches_the_upload_of_another()
    {
        Upload upload = Desk.Begin(TestRecord.Anna, _caseId);
        Assert.Equal("UPLOAD.UNKNOWN", Refusal(() => Desk.Files(TestRecord.Ben, upload.Id)));
        Assert.Equal("UPLOAD.UNKNOWN", Refusal(() => Desk.Complete(TestRecord.Ben, upload.Id)));
        Assert.Equal("UPLOAD.UNKNOWN", Refusal(() => Desk.Abort(TestRecord.Ben, upload.Id)));
    }

    [Theory, Trait("REQ", "U2")]
    [InlineData("../../escape")]
    [InlineData("/etc/cron.d/x")]
    [InlineData("..\\..\\w.dll")]
    [InlineData("C:\\x")]
    [InlineData("a\0b")]
    [InlineData("․․/․․/one-dot-leaders")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("")]
    public void A_hostile_name_stays_text(string name)
    {
        string[] before = Outside();
        Upload upload = Desk.Begin(TestRecord.Anna, _caseId);
        _record.Add(upload.Id, 0, name, "bytes");
        Desk.Complete(TestRecord.Anna, upload.Id);

        Assert.Equal(before, Outside());
        Assert.Single(Directory.GetFiles(_record.Workspace.Root.CaseFiles(_caseId)), f => FileVault.IsSha256(Path.GetFileName(f)));
        Assert.DoesNotContain('\0', _record.Workspace.Cases.Files(_caseId).Single().DisplayName);
    }

    [Fact, Trait("REQ", "U2")]
    public void A_name_of_5000_characters_is_cut_for_display()
    {
        Upload upload = Desk.Begin(TestRecord.Anna, _caseId);
        Assert.Equal(200, _record.Add(upload.Id, 0, new string('n', 5000), "bytes").DisplayName.Length);
    }

    [Theory, Trait("REQ", "U2")]
    [InlineData("..")]
    [InlineData("../cases")]
    [InlineData("")]
    [InlineData("01J0000000000000000000000/")]
    [InlineData("01j00000000000000000000000")]
    public void Only_identifiers_of_ours_become_folders(string id)
    {
        Assert.Equal("STORE.BAD_ID", Refusal(() => Desk.Files(TestRecord.Anna, id)));
        Assert.Equal("STORE.BAD_ID", Refusal(() => _record.Workspace.Root.Case(id)));
    }

    /// <summary>Every path of the data folder outside the quarantine, the case, and the jobs.</summary>
    private string[] Outside() => [.. Directory.EnumerateFileSystemEntries(_record.Folder, "*", SearchOption.AllDirectories)
        .Where(p => !p.Contains("/uploads/") && !p.Contains($"/cases/{_caseId}/files") && !p.Contains("/jobs/") && !p.Contains("record.db")).Order()];

    private static string Refusal(Action action) => Assert.Throws<RefusedException>(action).Finding.Code;

    private sealed class UnreadableStream : MemoryStream
    {
        public UnreadableStream() : base(Encoding.UTF8.GetBytes("never read")) { }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("connection lost");
    }
}

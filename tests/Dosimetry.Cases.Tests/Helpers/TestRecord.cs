using System.Text;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Security;
using Dosimetry.Cases.Uploads;

namespace Dosimetry.Cases.Tests;

/// <summary>A workspace in a temporary folder, removed at the end.</summary>
internal sealed class TestRecord : IDisposable
{
    public static readonly Actor Anna = new("01J0000000000000000000ANNA", "anna", Role.Physicist);
    public static readonly Actor Ben = new("01J00000000000000000000BEN", "ben", Role.Physicist);
    private readonly TimeProvider _time;

    public TestRecord(string? postgreSql = null, Func<CasesOptions, CasesOptions>? with = null, TimeProvider? time = null)
    {
        _time = time ?? Time;
        Folder = Directory.CreateTempSubdirectory("dosimetry-cases-").FullName;
        CasesOptions options = new() { DataFolder = Folder, PostgreSql = postgreSql, DiskReserveBytes = 1 };
        Options = with?.Invoke(options) ?? options;
        Workspace = new CaseWorkspace(Options, _time);
    }

    public string Folder { get; }
    public CasesOptions Options { get; }
    public FakeTime Time { get; } = new();
    public CaseWorkspace Workspace { get; private set; }

    /// <summary>As after a restart of the program.</summary>
    public void Restart()
    {
        Workspace.Dispose();
        Workspace = new CaseWorkspace(Options, _time);
    }

    public string NewCase() => Workspace.Cases.Create(Anna, "Practice").Id;

    /// <summary>Uploads texts as files and completes.</summary>
    public UploadOutcome Upload(string caseId, params string[] texts)
    {
        Upload upload = Workspace.Uploads.Begin(Anna, caseId);
        for (int i = 0; i < texts.Length; i++) Add(upload.Id, i, $"file {i}", texts[i]);
        return Workspace.Uploads.Complete(Anna, upload.Id);
    }

    public UploadedFile Add(string uploadId, int number, string name, string text, string? sha256 = null) =>
        Workspace.Uploads.AddFileAsync(Anna, uploadId, number, name, new MemoryStream(Encoding.UTF8.GetBytes(text)), sha256, default).GetAwaiter().GetResult();

    public JobFolder JobFolder(string jobId) => new(Workspace.Root.Job(jobId));

    public void Dispose()
    {
        Workspace.Dispose();
        TestSupport.TestFolder.Delete(Folder);
    }
}

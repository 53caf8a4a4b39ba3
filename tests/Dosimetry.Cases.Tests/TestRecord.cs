using Dosimetry.Cases.Security;

namespace Dosimetry.Cases.Tests;

/// <summary>A workspace in a temporary folder, removed at the end.</summary>
internal sealed class TestRecord : IDisposable
{
    public static readonly Actor Anna = new("01J0000000000000000000ANNA", "anna", Role.Physicist);
    public static readonly Actor Ben = new("01J00000000000000000000BEN", "ben", Role.Physicist);

    public TestRecord(string? postgreSql = null, Func<CasesOptions, CasesOptions>? with = null)
    {
        Folder = Directory.CreateTempSubdirectory("dosimetry-cases-").FullName;
        CasesOptions options = new() { DataFolder = Folder, PostgreSql = postgreSql, DiskReserveBytes = 1 };
        Options = with?.Invoke(options) ?? options;
        Workspace = new CaseWorkspace(Options, Time);
    }

    public string Folder { get; }
    public CasesOptions Options { get; }
    public FakeTime Time { get; } = new();
    public CaseWorkspace Workspace { get; private set; }

    /// <summary>As after a restart of the program.</summary>
    public void Restart()
    {
        Workspace.Dispose();
        Workspace = new CaseWorkspace(Options, Time);
    }

    public void Dispose()
    {
        Workspace.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

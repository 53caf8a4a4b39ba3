using Dosimetry.Cases.Tools;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Tests.Tools;

/// <summary>What happens around the import child, whatever the child does: each script below plays one that misbehaves.</summary>
[Trait("REQ", "P3")]
public sealed class ImportToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dosimetry-import-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("kill -ABRT $$", "IMPORT.CRASHED")]
    [InlineData("kill -SEGV $$", "IMPORT.CRASHED")]
    [InlineData("echo 'Out of memory.' >&2; exit 134", "IMPORT.MEMORY")]
    [InlineData("sleep 60", "IMPORT.TIME")]
    [InlineData("exit 0", "IMPORT.CRASHED")]
    [InlineData("""echo '{"refused":true,"findings":[{"severity":"error","code":"IMPORT.EMPTY","text":"No images."}]}'; exit 3""", "IMPORT.EMPTY")]
    [InlineData("echo '{ torn'; exit 3", "IMPORT.CRASHED")]
    public async Task Every_bad_end_of_the_child_has_its_code(string body, string code)
    {
        ImportTool tool = new(Child(body), TimeSpan.FromSeconds(body.StartsWith("sleep", StringComparison.Ordinal) ? 0.5 : 30));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => tool.RunAsync(_folder, Path.Combine(_folder, "out"), null, default));
        Assert.Equal(code, refused.Finding.Code);
    }

    [Fact]
    public async Task The_child_is_called_by_its_contract_under_its_caps()
    {
        CliProgram child = Child("mkdir -p \"$4\"; { echo \"$@\"; echo $DOTNET_GCHeapHardLimit; ulimit -c; } > \"$4/seen\"; echo {} > \"$4/import.json\"");
        string target = Path.Combine(_folder, "out");
        await new ImportTool(child, TimeSpan.FromSeconds(30)).RunAsync(_folder, target, null, default);
        Assert.Equal([$"import {_folder} --out {target} --json", "0x20000000", "0"], File.ReadAllLines(Path.Combine(target, "seen")));
    }

    private CliProgram Child(string body)
    {
        string path = Path.Combine(_folder, "child.sh");
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return CliProgram.Locate(path);
    }
}

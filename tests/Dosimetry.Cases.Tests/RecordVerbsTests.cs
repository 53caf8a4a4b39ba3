using System.Text.Json;
using Dosimetry.Cases.Tests.Jobs;
using Dosimetry.Cases.Tools;

namespace Dosimetry.Cases.Tests;

/// <summary>The verbs on a record and on job folders, as processes: exit codes and JSON keys are a contract.</summary>
public sealed class RecordVerbsTests : IDisposable
{
    private readonly WatchedRecord _w = new();

    public void Dispose() => _w.Dispose();

    [Fact, Trait("REQ", "R2")]
    public async Task Audit_check_names_the_first_bad_entry()
    {
        (int good, JsonElement intact) = await RunAsync("audit-check", "--data", _w.Record.Folder);
        Assert.Equal((0, true), (good, intact.GetProperty("intact").GetBoolean()));
        _w.Workspace.Audit.Record(TestRecord.Anna, "case.view", "case", _w.CaseId);
        _w.Workspace.Database.Write(s => { s.Do("update audit_entry set user_name = 'nobody' where sequence = 2"); });
        (int bad, JsonElement report) = await RunAsync("audit-check", "--data", _w.Record.Folder);
        Assert.Equal((4, 2), (bad, report.GetProperty("firstBad").GetInt32()));
    }

    [Fact, Trait("REQ", "D4")]
    public async Task Verify_finds_a_changed_file()
    {
        _w.Record.Upload(_w.CaseId, "bytes");
        Assert.Equal(0, (await RunAsync("verify", "--data", _w.Record.Folder)).Code);
        string file = Directory.GetFiles(_w.Workspace.Root.CaseFiles(_w.CaseId)).Single();
        File.WriteAllText(file, "bytez");
        (int code, JsonElement report) = await RunAsync("verify", "--data", _w.Record.Folder);
        Assert.Equal((4, "changed"), (code, report.GetProperty("damaged")[0].GetProperty("problem").GetString()));
    }

    [Fact]
    public async Task Status_and_merge_tell_the_truth_about_a_job()
    {
        var job = _w.StartedImport();
        Assert.Equal("running", (await RunAsync("status", job.Path)).Json.GetProperty("state").GetString());
        Assert.Equal(4, (await RunAsync("merge", job.Path)).Code);
        _w.Runner.Work(job, WatchedRecord.WriteImport);
        Assert.Equal("done", (await RunAsync("status", job.Path)).Json.GetProperty("state").GetString());
        (int code, JsonElement merge) = await RunAsync("merge", job.Path);
        Assert.Equal((0, false, true), (code, merge.GetProperty("merged").GetBoolean(), merge.GetProperty("complete").GetBoolean()));
    }

    [Fact]
    public async Task A_folder_that_is_no_record_is_refused_and_not_made_into_one()
    {
        string empty = Directory.CreateDirectory(Path.Combine(_w.Record.Folder, "empty")).FullName;
        Assert.Equal(3, (await RunAsync("verify", "--data", empty)).Code);
        Assert.Equal(3, (await RunAsync("shard", empty, "0")).Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(empty));
    }

    private static async Task<(int Code, JsonElement Json)> RunAsync(params string[] arguments)
    {
        ChildCommand command = new(CliProgram.Locate(null).Command([.. arguments, "--json"]), TimeSpan.FromSeconds(60));
        ChildResult result = await ChildProcess.RunAsync(command, default);
        return (result.ExitCode, result.Output.Length == 0 ? default : JsonDocument.Parse(result.Output).RootElement);
    }
}

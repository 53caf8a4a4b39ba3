using Dosimetry.Cases.Jobs;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Tests.Jobs;

public sealed class ShardTests : IDisposable
{
    private readonly WatchedRecord _w = new();
    private readonly JobFolder _job;

    public ShardTests() => _job = _w.Record.JobFolder(_w.Record.Upload(_w.CaseId, "bytes").JobId);

    public void Dispose() => _w.Dispose();

    [Fact]
    public async Task A_finished_shard_is_not_done_again()
    {
        int runs = 0;
        JobAction count = (context, cancel) => { runs++; return WatchedRecord.WriteImport(context, cancel); };
        JobPart first = await Shard().RunAsync(count, default);
        JobPart second = await Shard().RunAsync(count, default);
        Assert.Equal((1, first.Seconds), (runs, second.Seconds));
    }

    [Fact]
    public async Task Two_processes_do_not_work_on_one_shard()
    {
        using FileStream other = _job.TryLock(0)!;
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Shard().RunAsync(WatchedRecord.WriteImport, default));
        Assert.Equal("JOB.ALREADY_RUNNING", refused.Finding.Code);
    }

    [Fact]
    public async Task The_marker_file_stops_a_work_that_listens()
    {
        Task<JobPart> running = Shard().RunAsync(async (context, cancel) =>
        {
            File.WriteAllText(Path.Combine(context.ResultFolder, "half"), "");
            await Task.Delay(Timeout.Infinite, cancel);
        }, default);
        _job.RequestCancel();
        Assert.Equal(PartOutcome.Cancelled, (await running).Outcome);
        Assert.False(Directory.Exists(_job.Result));
    }

    [Fact]
    public async Task The_marker_file_ends_a_work_that_does_not_listen()
    {
        using ManualResetEventSlim release = new();
        Task<JobPart> running = Shard().RunAsync((_, _) => { release.Wait(CancellationToken.None); return Task.CompletedTask; }, default);
        _job.RequestCancel();
        Assert.Equal(PartOutcome.Cancelled, (await running).Outcome);
        release.Set();
    }

    [Fact]
    public async Task Progress_reaches_the_heartbeat_with_finite_numbers()
    {
        await Shard().RunAsync((context, cancel) =>
        {
            context.Progress.Report(new JobProgress(double.NaN, "Transport", 5, 10, RelSigma: 0.02, Device: "cpu"));
            return WatchedRecord.WriteImport(context, cancel);
        }, default);
        JobProgress last = _job.Beat(0)!.Progress;
        Assert.Equal((0.0, "Transport", 5L, 10L, 0.02, "cpu"), (last.Fraction, last.Stage, last.Done, last.Total, last.RelSigma, last.Device));
    }

    [Fact]
    public async Task The_result_is_listed_with_its_hashes_and_the_story_is_told()
    {
        JobPart part = await Shard().RunAsync(WatchedRecord.WriteImport, default);
        Assert.Equal(["import.json"], part.Files.Keys);
        Assert.Equal(Cases.Store.FileVault.Sha256Of(Path.Combine(_job.Result, "import.json")), part.Files["import.json"]);
        string[] story = File.ReadAllLines(Path.Combine(_job.Path, "events.jsonl"));
        Assert.Contains("\"started\"", story[0]);
        Assert.Contains("\"done\"", story[^1]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task There_is_no_shard_beyond_the_last(int index)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => new Shard(_job, index, TimeProvider.System).RunAsync(default));
        Assert.Equal("JOB.NO_SHARD", refused.Finding.Code);
    }

    [Fact]
    public void A_folder_tells_its_own_state()
    {
        Assert.Equal("queued", JobReport.Of(_job).State);
        using (_job.TryLock(0)) Assert.Equal("running", JobReport.Of(_job).State);
        _job.Write(0, new JobBeat(DateTimeOffset.UnixEpoch, 1, new JobProgress(0.5, "half")));
        Assert.Equal("died", JobReport.Of(_job).State);
        _w.Runner.Work(_job, WatchedRecord.WriteImport);
        JobReport report = JobReport.Of(_job);
        Assert.Equal(("done", 1), (report.State, report.DoneShards));
    }

    [Fact, Trait("REQ", "Y1")]
    public void A_job_folder_names_nobody()
    {
        foreach (string file in Directory.EnumerateFiles(_job.Path, "*", SearchOption.AllDirectories).Where(f => !f.Contains("/input/")))
            Assert.DoesNotMatch("anna|Practice|file 0", File.ReadAllText(file));
    }

    private Shard Shard() => new(_job, 0, TimeProvider.System);
}

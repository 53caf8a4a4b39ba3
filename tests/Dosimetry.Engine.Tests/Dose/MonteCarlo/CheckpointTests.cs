using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Dose.MonteCarlo;
using Dosimetry.Engine.Foundation;
using static Dosimetry.Engine.Tests.Dose.DoseReferences;

namespace Dosimetry.Engine.Tests.Dose.MonteCarlo;

/// <summary>A run that was stopped ends, when started again, with the bits of one that never was; tallies of another run are never continued.</summary>
public sealed class CheckpointTests : IDisposable
{
    private static readonly MonteCarloEngine Engine = new(Library);
    private readonly string _file = Path.GetTempFileName();
    private readonly CpuDevice _device = new(2);

    public CheckpointTests() => File.Delete(_file);

    public void Dispose()
    {
        _device.Dispose();
        File.Delete(_file);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.01)]
    public void A_cancelled_run_goes_on_to_the_same_bits(double? target)
    {
        DoseOptions options = Options(target is null ? 100_000 : null, target);
        DoseResult whole = Engine.Compute(Input, options with { Checkpoint = null }, _device, null, default);
        Stop(options, afterBatches: 11);
        Assert.True(File.Exists(_file));
        DoseResult resumed = Engine.Compute(Input, options, _device, null, default);
        Assert.True(resumed.ResumedAt > 0 && resumed.ResumedAt < resumed.Histories);
        Assert.Equal(whole.Dose.Values, resumed.Dose.Values);
        Assert.Equal(whole.Sigma!.Values, resumed.Sigma!.Values);
        Assert.Equal(whole.RegionMeans, resumed.RegionMeans);
        Assert.Equal((whole.Histories, whole.EnergyBalance, whole.AbsorbedFraction), (resumed.Histories, resumed.EnergyBalance, resumed.AbsorbedFraction));
        Assert.Equal(whole.Settings, resumed.Settings);
        Assert.Equal(whole.Findings, resumed.Findings);
    }

    [Fact]
    public void Another_number_of_threads_may_go_on()
    {
        DoseOptions options = Options(100_000, null);
        Stop(options, afterBatches: 7);
        using var one = new CpuDevice(1);
        Assert.Equal(Engine.Compute(Input, options with { Checkpoint = null }, _device, null, default).Dose.Values,
            Engine.Compute(Input, options, one, null, default).Dose.Values);
    }

    [Theory]
    [InlineData(0, 1)]   // the mark
    [InlineData(60, 1)]  // the hash
    [InlineData(500, 1)] // a tally
    [InlineData(0, 0)]   // cut off
    public void A_damaged_file_costs_time_but_no_bits(int at, int change)
    {
        DoseOptions options = Options(100_000, null);
        Stop(options, afterBatches: 5);
        byte[] bytes = File.ReadAllBytes(_file);
        bytes[at] ^= (byte)change;
        File.WriteAllBytes(_file, change == 0 ? bytes[..^9] : bytes);
        DoseResult again = Engine.Compute(Input, options, _device, null, default);
        Assert.Equal(0, again.ResumedAt);
        Assert.Contains(again.Findings, f => f.Code == "DOSE.CHECKPOINT_DAMAGED");
        Assert.Equal(Engine.Compute(Input, options with { Checkpoint = null }, _device, null, default).Dose.Values, again.Dose.Values);
    }

    [Fact]
    public void Tallies_of_another_run_are_refused()
    {
        Stop(Options(100_000, null), afterBatches: 5);
        foreach (DoseOptions other in new[] { Options(100_000, null) with { Seed = 2 }, Options(100_032, null), Options(null, 0.01), Options(100_000, null) with { Regions = [] } })
            Assert.Equal("DOSE.CHECKPOINT_OTHER", Assert.Throws<RefusedException>(() => Engine.Compute(Input, other, _device, null, default)).Finding.Code);
        float[] denser = [.. Input.Density.Values];
        denser[7] *= 1.001f;
        Assert.Throws<RefusedException>(() => Engine.Compute(Input with { Density = new(Input.Density.Grid, denser) }, Options(100_000, null), _device, null, default));
    }

    private static DoseInput Input { get; } = Make();

    private DoseOptions Options(long? histories, double? target) =>
        new(Histories: histories, TargetSigma: target) { Checkpoint = _file, CheckpointEvery_s = 0, Regions = [new([0, 1, 200], [0.5f, 1, 0.25f])] };

    private void Stop(DoseOptions options, int afterBatches)
    {
        using var cancel = new CancellationTokenSource();
        int told = 0;
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Engine.Compute(Input, options, _device, new Listener(() => { if (++told == afterBatches) cancel.Cancel(); }), cancel.Token));
    }

    private static DoseInput Make()
    {
        var g = new Grid(9, 8, 7, Affine.Diagonal(new(3, 4, 2), default));
        byte[] medium = [.. Enumerable.Range(0, g.Count).Select(v => (byte)(g.Voxel(v).I / 3))];
        return new(new(g, [.. medium.Select((m, v) => m > 0 ? 1 + v % 3 : 0f)]), new(g, [.. medium.Select(m => new[] { 0.26f, 1.04f, 1.9f }[m])]), medium,
            ["lung", "soft_tissue", "cortical_bone"], "Lu-177");
    }

    private sealed class Listener(Action hear) : IProgress<DoseProgress>
    {
        public void Report(DoseProgress value) => hear();
    }
}

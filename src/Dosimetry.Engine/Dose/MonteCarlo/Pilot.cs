using System.Diagnostics;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose.Physics;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// Cost of a run from a few decays of the same case on the same device: decays per second, and the uncertainty σ₁ of N₁ decays, from which that
/// of N follows as σ₁ √(N₁/N). At most 2·10⁶ decays. Neglected: other work of the machine later on.
/// </summary>
internal sealed class Pilot(PhysicsLibrary library, MonteCarloSettings settings)
{
    private const int Batches = 16, WarmUp = 20_000, Fewest = 200_000, Most = 2_000_000, PerActiveVoxel = 8;

    /// <summary>Expected time, decays and uncertainty.</summary>
    public DoseEstimate Estimate(DoseInput input, DoseOptions options, IVoxelDevice device)
    {
        int active = input.Tia.Values.Count(a => a > 0);
        long memory = input.Tia.Grid.Count * 44L; // matter, tally of a batch, sums, squares, dose and its σ
        if (active == 0) return new DoseEstimate(0, memory);
        Follow(input, options, device, WarmUp); // compiles the kernels
        long decays = Math.Clamp((long)PerActiveVoxel * active, Fewest, Most);
        (double relSigma, double setUp_s, double follow_s) = Follow(input, options, device, decays);
        double wanted = options.Histories
            ?? (options.TargetSigma is { } target ? decays * relSigma * relSigma / (target * target) : settings.DefaultHistories);
        long fewest = new RunLength(options, settings, input.Density.Values, active).FewestDecays;
        long histories = Math.Clamp((long)Math.Min(RunLength.MostDecays, wanted), Math.Min(fewest, RunLength.MostDecays), RunLength.MostDecays);
        return new DoseEstimate(setUp_s + follow_s * histories / decays, memory) { Histories = histories, RelSigma = relSigma * Math.Sqrt((double)decays / histories) };
    }

    private (double RelSigma, double SetUp_s, double Follow_s) Follow(DoseInput input, DoseOptions options, IVoxelDevice device, long decays)
    {
        var few = new DoseOptions(options.Seed, decays);
        var length = new RunLength(few, settings with { Batches = Batches }, input.Density.Values, 0);
        var sums = new BatchSums(input.Tia.Grid.Count, []);
        var start = new FirstReport();
        device.Run(new TransportProgram(input, library, settings, length, few, sums, start, CancellationToken.None));
        return (length.RelSigma(sums), start.At_s, start.Now_s - start.At_s);
    }

    /// <summary>The moment when the tables are made and the first batch begins.</summary>
    private sealed class FirstReport : IProgress<DoseProgress>
    {
        private readonly long _start = Stopwatch.GetTimestamp();
        private double? _at_s;

        public double At_s => _at_s ?? Now_s;
        public double Now_s => Stopwatch.GetElapsedTime(_start).TotalSeconds;
        public void Report(DoseProgress value) => _at_s ??= Now_s;
    }
}

using System.Diagnostics;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose.Physics;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// Cost of a run from a few decays of the same case on the same device: decays per second, and the uncertainty σ₁ of N₁ decays, from which that
/// of N follows as σ₁ √(N₁/N). Takes about a second on two processor cores. Neglected: other work of the machine later on.
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
        (_, double setUp_s) = Follow(input, options, device, WarmUp);
        long decays = Math.Clamp((long)PerActiveVoxel * active, Fewest, Most);
        (double relSigma, double all_s) = Follow(input, options, device, decays);
        double perDecay_s = Math.Max(1e-12, (all_s - setUp_s) / (decays - WarmUp));
        double wanted = options.Histories
            ?? (options.TargetSigma is { } target ? decays * relSigma * relSigma / (target * target) : settings.DefaultHistories);
        long histories = (long)Math.Min(RunLength.MostDecays, wanted);
        return new DoseEstimate(setUp_s + histories * perDecay_s, memory) { Histories = histories, RelSigma = relSigma * Math.Sqrt((double)decays / histories) };
    }

    private (double RelSigma, double Seconds) Follow(DoseInput input, DoseOptions options, IVoxelDevice device, long decays)
    {
        long start = Stopwatch.GetTimestamp();
        var few = new DoseOptions(options.Seed, decays);
        var length = new RunLength(few, settings with { Batches = Batches }, input.Density.Values, 0);
        var sums = new BatchSums(input.Tia.Grid.Count, []);
        device.Run(new TransportProgram(input, library, settings, length, few, sums, null, CancellationToken.None));
        return (length.RelSigma(sums), Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}

using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose;

/// <summary>
/// What a dose engine needs: time-integrated activity (MBq·s per voxel), density (g/cm³) and, per voxel, an index into <paramref name="Media"/>
/// (names of photon tables), all on one grid.
/// </summary>
public sealed record DoseInput(
    Volume<VoxelTia> Tia, Volume<MassDensity> Density, byte[] Medium, IReadOnlyList<string> Media, string Nuclide);

/// <summary>Options every engine understands; an engine ignores what it has no use for. <paramref name="TargetSigma"/>: relative, Monte
/// Carlo only.</summary>
public sealed record DoseOptions(ulong Seed = 1, long? Histories = null, double? TargetSigma = null, int Threads = 0)
{
    /// <summary>Regions whose mean dose is wanted with its statistical uncertainty (Monte Carlo): neighbours' errors are not independent.</summary>
    public IReadOnlyList<RegionVoxels> Regions { get; init; } = [];
    /// <summary>File in which a Monte Carlo run keeps its tallies: a run that finds its own goes on from there and ends with the same bits as one
    /// that was never stopped. Null: nothing is kept. Who starts the run deletes the file when the result is safe.</summary>
    public string? Checkpoint { get; init; }
    /// <summary>Least time between two writings of <see cref="Checkpoint"/>, s.</summary>
    public double CheckpointEvery_s { get; init; } = 5;
}

/// <summary>Voxels of a region with the share of each that lies in it; null: all of every voxel.</summary>
public sealed record RegionVoxels(int[] Voxels, float[]? Shares = null);

/// <summary>Mean dose of a region, energy over mass, with its statistical standard uncertainty.</summary>
public sealed record RegionMean(double Mean_Gy, double Sigma_Gy);

/// <summary>Progress of a running computation: share done in [0, 1], what is being done, and (Monte Carlo) the relative uncertainty reached
/// so far.</summary>
public sealed record DoseProgress(double Fraction, string Stage, double? RelSigma = null);

/// <summary>Where an engine may be used on an input: refused with reasons, or allowed with warnings.</summary>
public sealed record DoseValidity(bool Allowed, IReadOnlyList<Finding> Findings);

/// <summary>What a run will take, before it starts; measured on the device where the engine can (Monte Carlo follows a few decays).</summary>
public sealed record DoseEstimate(double Seconds, long PeakMemory_bytes)
{
    /// <summary>Relative statistical uncertainty to expect after <see cref="Seconds"/>; time goes with its inverse square. Null: there is none.</summary>
    public double? RelSigma { get; init; }
    /// <summary>Decays that the run will follow; null: none.</summary>
    public long? Histories { get; init; }
}

/// <summary>
/// Absorbed dose per voxel. <paramref name="EnergyBalance"/> = (absorbed + escaped or neglected) / emitted energy of the engine's own tally;
/// <paramref name="AbsorbedFraction"/> = absorbed / emitted. <paramref name="Sigma"/> is the statistical standard uncertainty where there is one.
/// </summary>
public sealed record DoseResult(
    Volume<Dose_Gy> Dose, Volume<Dose_Gy>? Sigma, string Engine, string Device, string DecayData, double EnergyBalance, double AbsorbedFraction,
    long? Histories, double Elapsed_s, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<Finding> Findings)
{
    /// <summary>One per region asked for, in their order; none from an engine without statistical uncertainty.</summary>
    public IReadOnlyList<RegionMean> RegionMeans { get; init; } = [];
    /// <summary>Histories that an earlier, interrupted run had followed and kept; 0 for a run in one go. The dose does not depend on it.</summary>
    public long ResumedAt { get; init; }
    /// <summary>Why this device and no faster one; null when there is nothing to say.</summary>
    public string? DeviceReason { get; init; }
}

/// <summary>The whole contract of a dose engine: name, where it is valid, what it costs, the dose.</summary>
public interface IDoseEngine
{
    /// <summary>Name on the command line and in reports: local, voxel-s, monte-carlo, network.</summary>
    string Name { get; }
    /// <summary>One sentence for the engine card: what it does and what it neglects.</summary>
    string Summary { get; }
    /// <summary>Looks at an input without computing.</summary>
    DoseValidity Check(DoseInput input);
    /// <summary>Expected cost on a device.</summary>
    DoseEstimate Estimate(DoseInput input, DoseOptions options, IVoxelDevice device);
    /// <summary>Computes the dose.</summary>
    /// <exception cref="RefusedException">The input lies outside the engine's validity.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; no result exists.</exception>
    DoseResult Compute(DoseInput input, DoseOptions options, IVoxelDevice device, IProgress<DoseProgress>? progress, CancellationToken cancel);
}

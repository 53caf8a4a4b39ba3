using System.Diagnostics;
using System.Globalization;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// Quantity: absorbed dose per voxel to the voxel's own medium, Gy, with its statistical standard uncertainty.
/// Equation: D = Ã_total · (energy left in the voxel per decay) / (ρ V), from decays followed one by one:
/// photons by <see cref="PhotonTrack{TF,TI,TT}"/>, electrons by <see cref="ElectronTrack{TF,TI,TT}"/>. Density and medium are those of each voxel; vacuum outside the grid.
/// Source: the methods' papers, at the two trackers. Validity: voxels of 1 mm and more, electrons and photons of 10 keV to 3 MeV;
/// alphas stay in their voxel. Neglected: see the trackers.
/// </summary>
public sealed class MonteCarloEngine(PhysicsLibrary library, MonteCarloSettings? settings = null) : IDoseEngine
{
    private readonly MonteCarloSettings _settings = settings ?? new MonteCarloSettings();

    /// <inheritdoc/>
    public string Name => "monte-carlo";
    /// <inheritdoc/>
    public string Summary => "Photons and electrons followed one by one through density and medium of every voxel, with statistical uncertainty. "
        + "Voxels of 1 mm and more, 10 keV to 3 MeV.";

    /// <inheritdoc/>
    public DoseValidity Check(DoseInput input)
    {
        List<Finding> findings = DoseInputCheck.Findings(input, library);
        DoseInputCheck.RightAngles(input, findings);
        return new DoseValidity(findings.TrueForAll(f => f.Severity != Severity.Error), findings);
    }

    /// <inheritdoc/>
    public DoseEstimate Estimate(DoseInput input, DoseOptions options, IVoxelDevice device) =>
        Check(input).Allowed ? new Pilot(library, _settings).Estimate(input, options, device) : new DoseEstimate(0, 0);

    /// <inheritdoc/>
    public DoseResult Compute(DoseInput input, DoseOptions options, IVoxelDevice device, IProgress<DoseProgress>? progress, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        List<Finding> findings = [.. DoseInputCheck.Require(Check(input))];
        cancel.ThrowIfCancellationRequested();
        int active = input.Tia.Values.Count(a => a > 0);
        var length = new RunLength(options, _settings, input.Density.Values, active);
        var sums = new BatchSums(input.Tia.Grid.Count, options.Regions);
        var program = new TransportProgram(input, library, _settings, length, options, sums, progress, cancel);
        if (active > 0 && device.Run(program) is { } said) findings.Add(said);
        progress?.Report(new DoseProgress(1, "dose", active > 0 ? length.RelSigma(sums) : null));

        (float[] dose, float[] sigma) = Doses(input, sums, length.DecaysPerBatch);
        NuclideData nuclide = library.Nuclides[input.Nuclide];
        double balance = sums.Emitted > 0 ? (double)(sums.Absorbed + sums.Escaped) / sums.Emitted : 1;
        return new DoseResult(new(input.Tia.Grid, dose), new(input.Tia.Grid, sigma), Name, device.Name, nuclide.Source, balance,
            sums.Emitted > 0 ? (double)sums.Absorbed / sums.Emitted : 0, (long)sums.Batches * length.DecaysPerBatch,
            Stopwatch.GetElapsedTime(start).TotalSeconds, Settings(options, sums, length), findings)
            { RegionMeans = RegionMeans(input, options.Regions, sums, length.DecaysPerBatch), ResumedAt = (long)program.ResumedAt * length.DecaysPerBatch };
    }

    /// <summary>Gy g per quantum and batch: all the activity's decays over those of a batch.</summary>
    private static double Gy_g_per_quantum(DoseInput input, int decaysPerBatch) =>
        input.Tia.Sum() * EnergyToDose.Gy_g_per_keV_MBqs / EnergyQuanta.PerKeV / decaysPerBatch;

    private static RegionMean[] RegionMeans(DoseInput input, IReadOnlyList<RegionVoxels> regions, BatchSums sums, int decaysPerBatch)
    {
        double perQuantum = Gy_g_per_quantum(input, decaysPerBatch), volume_ml = input.Tia.Grid.VoxelVolume_ml;
        return [.. regions.Select((region, r) =>
        {
            double mass_g = region.Voxels.Select((v, n) => (region.Shares?[n] ?? 1f) * (double)input.Density.Values[v]).Sum() * volume_ml;
            (double mean, double sigma) = sums.Batches > 0 ? sums.Region(r) : (0, 0);
            return mass_g > 0 ? new RegionMean(mean * perQuantum / mass_g, sigma * perQuantum / mass_g) : new RegionMean(0, 0);
        })];
    }

    private static (float[] Dose, float[] Sigma) Doses(DoseInput input, BatchSums sums, int decaysPerBatch)
    {
        float[] density = input.Density.Values, dose = new float[density.Length], sigma = new float[density.Length];
        double perQuantum = Gy_g_per_quantum(input, decaysPerBatch) / input.Tia.Grid.VoxelVolume_ml;
        for (int v = 0; v < dose.Length && sums.Batches > 0; v++)
            if (density[v] > 0)
                (dose[v], sigma[v]) = ((float)(sums.Mean(v) * perQuantum / density[v]), (float)(sums.Sigma(v) * perQuantum / density[v]));
        return (dose, sigma);
    }

    private Dictionary<string, string> Settings(DoseOptions options, BatchSums sums, RunLength length) => new()
    {
        ["seed"] = options.Seed.ToString(CultureInfo.InvariantCulture),
        ["batches"] = sums.Batches.ToString(CultureInfo.InvariantCulture),
        ["relSigma"] = (sums.Batches > 0 ? length.RelSigma(sums) : 0).ToString("G3", CultureInfo.InvariantCulture),
        ["electrons"] = "condensed history",
        ["photonWeight"] = _settings.PhotonWeight.ToString(CultureInfo.InvariantCulture),
        ["betaSpectrum"] = "ICRP table, linear, energies scaled to the nominal mean",
    };
}

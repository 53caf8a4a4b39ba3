using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// Quantity: time-integrated activity per voxel, MBq·s.
/// Equation: ã_v = Σ_r Ã_r · q_rv, with the voxel's share q_rv = w_rv Σ_t g_t C_v(t) / Σ_v' w_rv' Σ_t g_t C_v'(t) and the time weights g_t of the
/// trapezium rule. The region's curve gives the shape in time, the images only the pattern inside the region, averaged over the scans so that
/// the noise of one scan does not decide. Σ_v Ã_r q_rv = Ã_r exactly.
/// Validity: the pattern inside a region does not change with time. Neglected: kinetics that differ from voxel to voxel; negative voxels count as zero.
/// </summary>
public static class VoxelTiaMap
{
    private const double SecondsPerHour = 3600;

    /// <summary>Spreads the integrals of the regions over their voxels.</summary>
    /// <param name="study">Aligned scans.</param>
    /// <param name="regions">Regions with the integral of each, MBq·h.</param>
    public static Volume<VoxelTia> Spread(AlignedStudy study, IEnumerable<(Region Region, double Tia_MBq_h)> regions)
    {
        double[] weights = TrapeziumWeights([.. study.Spect.Select(s => s.AfterInjection.Hours)]);
        return Spread(study.Grid, Pattern(study.Spect, weights, study.Grid.Count), regions);
    }

    /// <summary>Spreads integrals by a pattern from another image, e.g. a PET before therapy with predicted integrals.</summary>
    /// <param name="grid">Grid of regions and pattern.</param>
    /// <param name="pattern">Any positive quantity proportional to the concentration; negative and zero voxels get nothing.</param>
    /// <param name="regions">Regions with the integral of each, MBq·h.</param>
    public static Volume<VoxelTia> Spread(Grid grid, float[] pattern, IEnumerable<(Region Region, double Tia_MBq_h)> regions)
    {
        double[] tia = new double[grid.Count];
        foreach (var (region, tia_MBq_h) in regions) Add(tia, region, pattern, tia_MBq_h * SecondsPerHour);
        return new Volume<VoxelTia>(grid, Array.ConvertAll(tia, t => (float)t));
    }

    /// <summary>Half the distance to each neighbour; a lone scan weighs 1.</summary>
    private static double[] TrapeziumWeights(double[] times_h) => times_h.Length == 1 ? [1] :
        [.. times_h.Select((t, n) => (times_h[Math.Min(n + 1, times_h.Length - 1)] - times_h[Math.Max(n - 1, 0)]) / 2)];

    private static float[] Pattern(IReadOnlyList<QuantifiedScan> scans, double[] weights, int count)
    {
        float[] pattern = new float[count];
        for (int s = 0; s < scans.Count; s++)
            for (int n = 0; n < count; n++) pattern[n] += (float)(weights[s] * Math.Max(0, scans[s].Activity.Values[n]));
        return pattern;
    }

    private static void Add(double[] tia, Region region, float[] pattern, double tia_MBq_s)
    {
        double[] shares = [.. region.Voxels.Zip(region.Weights, (v, w) => w * (double)Math.Max(0, pattern[v]))];
        if (shares.Sum() <= 0) shares = Array.ConvertAll(region.Weights, w => (double)w); // nothing to go by: evenly, so that no decay is lost
        double sum = shares.Sum();
        for (int n = 0; n < shares.Length; n++) tia[region.Voxels[n]] += tia_MBq_s * shares[n] / sum;
    }
}

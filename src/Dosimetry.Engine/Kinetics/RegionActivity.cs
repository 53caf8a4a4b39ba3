using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// Quantity: activity of a region at the time of each scan, MBq, not decay-corrected. Equation: A_r(t) = Σ_v w_rv · C_v(t) · V.
/// Uncertainty: the calibration's relative standard uncertainty, and the counting statistics where the scan says how many counts stand behind its Bq/ml
/// (u² = Σ w² C V² per count density). Neglected: partial-volume loss (see <see cref="RecoveryCorrection"/>), correlation of reconstructed noise.
/// </summary>
public static class RegionActivity
{
    /// <summary>The curve of one region over all scans.</summary>
    /// <exception cref="RefusedException">The scans' times are impossible, or the region holds no activity.</exception>
    public static TimeActivityCurve Curve(AlignedStudy study, Region region) => new(region.Name, [.. Points(study, region)]);

    /// <summary>Activity of a region in each scan with its uncertainty, unchecked (blur or subtraction may leave nothing or less).</summary>
    public static IEnumerable<TacPoint> Points(AlignedStudy study, Region region) => study.Spect.Select(s => Point(s, region));

    /// <summary>Activity of a region in each scan, MBq, unchecked (blur or subtraction may leave nothing or less).</summary>
    public static IEnumerable<double> Sums_MBq(AlignedStudy study, Region region) => study.Spect.Select(s => Point(s, region).Activity_MBq);

    private static TacPoint Point(QuantifiedScan scan, Region region)
    {
        double sum_Bq = 0, variance_Bq2 = 0, voxel_ml = scan.Activity.Grid.VoxelVolume_ml;
        for (int n = 0; n < region.Voxels.Length; n++)
        {
            double bq = region.Weights[n] * (double)scan.Activity.Values[region.Voxels[n]] * voxel_ml;
            sum_Bq += bq;
            if (scan.CountsPerBq is > 0) variance_Bq2 += region.Weights[n] * Math.Max(0, bq) / scan.CountsPerBq.Value;
        }
        double counting = Math.Sqrt(variance_Bq2) / 1e6, activity = sum_Bq / 1e6, calibration = scan.RelSigma * activity;
        return new TacPoint(scan.AfterInjection.Hours, activity, Math.Sqrt(counting * counting + calibration * calibration));
    }
}

using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine.Calibrate;

// Quantity: activity concentration of a SPECT, Bq/ml, as it was at the stated time.
// Equation: c = C · d / (S · t · N) / V, d dead-time factor, C counts per voxel, S sensitivity (cps/MBq), t = time per projection × projections of one head (s),
//   N = number of heads for a sensitivity per head, 1 for one of the system, V voxel volume (ml).
// Time: acquisition start when the counts are decay-corrected to it (Corrected Image has DECY); otherwise the moment t̄ into the acquisition
//   at which the activity equals its mean, t̄ = ln(λT/(1 − e^(−λT)))/λ: no count is changed.
// Source: Dewaraja et al., MIRD 26 (J Nucl Med 2012;53:1310); DICOM PS3.3 C.8.4.
// Validity: linear count rate, or one dead-time factor for the case. Neglected: dead time that differs between scans, partial volume.

/// <summary>Counts to Bq/ml of one SPECT.</summary>
public static class SpectQuantifier
{
    /// <summary>Quantifies one series; what was assumed or looks wrong goes into <paramref name="findings"/>.</summary>
    /// <exception cref="RefusedException">No time, no duration, or an image before the injection.</exception>
    public static QuantifiedScan Quantify(
        ImportedStudy study, ImportedSeries series, SpectCalibration calibration, Administration administration, Duration halfLife, ICollection<Finding> findings)
    {
        NmAcquisition acquisition = series.Nm ?? throw new RefusedException("CALIBRATE.NOT_SPECT", $"{series.Id} is not a SPECT.", series.File);
        if (series.AcquisitionTime is not { } start)
            throw new RefusedException("CALIBRATE.TIME_MISSING", $"{series.Id}: the acquisition time is unknown; without it activity has no meaning. Cure: enter it with the case.", series.File);
        string path = Path.Combine(study.Folder, series.File);
        Volume<ActivityConcentration> activity;
        DateTime time = start;
        double? countsPerBq = null;
        if (acquisition.AlreadyQuantitative)
        {
            findings.Add(new Finding(Severity.Info, "CALIBRATE.NOT_APPLIED", $"{series.Id} is already in Bq/ml: the calibration factor is not applied a second time."));
            activity = NiftiFile.Read<ActivityConcentration>(path);
        }
        else
        {
            double duration_s = Duration_s(series, acquisition, calibration);
            activity = Calibrated(NiftiFile.Read<CountsPerVoxel>(path), calibration, acquisition, duration_s, series.Id, findings);
            countsPerBq = CountsPerMBq(calibration, duration_s) / 1e6;
            if (!acquisition.DecayCorrectedToStart) time = start.AddSeconds(MeanTime_s(halfLife, duration_s));
        }
        QuantifiedScan scan = new(series.Id, activity, time, Duration.From(time - administration.Time), calibration.RelSigma) { CountsPerBq = countsPerBq };
        Plausibility.Check(scan, administration, halfLife, findings);
        return scan;
    }

    private static Volume<ActivityConcentration> Calibrated(
        Volume<CountsPerVoxel> counts, SpectCalibration calibration, NmAcquisition acquisition, double duration_s, string id, ICollection<Finding> findings)
    {
        CalibrationFile.Check(calibration);
        Plausibility.CheckHeads(id, calibration, acquisition, findings);
        float scale = (float)(1e6 / (CountsPerMBq(calibration, duration_s) * counts.Grid.VoxelVolume_ml));
        return counts.Map<ActivityConcentration>(c => c * scale);
    }

    /// <summary>S · t · N / d, d the dead-time factor.</summary>
    private static double CountsPerMBq(SpectCalibration calibration, double duration_s) =>
        calibration.Sensitivity_cps_per_MBq * duration_s * (calibration.PerHead ? calibration.Heads!.Value : 1) / (calibration.DeadTimeFactor ?? 1);

    private static double Duration_s(ImportedSeries series, NmAcquisition acquisition, SpectCalibration calibration) =>
        calibration.Duration_s ?? acquisition.Duration_s ?? throw new RefusedException(
            "CALIBRATE.DURATION_MISSING",
            $"{series.Id}: the image states neither time per projection nor number of projections, so counts cannot become a rate. Cure: give duration_s (time per projection × projections of one head) in the calibration.", series.File);

    private static double MeanTime_s(Duration halfLife, double duration_s)
    {
        double lambda_per_s = Math.Log(2) / halfLife.Seconds, x = lambda_per_s * duration_s;
        return x < 1e-6 ? duration_s / 2 : Math.Log(x / (1 - Math.Exp(-x))) / lambda_per_s;
    }
}

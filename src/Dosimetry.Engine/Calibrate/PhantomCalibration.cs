using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine.Calibrate;

/// <summary>A source of known activity: assay, its time (the scanner's local time), and the assay's relative standard uncertainty.</summary>
public sealed record PhantomAssay(Activity Activity, DateTime Time, double RelSigma);

/// <summary>
/// Quantity: sensitivity of a camera with its reconstruction, counts per second per MBq.
/// Equation: S = C / (T · Ā), C all counts of the image, T time per projection × projections of one head, Ā the mean activity during the acquisition
/// (at its start where the counts are decay-corrected to it). Uncertainty: assay and counting statistics, u² = u_assay² + 1/C.
/// Source: Dewaraja et al., MIRD 26; EANM uncertainty guidance 2018. Validity: the whole phantom in the field of view, nothing else in it.
/// Neglected: counts outside the field, scatter and attenuation that the reconstruction leaves, dead time.
/// </summary>
public static class PhantomCalibration
{
    private const double SecondsPerDay = 86_400;

    /// <summary>The factor of one phantom scan, per head when the image states the number of heads.</summary>
    /// <exception cref="RefusedException">Not a SPECT in counts, no time or duration, an assay that cannot be.</exception>
    public static SpectCalibration Of(ImportedStudy study, ImportedSeries scan, PhantomAssay assay, Duration halfLife, ICollection<Finding> findings)
    {
        if (scan.Nm is not { AlreadyQuantitative: false } nm)
            throw new RefusedException("CALIBRATE.NOT_COUNTS", $"{scan.Id} holds no counts: a factor is measured on a SPECT before it is calibrated.", scan.File);
        if (!(assay.Activity.Bq > 0) || assay.RelSigma is < 0 or >= 1 or double.NaN)
            throw new RefusedException("CALIBRATE.ASSAY", "The assay needs a positive activity in MBq and a relative uncertainty from 0 to below 1.");
        if (scan.AcquisitionTime is not { } start || nm.Duration_s is not { } duration_s)
            throw new RefusedException("CALIBRATE.DURATION_MISSING", $"{scan.Id} states no acquisition time or no duration; the rate is unknown.", scan.File);
        double counts = NiftiFile.Read<CountsPerVoxel>(Path.Combine(study.Folder, scan.File)).Sum();
        if (!(counts > 0)) throw new RefusedException("CALIBRATE.NO_COUNTS", $"{scan.Id} holds no counts.", scan.File);
        double mean_MBq = MeanActivity_MBq(assay, start, duration_s, nm.DecayCorrectedToStart, halfLife), system = counts / (duration_s * mean_MBq);
        Judge(scan, assay, start, findings);
        double relSigma = Math.Sqrt(assay.RelSigma * assay.RelSigma + 1 / counts);
        return nm.Heads is { } heads and > 0 ? new SpectCalibration(system / heads, PerHead: true, heads, relSigma) : new SpectCalibration(system, PerHead: false, null, relSigma);
    }

    private static double MeanActivity_MBq(PhantomAssay assay, DateTime start, double duration_s, bool correctedToStart, Duration halfLife)
    {
        double lambda_per_s = Math.Log(2) / halfLife.Seconds, during = correctedToStart ? 1 : (1 - Math.Exp(-lambda_per_s * duration_s)) / (lambda_per_s * duration_s);
        return assay.Activity.MBq * Math.Exp(-lambda_per_s * (start - assay.Time).TotalSeconds) * during;
    }

    private static void Judge(ImportedSeries scan, PhantomAssay assay, DateTime start, ICollection<Finding> findings)
    {
        double days = Math.Abs((start - assay.Time).TotalSeconds) / SecondsPerDay;
        if (days > 7)
            findings.Add(new Finding(Severity.Warning, "CALIBRATE.ASSAY_FAR", FormattableString.Invariant($"The assay is {days:F1} days from the scan {scan.Id}; check both dates.")));
    }
}

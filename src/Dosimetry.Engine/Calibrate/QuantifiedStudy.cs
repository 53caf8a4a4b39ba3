using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine.Calibrate;

/// <summary>What was given to the patient. <see cref="Time"/> is the scanner's local time.</summary>
public sealed record Administration(string Nuclide, string? Ligand, Activity NetActivity, DateTime Time, double? Amount_nmol = null);

/// <summary>SPECT calibration: sensitivity in counts per second per MBq, of one head or of the whole system.</summary>
public sealed record SpectCalibration(double Sensitivity_cps_per_MBq, bool PerHead, int? Heads, double RelSigma, double? Duration_s = null)
{
    /// <summary>True over measured count rate: what dead time takes at the rates of the patient's scans; 1 = none, null = not stated.</summary>
    public double? DeadTimeFactor { get; init; }
}

/// <summary>A volume in Bq/ml as it was at <see cref="Time"/> (not decay-corrected further), with its time after injection.</summary>
public sealed record QuantifiedScan(string SeriesId, Volume<ActivityConcentration> Activity, DateTime Time, Duration AfterInjection, double RelSigma)
{
    /// <summary>Counts in the image per Bq in the patient (sensitivity × duration × heads), for counting statistics; null when unknown.</summary>
    public double? CountsPerBq { get; init; }
}

/// <summary>A PET in SUV by body weight with the Bq/ml behind it (at the stated reference time).</summary>
public sealed record QuantifiedPet(string SeriesId, Volume<ActivityConcentration> Activity, double SuvFactor, DateTime? ReferenceTime);

/// <summary>
/// Images in physical units at known times. <see cref="Ct"/> and <see cref="Pet"/> may be absent (null says so explicitly);
/// <see cref="Spect"/> is sorted by time after injection.
/// </summary>
public sealed record QuantifiedStudy(
    ImportedStudy Study, Administration Administration, Volume<CtNumber>? Ct, QuantifiedPet? Pet,
    IReadOnlyList<QuantifiedScan> Spect, IReadOnlyList<Finding> Findings);

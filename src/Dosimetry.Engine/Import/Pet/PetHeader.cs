namespace Dosimetry.Engine.Import.Pet;

/// <summary>
/// What a PET series says about its own quantification, before any rule is applied: values as stored, in the units of the standard where it has
/// one. Times are the scanner's local time. Absent values are null.
/// </summary>
public sealed record PetHeader
{
    /// <summary>Units (0054,1001): BQML, GML, CM2ML, CNTS, …</summary>
    public string? Units { get; init; }
    /// <summary>SUV Type (0054,1006) for GML.</summary>
    public string? SuvType { get; init; }
    /// <summary>Decay Correction (0054,1102): START, ADMIN or NONE.</summary>
    public string? DecayCorrection { get; init; }
    /// <summary>Corrected Image (0028,0051); null when the attribute is absent.</summary>
    public IReadOnlyList<string>? CorrectedImage { get; init; }
    /// <summary>Attenuation Correction Method (0054,1101).</summary>
    public string? AttenuationCorrectionMethod { get; init; }
    /// <summary>Manufacturer (0008,0070).</summary>
    public string? Manufacturer { get; init; }
    /// <summary>Radionuclide, e.g. "Ga-68".</summary>
    public string? Nuclide { get; init; }
    /// <summary>Radionuclide Total Dose (0018,1074) as stored: Bq in PT, MBq in NM and Enhanced PET (see <see cref="ActivityIsMBq"/>).</summary>
    public double? TotalDose { get; init; }
    /// <summary>The object defines the activity in MBq.</summary>
    public bool ActivityIsMBq { get; init; }
    /// <summary>Radionuclide Half Life (0018,1075), s.</summary>
    public double? HalfLife_s { get; init; }
    /// <summary>Radiopharmaceutical Start DateTime (0018,1078).</summary>
    public DateTime? InjectionDateTime { get; init; }
    /// <summary>Radiopharmaceutical Start Time (0018,1072): a time of day without a date.</summary>
    public TimeOnly? InjectionTimeOfDay { get; init; }
    /// <summary>Series Date and Time.</summary>
    public DateTime? SeriesTime { get; init; }
    /// <summary>A vendor's private statement of the time the values are decay-corrected to.</summary>
    public DateTime? VendorReferenceTime { get; init; }
    /// <summary>Patient's Weight (0010,1030) as stored.</summary>
    public double? Weight { get; init; }
    /// <summary>Patient's Size (0010,1020), m.</summary>
    public double? Height_m { get; init; }
    /// <summary>Patient's Sex (0010,0040).</summary>
    public string? Sex { get; init; }
    /// <summary>Philips (7053,1000): stored value × slope × this = SUV by body weight.</summary>
    public double? PhilipsSuvScale { get; init; }
    /// <summary>Philips (7053,1009): stored value × slope × this = Bq/ml.</summary>
    public double? PhilipsActivityScale { get; init; }
    /// <summary>The slices in stacking order.</summary>
    public IReadOnlyList<PetFrame> Frames { get; init; } = [];

    /// <summary>The first moment any slice was measured, or null.</summary>
    public DateTime? EarliestAcquisition => Frames.Min(f => f.Acquisition);
    /// <summary>Decay constant in 1/s, or null.</summary>
    public double? DecayConstant_per_s => HalfLife_s is > 0 and var t ? Math.Log(2) / t : null;
}

/// <summary>Timing of one slice: start of its measurement, its duration, Frame Reference Time (0054,1300) in s and Decay Factor (0054,1321).</summary>
public sealed record PetFrame(DateTime? Acquisition, double? Duration_s, double? FrameReferenceTime_s, double? DecayFactor);

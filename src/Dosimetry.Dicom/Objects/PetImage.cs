using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Objects;

/// <summary>
/// A PET slice as read, everything as the file says it: no unit is converted and no time chosen here. The slope belongs to this slice
/// alone. Some vendors export reconstructed SPECT in this form.
/// </summary>
public sealed record PetImage(ObjectHeader Header, IReadOnlyList<string> ImageType, ImagePlane? Plane, double? RescaleSlope,
    double? RescaleIntercept)
{
    /// <summary>Units of the rescaled values: BQML, GML, CM2ML, CNTS, PROPCNTS, CPS.</summary>
    public string? Units { get; init; }
    /// <summary>SUV Type: BW (also when absent), LBM, LBMJAMES128, LBMJANMA, IBW, BSA.</summary>
    public string? SuvType { get; init; }
    /// <summary>NONE, START or ADMIN.</summary>
    public string? DecayCorrection { get; init; }
    /// <summary>Factor this slice was multiplied by to undo decay.</summary>
    public double? DecayFactor { get; init; }
    /// <summary>Corrections applied: ATTN, SCAT, DECY, …</summary>
    public IReadOnlyList<string> CorrectedImage { get; init; } = [];
    /// <summary>EMISSION or TRANSMISSION.</summary>
    public string? CountsSource { get; init; }
    /// <summary>Time from the series reference to this frame's reference.</summary>
    public double? FrameReferenceTime_ms { get; init; }
    /// <summary>Duration of the frame.</summary>
    public double? FrameDuration_ms { get; init; }
    /// <summary>Nominal slice thickness.</summary>
    public double? SliceThickness_mm { get; init; }
    /// <summary>STATIC, DYNAMIC, GATED or WHOLE BODY; then IMAGE or REPROJECTION.</summary>
    public IReadOnlyList<string> SeriesType { get; init; } = [];
    /// <summary>Name of the reconstruction.</summary>
    public string? ReconstructionMethod { get; init; }
    /// <summary>What was given; null when absent.</summary>
    public Radiopharmaceutical? Radiopharmaceutical { get; init; }
    /// <summary>Vendors' private values.</summary>
    public required VendorValues Vendor { get; init; }

    /// <summary>Reads the attributes; never fails.</summary>
    public static PetImage Of(DicomDataSet image) => new(
        ObjectHeader.Of(image), image.Strings(DicomTags.ImageType), ImagePlane.Of(image),
        image.Double(DicomTags.RescaleSlope), image.Double(DicomTags.RescaleIntercept))
    {
        Units = image.String(DicomTags.Units),
        SuvType = image.String(DicomTags.SUVType),
        DecayCorrection = image.String(DicomTags.DecayCorrection),
        DecayFactor = image.Double(DicomTags.DecayFactor),
        CorrectedImage = image.Strings(DicomTags.CorrectedImage),
        CountsSource = image.String(DicomTags.CountsSource),
        FrameReferenceTime_ms = image.Double(DicomTags.FrameReferenceTime),
        FrameDuration_ms = image.Double(DicomTags.ActualFrameDuration),
        SliceThickness_mm = image.Double(DicomTags.SliceThickness),
        SeriesType = image.Strings(DicomTags.SeriesType),
        ReconstructionMethod = image.String(DicomTags.ReconstructionMethod),
        Radiopharmaceutical = Radiopharmaceutical.Of(image),
        Vendor = VendorValues.Of(image),
    };
}

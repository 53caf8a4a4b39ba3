using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Objects;

/// <summary>An energy window: name and the ranges it accepts, in keV.</summary>
public sealed record EnergyWindow(string? Name, IReadOnlyList<(double Low_keV, double High_keV)> Ranges);

/// <summary>
/// A nuclear medicine object as read. What it is follows from the third value of <see cref="ImageType"/>: RECON TOMO is a volume, TOMO
/// are projections, STATIC and WHOLE BODY are planar.
/// </summary>
public sealed record NmImage(ObjectHeader Header, IReadOnlyList<string> ImageType)
{
    /// <summary>
    /// Geometry of the volume: position and orientation from the Detector Information Sequence (from the top level where that is bare),
    /// step from the signed Spacing Between Slices. Null when any of it is absent. Slice k is the frame <see cref="FrameOfSlice"/>[k].
    /// </summary>
    public ImageStack? Stack { get; init; }
    /// <summary>Frame (from 0) of each slice in order, by the Slice Vector; null when the vector does not name every slice once.</summary>
    public IReadOnlyList<int>? FrameOfSlice { get; init; }
    /// <summary>Without a Slice Vector the frames are taken in file order.</summary>
    public bool HasSliceVector { get; init; }
    /// <summary>The step was taken from Slice Thickness, for want of Spacing Between Slices.</summary>
    public bool StepIsThickness { get; init; }
    /// <summary>Frames in the file.</summary>
    public int Frames { get; init; }
    /// <summary>Detector heads (Number of Detectors, else items of the Detector Information Sequence).</summary>
    public int? Heads { get; init; }
    /// <summary>Collimator of the first head: name, then type.</summary>
    public string? Collimator { get; init; }
    /// <summary>Projections of all rotations, as stated per rotation (Number of Frames in Rotation).</summary>
    public int? ProjectionsPerRotation { get; init; }
    /// <summary>Number of rotations.</summary>
    public int? Rotations { get; init; }
    /// <summary>Duration of one projection.</summary>
    public double? FrameDuration_ms { get; init; }
    /// <summary>Energy windows in order.</summary>
    public IReadOnlyList<EnergyWindow> EnergyWindows { get; init; } = [];
    /// <summary>Corrections applied: ATTN, SCAT, DECY, …</summary>
    public IReadOnlyList<string> CorrectedImage { get; init; } = [];
    /// <summary>Sum of counts, where stated.</summary>
    public double? CountsAccumulated { get; init; }
    /// <summary>Slope of rescaled values, where stated.</summary>
    public double? RescaleSlope { get; init; }
    /// <summary>Intercept of rescaled values, where stated.</summary>
    public double? RescaleIntercept { get; init; }
    /// <summary>Units (0054,1001), which belong to PET but some systems write here.</summary>
    public string? Units { get; init; }
    /// <summary>Free text; GE StarGuide keeps the imaging duration here.</summary>
    public string? ImageComments { get; init; }
    /// <summary>Name of the reconstruction.</summary>
    public string? ReconstructionMethod { get; init; }
    /// <summary>What was given; activity in MBq.</summary>
    public Radiopharmaceutical? Radiopharmaceutical { get; init; }
    /// <summary>Real world values, which win over every other statement of units.</summary>
    public IReadOnlyList<RealWorldValueMap> RealWorldValues { get; init; } = [];
    /// <summary>Vendors' private values.</summary>
    public required VendorValues Vendor { get; init; }

    /// <summary>Reads the attributes; never fails.</summary>
    public static NmImage Of(DicomDataSet image)
    {
        int frames = image.Int(DicomTags.NumberOfFrames) is > 0 and var n ? n : 1;
        DicomDataSet? head = image.FirstItem(DicomTags.DetectorInformationSequence);
        DicomDataSet? rotation = image.FirstItem(DicomTags.RotationInformationSequence);
        return new(ObjectHeader.Of(image), image.Strings(DicomTags.ImageType))
        {
            Stack = NmGeometry.Stack(image, frames),
            FrameOfSlice = NmGeometry.FrameOfSlice(image, frames),
            HasSliceVector = image.Contains(DicomTags.SliceVector),
            StepIsThickness = image.Double(DicomTags.SpacingBetweenSlices) is null or 0,
            Frames = frames,
            Heads = image.Int(DicomTags.NumberOfDetectors)
                ?? (image.Items(DicomTags.DetectorInformationSequence) is { Count: > 0 } heads ? heads.Count : null),
            Collimator = head?.String(DicomTags.CollimatorGridName) ?? head?.String(DicomTags.CollimatorType),
            ProjectionsPerRotation = rotation?.Int(DicomTags.NumberOfFramesInRotation),
            Rotations = image.Int(DicomTags.NumberOfRotations),
            FrameDuration_ms = rotation?.Double(DicomTags.ActualFrameDuration) ?? image.Double(DicomTags.ActualFrameDuration),
            EnergyWindows = image.Items(DicomTags.EnergyWindowInformationSequence).Select(Window).ToArray(),
            CorrectedImage = image.Strings(DicomTags.CorrectedImage),
            CountsAccumulated = image.Double(DicomTags.CountsAccumulated),
            RescaleSlope = image.Double(DicomTags.RescaleSlope),
            RescaleIntercept = image.Double(DicomTags.RescaleIntercept),
            Units = image.String(DicomTags.Units),
            ImageComments = image.String(DicomTags.ImageComments),
            ReconstructionMethod = image.String(DicomTags.ReconstructionMethod),
            Radiopharmaceutical = Radiopharmaceutical.Of(image),
            RealWorldValues = RealWorldValueMap.Of(image),
            Vendor = VendorValues.Of(image),
        };
    }

    private static EnergyWindow Window(DicomDataSet item) => new(item.String(DicomTags.EnergyWindowName),
        item.Items(DicomTags.EnergyWindowRangeSequence)
            .Where(r => r.Double(DicomTags.EnergyWindowLowerLimit) is not null && r.Double(DicomTags.EnergyWindowUpperLimit) is not null)
            .Select(r => (r.Double(DicomTags.EnergyWindowLowerLimit)!.Value, r.Double(DicomTags.EnergyWindowUpperLimit)!.Value)).ToArray());
}

using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Objects;

/// <summary>
/// A stored dose-volume histogram: pairs of bin width and volume as the file has them, times <paramref name="DoseScaling"/>.
/// </summary>
public sealed record RtDvh(
    IReadOnlyList<int> RegionNumbers, string? Type, string? DoseUnits, string? VolumeUnits, double DoseScaling,
    IReadOnlyList<(double BinWidth, double Volume)> Bins, double? Minimum, double? Mean, double? Maximum);

/// <summary>
/// A dose grid as read: dose = <paramref name="Scaling"/> × stored in <paramref name="Units"/> (GY, or RELATIVE, which is no absorbed
/// dose). Frame k lies at Plane + <see cref="FrameOffsets_mm"/>[k] · normal.
/// </summary>
public sealed record RtDose(ObjectHeader Header, string? Units, string? Type, string? SummationType, double? Scaling, ImagePlane? Plane)
{
    /// <summary>Signed distance of each frame from the first along the normal; empty when the file does not say.</summary>
    public IReadOnlyList<double> FrameOffsets_mm { get; init; } = [];
    /// <summary>Nominal slice thickness: the step of a single plane.</summary>
    public double? SliceThickness_mm { get; init; }
    /// <summary>Free text of the exporter.</summary>
    public string? Comment { get; init; }
    /// <summary>Plans this dose belongs to.</summary>
    public IReadOnlyList<InstanceReference> Plans { get; init; } = [];
    /// <summary>Stored histograms.</summary>
    public IReadOnlyList<RtDvh> Dvhs { get; init; } = [];

    /// <summary>
    /// The grid as equidistant planes; null when geometry is absent or the frames are unevenly spaced by more than 0.01 mm.
    /// </summary>
    public ImageStack? Stack
    {
        get
        {
            if (Plane is null || FrameOffsets_mm.Count == 0) return null;
            double step = FrameOffsets_mm.Count > 1 ? (FrameOffsets_mm[^1] - FrameOffsets_mm[0]) / (FrameOffsets_mm.Count - 1)
                : SliceThickness_mm ?? 1;
            bool even = FrameOffsets_mm.Select((offset, k) => Math.Abs(offset - FrameOffsets_mm[0] - k * step)).Max() <= 0.01;
            return even && step != 0 ? new(Plane with { Position_mm = Plane.Position_mm + FrameOffsets_mm[0] * Plane.Normal }, step,
                FrameOffsets_mm.Count) : null;
        }
    }

    /// <summary>Reads the attributes; never fails.</summary>
    public static RtDose Of(DicomDataSet dose)
    {
        ImagePlane? plane = ImagePlane.Of(dose);
        return new(ObjectHeader.Of(dose), dose.String(DicomTags.DoseUnits), dose.String(DicomTags.DoseType),
            dose.String(DicomTags.DoseSummationType),
            dose.Double(DicomTags.DoseGridScaling), plane)
        {
            FrameOffsets_mm = plane is null ? [] : Offsets(dose, plane),
            SliceThickness_mm = dose.Double(DicomTags.SliceThickness) is > 0 and var thickness ? thickness : null,
            Comment = dose.String(DicomTags.DoseComment),
            Plans = InstanceReference.Of(dose, DicomTags.ReferencedRTPlanSequence),
            Dvhs = dose.Items(DicomTags.DVHSequence).Select(Histogram).ToArray(),
        };
    }

    /// <summary>
    /// Grid Frame Offset Vector (PS3.3 C.8.8.3.2): relative to the first frame when it begins with 0, else patient z of each frame,
    /// allowed for transverse planes only. One frame needs no vector.
    /// </summary>
    private static double[] Offsets(DicomDataSet dose, ImagePlane plane)
    {
        int frames = dose.Int(DicomTags.NumberOfFrames) ?? 1;
        IReadOnlyList<double> vector = dose.Doubles(DicomTags.GridFrameOffsetVector);
        if (frames == 1) return [0];
        if (vector.Count != frames) return [];
        bool transverse = Math.Abs(Math.Abs(plane.Normal.Z) - 1) < 1e-3;
        bool absolute = vector[0] != 0 && transverse && Math.Abs(vector[0] - plane.Position_mm.Z) < 0.1;
        return vector.Select(v => absolute ? (v - plane.Position_mm.Z) * Math.Sign(plane.Normal.Z) : v).ToArray();
    }

    private static RtDvh Histogram(DicomDataSet item)
    {
        IReadOnlyList<double> data = item.Doubles(DicomTags.DVHData);
        var bins = new (double, double)[data.Count / 2];
        for (int i = 0; i < bins.Length; i++) bins[i] = (data[2 * i], data[2 * i + 1]);
        return new(item.Items(DicomTags.DVHReferencedROISequence).Select(r => r.Int(DicomTags.ReferencedROINumber)).OfType<int>().ToArray(),
            item.String(DicomTags.DVHType), item.String(DicomTags.DoseUnits), item.String(DicomTags.DVHVolumeUnits),
            item.Double(DicomTags.DVHDoseScaling) ?? 1,
            bins, item.Double(DicomTags.DVHMinimumDose), item.Double(DicomTags.DVHMeanDose), item.Double(DicomTags.DVHMaximumDose));
    }
}

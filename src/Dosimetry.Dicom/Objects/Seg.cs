using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Objects;

/// <summary>A segment as read.</summary>
public sealed record Segment(
    int Number, string Label, string? Description, string? AlgorithmType, string? AlgorithmName, CodedConcept? Category,
    CodedConcept? Type);

/// <summary>One frame: the pixels of one segment in one plane.</summary>
public sealed record SegmentFrame(int Frame, int SegmentNumber, ImagePlane Plane);

/// <summary>
/// A segmentation as read. Binary: stored 1 is inside. Fractional: stored / <see cref="MaximumFractionalValue"/> is the occupancy or
/// probability. Frames of different segments may overlap; a plane that a segment does not name is empty.
/// </summary>
public sealed record Seg(ObjectHeader Header, string? Label, bool IsFractional, IReadOnlyList<Segment> Segments,
    IReadOnlyList<SegmentFrame> Frames)
{
    /// <summary>Stored value that means 1.</summary>
    public int MaximumFractionalValue { get; init; } = 1;
    /// <summary>PROBABILITY or OCCUPANCY; null for binary ones.</summary>
    public string? FractionalType { get; init; }
    /// <summary>Distance between planes, where stated.</summary>
    public double? SpacingBetweenSlices_mm { get; init; }
    /// <summary>Series it was drawn on.</summary>
    public IReadOnlyList<string> ReferencedSeriesUids { get; init; } = [];

    /// <summary>Reads the segmentation.</summary>
    /// <exception cref="DicomFormatException">A label map, or a frame without segment or place: a mask cannot be placed by
    /// guess.</exception>
    public static Seg Of(DicomDataSet seg)
    {
        string type = seg.String(DicomTags.SegmentationType) ?? "BINARY";
        if (type == "LABELMAP" || seg.String(DicomTags.SOPClassUID) == SopClass.LabelMapSegmentation)
            throw new DicomFormatException("A label map segmentation (SOP class …66.7), which is not read. "
                + "Export it as a binary segmentation or as an RT structure set.");
        if (type is not ("BINARY" or "FRACTIONAL"))
            throw new DicomFormatException($"A segmentation of type {type}; BINARY and FRACTIONAL are read.");
        DicomDataSet shared = seg.FirstItem(DicomTags.SharedFunctionalGroupsSequence) ?? new DicomDataSet();
        IReadOnlyList<DicomDataSet> perFrame = seg.Items(DicomTags.PerFrameFunctionalGroupsSequence);
        return new(ObjectHeader.Of(seg), seg.String(DicomTags.ContentDescription) ?? seg.String(DicomTags.ContentLabel),
            type == "FRACTIONAL",
            seg.Items(DicomTags.SegmentSequence).Select(Describe).ToArray(), perFrame
                .Select((groups, i) => Frame(seg, shared, groups, i)).ToArray())
        {
            MaximumFractionalValue = seg.Int(DicomTags.MaximumFractionalValue) is > 0 and var maximum ? maximum : type == "FRACTIONAL" ? 255
                : 1,
            FractionalType = seg.String(DicomTags.SegmentationFractionalType),
            SpacingBetweenSlices_mm = Group(shared, perFrame.Count > 0 ? perFrame[0] : shared,
                DicomTags.PixelMeasuresSequence)?.Double(DicomTags.SpacingBetweenSlices),
            ReferencedSeriesUids = seg.Items(DicomTags.ReferencedSeriesSequence).Select(s => s.String(DicomTags.SeriesInstanceUID))
                .OfType<string>().ToArray(),
        };
    }

    private static Segment Describe(DicomDataSet item, int index) => new(
        item.Int(DicomTags.SegmentNumber) ?? index + 1, item.String(DicomTags.SegmentLabel) ?? $"segment {index + 1}",
        item.String(DicomTags.SegmentDescription),
        item.String(DicomTags.SegmentAlgorithmType), item.String(DicomTags.SegmentAlgorithmName),
        CodedConcept.Of(item, DicomTags.SegmentedPropertyCategoryCodeSequence),
        CodedConcept.Of(item, DicomTags.SegmentedPropertyTypeCodeSequence));

    private static SegmentFrame Frame(DicomDataSet seg, DicomDataSet shared, DicomDataSet groups, int index)
    {
        int? number = Group(shared, groups, DicomTags.SegmentIdentificationSequence)?.Int(DicomTags.ReferencedSegmentNumber);
        if (number is null)
            throw new DicomFormatException($"Frame {index + 1} of the segmentation does not say which segment it belongs to.");
        return new(index, number.Value, Plane(seg, shared, groups)
            ?? throw new DicomFormatException($"Frame {index + 1} of the segmentation has no position, orientation or pixel spacing."));
    }

    private static ImagePlane? Plane(DicomDataSet seg, DicomDataSet shared, DicomDataSet groups)
    {
        Lps? position = Lps.From(Group(shared, groups, DicomTags.PlanePositionSequence)?.Doubles(DicomTags.ImagePositionPatient) ?? []);
        IReadOnlyList<double> orientation =
            Group(shared, groups, DicomTags.PlaneOrientationSequence)?.Doubles(DicomTags.ImageOrientationPatient) ?? [];
        IReadOnlyList<double> spacing = Group(shared, groups, DicomTags.PixelMeasuresSequence)?.Doubles(DicomTags.PixelSpacing) ?? [];
        return position is { } p ? ImagePlane.Of(seg, p, orientation, spacing) : null;
    }

    /// <summary>A functional group stands with the frame or is shared by all.</summary>
    private static DicomDataSet? Group(DicomDataSet shared, DicomDataSet frame, DicomTag tag) => frame.FirstItem(tag)
        ?? shared.FirstItem(tag);
}

using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Objects;

/// <summary>
/// One segment to be written. <paramref name="Mask"/>: slices × rows × columns in the order of the stack; segments may overlap. Where most slices are
/// empty, <see cref="Planes"/> takes its place.
/// </summary>
public sealed record NewSegment(string Label, IReadOnlyList<bool> Mask, CodedConcept Category, CodedConcept Type)
{
    /// <summary>AUTOMATIC, SEMIAUTOMATIC (both need <see cref="AlgorithmName"/>) or MANUAL.</summary>
    public string AlgorithmType { get; init; } = "MANUAL";
    /// <summary>Rows × columns of each slice that holds anything, by slice; a hundred segments of a whole body then need no hundred whole bodies.</summary>
    public IReadOnlyDictionary<int, bool[]>? Planes { get; init; }
    /// <summary>What drew it.</summary>
    public string? AlgorithmName { get; init; }
}

/// <summary>
/// A binary Segmentation to be written: one bit per voxel, one frame per segment and slice that holds anything. The equipment needs
/// model, serial number and software versions. <paramref name="Images"/>: what it was drawn on, one instance per slice or one multi-frame
/// instance; null where the grid is no image's.
/// </summary>
public sealed record NewSeg(ObjectHeader Header, ImageStack Stack, string Label, IReadOnlyList<NewSegment> Segments,
    SeriesReference? Images)
{
    /// <summary>The Segmentation object.</summary>
    /// <exception cref="ArgumentException">Sizes that do not agree, an empty segment, or values the standard forbids.</exception>
    public DicomDataSet ToDataSet()
    {
        if (Segments.Count == 0) throw new ArgumentException("A segmentation needs a segment.");
        _ = Header.RequiredFrameOfReference;
        if (Images is { } images && images.Instances.Count != 1 && images.Instances.Count != Stack.Slices)
            throw new ArgumentException(
                $"{images.Instances.Count} source images for {Stack.Slices} slices: one each, or one multi-frame image.");
        string organisation = Writing.DicomUid.From("dimension organisation", Header.SopInstanceUid);
        List<(int Segment, int Slice)> frames = UsedFrames();
        DicomDataSet seg = Header.NewDataSet(SopClass.Segmentation, "SEG").Set(DicomTags.ImageType, "DERIVED", "PRIMARY")
            .SetPixelFormat(Stack.First.Rows, Stack.First.Columns, 1, signed: false).Set(DicomTags.LossyImageCompression, "00")
            .Set(DicomTags.ContentDate, DicomTags.ContentTime, Header.ContentMoment)
            .Set(DicomTags.ContentLabel, ContentLabel).Set(DicomTags.ContentDescription, TextRules.Shorten(Label, 64))
            .Set(DicomTags.ContentCreatorName, "")
            .Set(DicomTags.SegmentationType, "BINARY").Set(DicomTags.NumberOfFrames, frames.Count)
            .Set(DicomTags.SegmentSequence, Segments.Select(Describe).ToArray())
            .Set(DicomTags.DimensionOrganizationSequence, new DicomDataSet().Set(DicomTags.DimensionOrganizationUID, organisation))
            .Set(DicomTags.DimensionIndexSequence,
                Dimension(organisation, DicomTags.ReferencedSegmentNumber, DicomTags.SegmentIdentificationSequence),
                Dimension(organisation, DicomTags.ImagePositionPatient, DicomTags.PlanePositionSequence))
            .Set(DicomTags.SharedFunctionalGroupsSequence, Shared())
            .Set(DicomTags.PerFrameFunctionalGroupsSequence, frames.Select(f => PerFrame(f.Segment, f.Slice)).ToArray());
        if (Images is { } source)
            seg.Set(DicomTags.ReferencedSeriesSequence, new DicomDataSet().Set(DicomTags.SeriesInstanceUID, source.SeriesInstanceUid)
                .Set(DicomTags.ReferencedInstanceSequence, source.Instances.Select(i => i.ToItem()).ToArray()));
        return seg.SetBytes(DicomTags.PixelData, Packed(frames), DicomVr.OB);
    }

    /// <summary>A code string made of the label: capitals, digits and underscores.</summary>
    private string ContentLabel => TextRules.Shorten(
        new string(Label.ToUpperInvariant().Select(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) ? c : '_').ToArray()), 16);

    private List<(int Segment, int Slice)> UsedFrames()
    {
        var used = new List<(int, int)>();
        int pixels = Stack.First.Rows * Stack.First.Columns;
        for (int s = 0; s < Segments.Count; s++)
        {
            int before = used.Count;
            used.AddRange(Enumerable.Range(0, Stack.Slices).Where(k => Holds(Segments[s], k, pixels)).Select(k => (s, k)));
            if (used.Count == before) throw new ArgumentException($"Segment {Segments[s].Label} is empty.");
        }
        return used;
    }

    private bool Holds(NewSegment segment, int slice, int pixels)
    {
        if (segment.Planes is { } planes)
        {
            if (!planes.TryGetValue(slice, out bool[]? plane)) return false;
            if (plane.Length != pixels) throw new ArgumentException($"{segment.Label}: a plane of {plane.Length} pixels for {pixels}.");
            return plane.Contains(true);
        }
        Stack.Require(segment.Mask.Count, segment.Label);
        for (int i = 0; i < pixels; i++)
            if (segment.Mask[slice * pixels + i]) return true;
        return false;
    }

    private static DicomDataSet Describe(NewSegment segment, int index)
    {
        DicomDataSet item = new DicomDataSet().Set(DicomTags.SegmentNumber, index + 1)
            .Set(DicomTags.SegmentLabel, TextRules.Shorten(segment.Label, 64))
            .Set(DicomTags.SegmentAlgorithmType, segment.AlgorithmType)
            .Set(DicomTags.SegmentedPropertyCategoryCodeSequence, segment.Category.ToItem())
            .Set(DicomTags.SegmentedPropertyTypeCodeSequence, segment.Type.ToItem());
        return segment.AlgorithmName is { } name ? item.Set(DicomTags.SegmentAlgorithmName, name) : item;
    }

    private static DicomDataSet Dimension(string organisation, DicomTag index, DicomTag group) => new DicomDataSet()
        .Set(DicomTags.DimensionOrganizationUID, organisation)
        .Set(DicomTags.DimensionIndexPointer, index.Group, index.Element).Set(DicomTags.FunctionalGroupPointer, group.Group, group.Element);

    private DicomDataSet Shared()
    {
        DicomDataSet place = Stack.First.WritePlace(new DicomDataSet());
        return new DicomDataSet()
            .Set(DicomTags.PlaneOrientationSequence, place.Remove(DicomTags.ImagePositionPatient))
            .Set(DicomTags.PixelMeasuresSequence, Stack.First.WriteSpacing(new DicomDataSet())
                .Set(DicomTags.SliceThickness, Math.Abs(Stack.Step_mm)).Set(DicomTags.SpacingBetweenSlices, Math.Abs(Stack.Step_mm)));
    }

    private DicomDataSet PerFrame(int segment, int slice)
    {
        Lps position = Stack.Position_mm(slice);
        DicomDataSet frame = new DicomDataSet()
            .Set(DicomTags.FrameContentSequence, new DicomDataSet().Set(DicomTags.DimensionIndexValues, segment + 1, slice + 1))
            .Set(DicomTags.PlanePositionSequence, new DicomDataSet()
                .Set(DicomTags.ImagePositionPatient, position.X, position.Y, position.Z))
            .Set(DicomTags.SegmentIdentificationSequence, new DicomDataSet().Set(DicomTags.ReferencedSegmentNumber, segment + 1));
        return Images is null ? frame : frame.Set(DicomTags.DerivationImageSequence, new DicomDataSet()
            .Set(DicomTags.SourceImageSequence, SourceImage(Images, slice))
            .Set(DicomTags.DerivationCodeSequence, CodedConcept.SegmentationProcess.ToItem()));
    }

    private DicomDataSet SourceImage(SeriesReference images, int slice)
    {
        bool multiFrame = images.Instances.Count == 1 && Stack.Slices > 1;
        DicomDataSet item = images.Instances[multiFrame ? 0 : slice].ToItem()
            .Set(DicomTags.PurposeOfReferenceCodeSequence, CodedConcept.SourceImage.ToItem());
        return multiFrame ? item.Set(DicomTags.ReferencedFrameNumber, slice + 1) : item;
    }

    /// <summary>Bits from the lowest up, frames without a gap.</summary>
    private byte[] Packed(List<(int Segment, int Slice)> frames)
    {
        int pixels = Stack.First.Rows * Stack.First.Columns;
        byte[] bytes = new byte[((long)frames.Count * pixels + 7) / 8];
        long bit = 0;
        foreach ((int segment, int slice) in frames)
        {
            bool[]? plane = Segments[segment].Planes?[slice];
            for (int i = 0; i < pixels; i++, bit++)
                if (plane?[i] ?? Segments[segment].Mask[slice * pixels + i]) bytes[bit >> 3] |= (byte)(1 << (int)(bit & 7));
        }
        return bytes;
    }
}

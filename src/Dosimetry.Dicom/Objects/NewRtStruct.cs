using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Objects;

/// <summary>A closed planar contour in mm (LPS), and the image instance it was drawn on where there is one.</summary>
public sealed record NewContour(IReadOnlyList<Lps> Points_mm, InstanceReference? Image = null);

/// <summary>
/// A region to be written. <paramref name="Colour"/> is red, green, blue of 0–255. <paramref name="InterpretedType"/> is ORGAN, GTV,
/// EXTERNAL, … or empty.
/// </summary>
public sealed record NewRegion(int Number, string Name, (byte R, byte G, byte B) Colour, IReadOnlyList<NewContour> Contours,
    string InterpretedType = "ORGAN")
{
    /// <summary>AUTOMATIC, SEMIAUTOMATIC, MANUAL or empty.</summary>
    public string GenerationAlgorithm { get; init; } = "";
}

/// <summary>An RT Structure Set to be written: regions drawn on one image series, in its frame of reference.</summary>
public sealed record NewRtStruct(ObjectHeader Header, string Label, SeriesReference Images, IReadOnlyList<NewRegion> Regions)
{
    /// <summary>
    /// Two decimals of a millimetre: a hundredth of the finest voxel, and far shorter than the 16 characters a number may have.
    /// </summary>
    private const int Decimals = 2;

    /// <summary>Longer description of the structure set.</summary>
    public string? Description { get; init; }

    /// <summary>The RT Structure Set object.</summary>
    /// <exception cref="ArgumentException">No contour point, a number used twice, or values the standard forbids.</exception>
    public DicomDataSet ToDataSet()
    {
        if (Regions.Select(r => r.Number).Distinct().Count() != Regions.Count)
            throw new ArgumentException("Two regions have the same number.");
        string frame = Header.RequiredFrameOfReference;
        DicomDataSet set = Header.NewDataSet(SopClass.RtStructureSet, "RTSTRUCT")
            .Set(DicomTags.OperatorsName, "").Set(DicomTags.StructureSetLabel, TextRules.Shorten(Label, 16))
            .Set(DicomTags.StructureSetDate, DicomTags.StructureSetTime, Header.ContentMoment)
            .Set(DicomTags.ReferencedFrameOfReferenceSequence, ReferencedFrame(frame))
            .Set(DicomTags.StructureSetROISequence, Regions.Select(r => Region(r, frame)).ToArray())
            .Set(DicomTags.ROIContourSequence, Regions.Select(Contours).ToArray())
            .Set(DicomTags.RTROIObservationsSequence, Regions.Select(Observation).ToArray())
            .Set(DicomTags.ApprovalStatus, "UNAPPROVED");
        return Description is { } text ? set.Set(DicomTags.StructureSetDescription, TextRules.Shorten(text, 1024)) : set;
    }

    private DicomDataSet ReferencedFrame(string frame) => new DicomDataSet().Set(DicomTags.FrameOfReferenceUID, frame)
        .Set(DicomTags.RTReferencedStudySequence, new InstanceReference(SopClass.Study, Images.StudyInstanceUid).ToItem()
            .Set(DicomTags.RTReferencedSeriesSequence, new DicomDataSet().Set(DicomTags.SeriesInstanceUID, Images.SeriesInstanceUid)
                .Set(DicomTags.ContourImageSequence, Images.Instances.Select(i => i.ToItem()).ToArray())));

    private static DicomDataSet Region(NewRegion region, string frame) => new DicomDataSet()
        .Set(DicomTags.ROINumber, region.Number).Set(DicomTags.ReferencedFrameOfReferenceUID, frame)
        .Set(DicomTags.ROIName, TextRules.Shorten(region.Name, 64)).Set(DicomTags.ROIGenerationAlgorithm, region.GenerationAlgorithm);

    private static DicomDataSet Contours(NewRegion region)
    {
        DicomDataSet item = new DicomDataSet().Set(DicomTags.ReferencedROINumber, region.Number)
            .Set(DicomTags.ROIDisplayColor, region.Colour.R, region.Colour.G, region.Colour.B);
        // The sequence must not be empty: a region without contours has none.
        return region.Contours.Count == 0 ? item : item.Set(DicomTags.ContourSequence, region.Contours.Select(Contour).ToArray());
    }

    private static DicomDataSet Contour(NewContour contour, int index)
    {
        if (contour.Points_mm.Count == 0) throw new ArgumentException("A contour has no point.");
        double[] data = contour.Points_mm.SelectMany(p => (double[])[Rounded(p.X), Rounded(p.Y), Rounded(p.Z)]).ToArray();
        DicomDataSet item = new DicomDataSet().Set(DicomTags.ContourNumber, index + 1)
            .Set(DicomTags.ContourGeometricType, contour.Points_mm.Count == 1 ? "POINT" : "CLOSED_PLANAR")
            .Set(DicomTags.NumberOfContourPoints, contour.Points_mm.Count).Set(DicomTags.ContourData, data);
        return contour.Image is { } image ? item.Set(DicomTags.ContourImageSequence, image.ToItem()) : item;
    }

    private static double Rounded(double mm) => Math.Round(mm, Decimals) + 0.0;

    private static DicomDataSet Observation(NewRegion region) => new DicomDataSet()
        .Set(DicomTags.ObservationNumber, region.Number).Set(DicomTags.ReferencedROINumber, region.Number)
        .Set(DicomTags.RTROIInterpretedType, region.InterpretedType).Set(DicomTags.ROIInterpreter, "");
}

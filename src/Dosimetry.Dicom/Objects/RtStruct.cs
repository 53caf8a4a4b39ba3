using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Objects;

/// <summary>
/// A contour as read. <paramref name="GeometricType"/>: CLOSED_PLANAR, CLOSEDPLANAR_XOR, OPEN_PLANAR, OPEN_NONPLANAR or POINT.
/// </summary>
public sealed record RtContour(string GeometricType, IReadOnlyList<Lps> Points_mm, string? ImageInstanceUid);

/// <summary>A region as read; contours of one region in one plane combine by exclusive or.</summary>
public sealed record RtRegion(
    int Number, string Name, (byte R, byte G, byte B)? Colour, string? InterpretedType, string? GenerationAlgorithm,
    string? FrameOfReferenceUid,
    IReadOnlyList<RtContour> Contours);

/// <summary>
/// A structure set as read, tolerantly: what real files leave out is null, and each thing that had to be left aside is told in
/// <see cref="Notes"/>.
/// </summary>
public sealed record RtStruct(ObjectHeader Header, string? Label, IReadOnlyList<RtRegion> Regions)
{
    /// <summary>Frame of Reference of the regions when all agree, however the file states it; else null.</summary>
    public string? FrameOfReferenceUid { get; init; }
    /// <summary>Series it was drawn on.</summary>
    public IReadOnlyList<string> ReferencedSeriesUids { get; init; } = [];
    /// <summary>What the file lacks or has wrong, in words.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Reads the structure set; never fails.</summary>
    public static RtStruct Of(DicomDataSet set)
    {
        var notes = new List<string>();
        ObjectHeader header = ObjectHeader.Of(set);
        Dictionary<int, DicomDataSet> drawn = ByRegion(set, DicomTags.ROIContourSequence);
        Dictionary<int, DicomDataSet> observed = ByRegion(set, DicomTags.RTROIObservationsSequence);
        RtRegion[] regions = set.Items(DicomTags.StructureSetROISequence)
            .Select(roi => Region(roi, drawn, observed, notes)).OfType<RtRegion>().ToArray();
        string[] frames = StatedFrames(set, regions);
        if (header.Series.FrameOfReferenceUid is null) notes.Add("The structure set states no Frame of Reference at top level.");
        if (frames.Length > 1) notes.Add($"The regions lie in {frames.Length} different frames of reference.");
        return new(header, set.String(DicomTags.StructureSetLabel), regions)
        {
            FrameOfReferenceUid = frames.Length == 1 ? frames[0] : null,
            ReferencedSeriesUids = Series(set).Distinct().ToArray(),
            Notes = notes,
        };
    }

    /// <summary>The first item of a sequence for each region number.</summary>
    private static Dictionary<int, DicomDataSet> ByRegion(DicomDataSet set, DicomTag sequence)
    {
        var items = new Dictionary<int, DicomDataSet>();
        foreach (DicomDataSet item in set.Items(sequence))
            if (item.Int(DicomTags.ReferencedROINumber) is { } number) items.TryAdd(number, item);
        return items;
    }

    private static RtRegion? Region(
        DicomDataSet roi, Dictionary<int, DicomDataSet> allDrawn, Dictionary<int, DicomDataSet> allObserved, List<string> notes)
    {
        if (roi.Int(DicomTags.ROINumber) is not { } number) { notes.Add("A region has no number and was left aside."); return null; }
        DicomDataSet? drawn = allDrawn.GetValueOrDefault(number);
        DicomDataSet? observed = allObserved.GetValueOrDefault(number);
        string name = roi.String(DicomTags.ROIName) ?? $"region {number}";
        return new(number, name, Colour(drawn), observed?.String(DicomTags.RTROIInterpretedType),
            roi.String(DicomTags.ROIGenerationAlgorithm),
            roi.String(DicomTags.ReferencedFrameOfReferenceUID), Contours(drawn, name, notes));
    }

    private static (byte, byte, byte)? Colour(DicomDataSet? drawn) =>
        drawn?.Ints(DicomTags.ROIDisplayColor) is [>= 0 and <= 255 and var r, >= 0 and <= 255 and var g, >= 0 and <= 255 and var b]
            ? ((byte)r, (byte)g, (byte)b) : null;

    private static List<RtContour> Contours(DicomDataSet? drawn, string region, List<string> notes)
    {
        var contours = new List<RtContour>();
        foreach (DicomDataSet item in drawn?.Items(DicomTags.ContourSequence) ?? [])
        {
            IReadOnlyList<double> data = item.Doubles(DicomTags.ContourData);
            if (data.Count == 0 || data.Count % 3 != 0)
            {
                notes.Add($"A contour of {region} has {data.Count} coordinates and was left aside.");
                continue;
            }
            if (item.Int(DicomTags.NumberOfContourPoints) is { } stated && stated != data.Count / 3)
                notes.Add($"A contour of {region} states {stated} points and has {data.Count / 3}.");
            var points = new Lps[data.Count / 3];
            for (int i = 0; i < points.Length; i++) points[i] = new(data[3 * i], data[3 * i + 1], data[3 * i + 2]);
            contours.Add(new(item.String(DicomTags.ContourGeometricType) ?? "CLOSED_PLANAR", points,
                item.FirstItem(DicomTags.ContourImageSequence)?.String(DicomTags.ReferencedSOPInstanceUID)));
        }
        return contours;
    }

    private static string[] StatedFrames(DicomDataSet set, RtRegion[] regions)
    {
        string[] ofRegions = regions.Select(r => r.FrameOfReferenceUid).OfType<string>().Distinct().ToArray();
        if (ofRegions.Length > 0) return ofRegions;
        string[] referenced = set.Items(DicomTags.ReferencedFrameOfReferenceSequence).Select(f => f.String(DicomTags.FrameOfReferenceUID))
            .OfType<string>().Distinct().ToArray();
        return referenced.Length > 0 ? referenced : set.String(DicomTags.FrameOfReferenceUID) is { } top ? [top] : [];
    }

    private static IEnumerable<string> Series(DicomDataSet set) =>
        from frame in set.Items(DicomTags.ReferencedFrameOfReferenceSequence)
        from study in frame.Items(DicomTags.RTReferencedStudySequence)
        from series in study.Items(DicomTags.RTReferencedSeriesSequence)
        let uid = series.String(DicomTags.SeriesInstanceUID)
        where uid is not null
        select uid;
}

using System.Globalization;
using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Dicom.Reading;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import.Headers;
using Dosimetry.Engine.Import.Series;

namespace Dosimetry.Engine.Import.Structures;

/// <summary>
/// RT Structure Set: closed planar contours, from LPS to RAS+ mm, as a <see cref="ContourFile"/>. Real sets often lack the Frame of Reference at top
/// level; the one inside is then taken.
/// </summary>
internal static class StructureSetImport
{
    public static IEnumerable<ImportedStructureSet> Import(SeriesGroup group, ImportContext context, RegionAliases aliases)
    {
        foreach (InstanceHeader instance in group.Instances)
        {
            using FileStream stream = instance.Source.Open();
            yield return ImportOne(DicomReader.Read(stream).DataSet, instance, context, aliases);
        }
    }

    private static ImportedStructureSet ImportOne(DicomDataSet data, InstanceHeader instance, ImportContext context, RegionAliases aliases)
    {
        string id = context.NextId("rtstruct"), file = id + ".contours.json";
        string? label = data.String(DicomTags.StructureSetLabel);
        string shown = label is null ? "RT structure set" : $"RT structure set '{label}'";
        RegionNaming naming = new(aliases, context.Findings, shown);
        Dictionary<int, DicomDataSet> drawn = [];
        foreach (DicomDataSet item in data.Items(DicomTags.ROIContourSequence))
            if (item.Int(DicomTags.ReferencedROINumber) is { } number) drawn.TryAdd(number, item);
        List<ImportedRegion> regions = [];
        List<ContourRegion> contours = [];
        foreach (DicomDataSet roi in data.Items(DicomTags.StructureSetROISequence))
        {
            if (roi.Int(DicomTags.ROINumber) is not { } number) continue;
            string original = roi.String(DicomTags.ROIName) ?? $"region {number}";
            DicomDataSet? item = drawn.GetValueOrDefault(number);
            IReadOnlyList<Contour> closed = item is null ? [] : Closed(item, $"{shown}: '{original}'", context.Findings);
            if (closed.Count == 0) context.Findings.Warn("RTSTRUCT.REGION_EMPTY", $"{shown}: '{original}' has no closed contour.", instance.Source.Name);
            RegionName name = naming.Name(original);
            regions.Add(new ImportedRegion(number, original, name.Name, name.IsMapped, Colour(item), null));
            contours.Add(new ContourRegion(number, closed));
        }
        new ContourFile(contours).Write(Path.Combine(context.Folder, file));
        return new ImportedStructureSet(id, "RTSTRUCT", file, label, FrameOfReference(data, shown, instance, context.Findings), regions);
    }

    private static List<Contour> Closed(DicomDataSet item, string region, FindingLog findings)
    {
        List<Contour> closed = [];
        foreach (DicomDataSet contour in item.Items(DicomTags.ContourSequence))
        {
            string type = contour.String(DicomTags.ContourGeometricType) ?? "";
            IReadOnlyList<double> lps = contour.Doubles(DicomTags.ContourData);
            if (type is not ("CLOSED_PLANAR" or "CLOSEDPLANAR_XOR"))
                findings.Warn("RTSTRUCT.CONTOUR_TYPE", $"{region}: contours of type '{type}' enclose no volume and were left out.");
            else if (lps.Count < 9 || lps.Count % 3 != 0)
                findings.Warn("RTSTRUCT.CONTOUR_BROKEN", $"{region}: a contour has fewer than three points or an incomplete one and was left out.");
            else closed.Add(new Contour(ToRas(lps)));
        }
        return closed;
    }

    private static double[] ToRas(IReadOnlyList<double> lps)
    {
        double[] ras = new double[lps.Count];
        for (int n = 0; n < ras.Length; n++) ras[n] = n % 3 == 2 ? lps[n] : -lps[n];
        return ras;
    }

    private static string? Colour(DicomDataSet? item) => item?.Ints(DicomTags.ROIDisplayColor) is { Count: 3 } c && c.All(v => v is >= 0 and <= 255)
        ? string.Create(CultureInfo.InvariantCulture, $"#{c[0]:x2}{c[1]:x2}{c[2]:x2}") : null;

    private static string? FrameOfReference(DicomDataSet data, string shown, InstanceHeader instance, FindingLog findings)
    {
        if (data.String(DicomTags.FrameOfReferenceUID) is { } top) return top;
        string? inside = data.FirstItem(DicomTags.ReferencedFrameOfReferenceSequence)?.String(DicomTags.FrameOfReferenceUID)
            ?? data.FirstItem(DicomTags.StructureSetROISequence)?.String(DicomTags.ReferencedFrameOfReferenceUID);
        findings.Info("RTSTRUCT.FRAME_OF_REFERENCE", $"{shown}: Frame of Reference UID is missing at top level; {(inside is null ? "none is stated inside either" : "the one inside is used")}.", instance.Source.Name);
        return inside;
    }
}

using Dosimetry.Dicom;
using Dosimetry.Dicom.Codecs;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Dicom.Reading;
using Dosimetry.Engine.Import.Headers;
using Dosimetry.Engine.Import.Series;

namespace Dosimetry.Engine.Import.Structures;

/// <summary>
/// Segmentation objects, BINARY, FRACTIONAL and LABELMAP: one mask volume per segment, cut to its box. Segments may overlap.
/// A slice without a frame is empty by definition, not missing.
/// </summary>
internal static class SegmentationImport
{
    public static IEnumerable<ImportedStructureSet> Import(SeriesGroup group, ImportContext context, RegionAliases aliases)
    {
        foreach (InstanceHeader instance in group.Instances)
            if (ImportOne(group, instance, context, aliases) is { } set) yield return set;
    }

    private static ImportedStructureSet? ImportOne(SeriesGroup group, InstanceHeader instance, ImportContext context, RegionAliases aliases)
    {
        try
        {
            using FileStream stream = instance.Source.Open();
            DicomFile file = DicomReader.Read(stream);
            if (SegmentFrames.Of(instance, file.DataSet, group.Shown, context.Findings) is not { } frames) return null;
            string id = context.NextId("seg"), shown = file.DataSet.String(DicomTags.ContentLabel) is { } l ? $"segmentation '{l}'" : "segmentation";
            RegionNaming naming = new(aliases, context.Findings, shown);
            PixelData pixels = PixelData.Of(file);
            List<ImportedRegion> regions = [];
            foreach (DicomDataSet segment in file.DataSet.Items(DicomTags.SegmentSequence))
                if (segment.Int(DicomTags.SegmentNumber) is { } number)
                    regions.Add(Store(segment, number, id, frames, pixels, naming, context));
            return new ImportedStructureSet(id, "SEG", null, file.DataSet.String(DicomTags.ContentLabel), file.DataSet.String(DicomTags.FrameOfReferenceUID), regions);
        }
        catch (DicomFormatException e)
        {
            context.Findings.Error("SEG.UNREADABLE", $"The segmentation cannot be read: {e.Message}", instance.Source.Name);
            return null;
        }
    }

    private static ImportedRegion Store(
        DicomDataSet segment, int number, string id, SegmentFrames frames, PixelData pixels, RegionNaming naming, ImportContext context)
    {
        string original = segment.String(DicomTags.SegmentLabel) ?? $"segment {number}";
        RegionName name = naming.Name(original);
        string mask = FormattableString.Invariant($"{id}-{number:D3}.nii.gz");
        SegmentMask.Write(Path.Combine(context.Folder, mask), number, frames, pixels, context.Cancel);
        return new ImportedRegion(number, original, name.Name, name.IsMapped, null, mask);
    }
}

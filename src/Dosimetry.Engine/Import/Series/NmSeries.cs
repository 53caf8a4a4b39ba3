using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Dicom.Reading;
using Dosimetry.Engine.Import.Geometry;
using Dosimetry.Engine.Import.Headers;

namespace Dosimetry.Engine.Import.Series;

/// <summary>
/// NM: every reconstructed object is a volume of counts (stored × slope + intercept), or of Bq/ml where the maker says so: by a
/// Real World Value Mapping, else by Siemens' private unit, else by Units or Rescale Type.
/// </summary>
internal static class NmSeries
{
    public static IEnumerable<ImportedSeries> Import(SeriesGroup group, ImportContext context)
    {
        if (group.First.String(DicomTags.Modality) is { } modality and not "NM")
            context.Findings.Info("NM.MODALITY", $"{group.Shown}: Modality is '{modality}' in an NM object; the object's class decides.");
        foreach (InstanceHeader instance in group.Instances.OrderBy(i => i.InstanceNumber))
            if (ImportOne(group, instance, context) is { } series) yield return series;
    }

    private static ImportedSeries? ImportOne(SeriesGroup group, InstanceHeader instance, ImportContext context)
    {
        DicomDataSet data;
        using (FileStream stream = instance.Source.Open()) data = DicomReader.Read(stream, stopBeforePixels: true).DataSet;
        ValueMap? map = context.ValueMaps.ToActivity(data, instance.SopInstanceUid);
        if (NmPlanes.Read(instance, data, map, group.Shown, context.Findings) is not { } planes) return null;
        bool quantitative = map is not null || SaysBqPerMl(data);
        if (quantitative)
            context.Findings.Info("NM.ALREADY_QUANTITATIVE", $"{group.Shown}: already in Bq/ml ({(map is null ? "vendor's statement of the unit" : "Real World Value Mapping")}); no calibration factor is applied.", instance.Source.Name);
        SeriesGroup single = new(group.Key, group.Kind, data);
        single.Instances.Add(instance);
        if (SliceStack.From(planes, data.Double(DicomTags.SliceThickness), group.Shown, context.Findings) is not { } stack) return null;
        NmAcquisition acquisition = NmHeader.Read(data, quantitative, group.Shown, context.Findings);
        return PetSeries.StoreSpect(single, stack, acquisition, AcquisitionStart(data, group, context.Findings), context);
    }

    /// <summary>Siemens (0057,1003), whose creator is not published; Units or Rescale Type where a third program wrote them.</summary>
    private static bool SaysBqPerMl(DicomDataSet data)
    {
        string[] statements = [data.String(new DicomTag(0x00571003)) ?? "", data.String(DicomTags.Units) ?? "", data.String(DicomTags.RescaleType) ?? ""];
        return statements.Any(s => s.Replace("/", "", StringComparison.Ordinal).Equals("BQML", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Acquisition Time. Series and Content Time may be those of the reconstruction, hours later, so they serve only with a warning.</summary>
    private static DateTime? AcquisitionStart(DicomDataSet data, SeriesGroup group, FindingLog findings)
    {
        if (ImageTimes.Acquisition(data) is { } start) return start;
        DateTime? series = data.DateAndTime(DicomTags.SeriesDate, DicomTags.SeriesTime) ?? data.DateAndTime(DicomTags.ContentDate, DicomTags.ContentTime);
        findings.Warn("NM.ACQUISITION_TIME_MISSING", $"{group.Shown}: Acquisition Time is missing; {(series is null ? "no other time is there" : "Series Time is taken, which may be that of the reconstruction")}. Enter the time with the case.");
        return series;
    }
}

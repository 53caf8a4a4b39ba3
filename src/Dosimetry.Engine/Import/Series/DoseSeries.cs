using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Dicom.Reading;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Foundation.Nifti;
using Dosimetry.Engine.Import.Geometry;
using Dosimetry.Engine.Import.Headers;
using Dosimetry.Engine.Import.Pet;

namespace Dosimetry.Engine.Import.Series;

/// <summary>
/// RT Dose: stored × Dose Grid Scaling = absorbed dose in Gy; frame f lies at Image Position + (offset f − offset 0) · normal
/// (PS3.3 C.8.8.3). Doses in other units are refused by name.
/// </summary>
internal static class DoseSeries
{
    public static IEnumerable<ImportedSeries> Import(SeriesGroup group, ImportContext context)
    {
        foreach (InstanceHeader instance in group.Instances)
            if (ImportOne(group, instance, context) is { } series) yield return series;
    }

    private static ImportedSeries? ImportOne(SeriesGroup group, InstanceHeader instance, ImportContext context)
    {
        DicomDataSet data;
        using (FileStream stream = instance.Source.Open()) data = DicomReader.Read(stream, stopBeforePixels: true).DataSet;
        if (!IsGray(data, group, instance, context.Findings)) return null;
        if (Planes(instance, data) is not { } planes)
        {
            context.Findings.Error("IMPORT.POSITION_MISSING", $"{group.Shown}: the dose grid's position or offsets are missing. Left out.", instance.Source.Name);
            return null;
        }
        if (SliceStack.From(planes, data.Double(DicomTags.SliceThickness), group.Shown, context.Findings) is not { } stack) return null;
        string id = context.NextId("dose"), file = id + ".nii.gz";
        SeriesGroup single = new(group.Key, group.Kind, data);
        single.Instances.Add(instance);
        return context.Store.Write(file, group.Shown, stack, new(NiftiDataType.Float32, Dose_Gy.Name, Dose_Gy.Unit), context.Cancel)
            ? SeriesRecord.Of(id, "RTDOSE", file, single, stack, Dose_Gy.Name, Dose_Gy.Unit, null)
            : null;
    }

    private static bool IsGray(DicomDataSet data, SeriesGroup group, InstanceHeader instance, FindingLog findings)
    {
        string units = data.String(DicomTags.DoseUnits) ?? "";
        if (!units.Equals("GY", StringComparison.OrdinalIgnoreCase))
            findings.Error("RTDOSE.UNITS", $"{group.Shown}: Dose Units is '{units}'; only GY is an absorbed dose. Cure: export the dose in Gy.", instance.Source.Name);
        else if (data.Double(DicomTags.DoseGridScaling) is not > 0)
            findings.Error("RTDOSE.SCALING_MISSING", $"{group.Shown}: Dose Grid Scaling is missing: stored values cannot become Gy.", instance.Source.Name);
        else
        {
            if (data.String(DicomTags.DoseType) is { } type and not "PHYSICAL")
                findings.Warn("RTDOSE.TYPE", $"{group.Shown}: Dose Type is '{type}': not a physical absorbed dose. {data.String(DicomTags.DoseComment)}", instance.Source.Name);
            return true;
        }
        return false;
    }

    private static IReadOnlyList<Plane>? Planes(InstanceHeader instance, DicomDataSet data)
    {
        int frames = data.Int(DicomTags.NumberOfFrames) ?? 1;
        IReadOnlyList<double> offsets = data.Doubles(DicomTags.GridFrameOffsetVector);
        if (offsets.Count == 0 && frames == 1) offsets = [0];
        Plane? first = PlaneReader.At(
            instance, 0, data.Doubles(DicomTags.ImagePositionPatient), data.Doubles(DicomTags.ImageOrientationPatient), data.Doubles(DicomTags.PixelSpacing),
            data.Double(DicomTags.DoseGridScaling)!.Value, 0, new PetFrame(null, null, null, null));
        if (first is null || offsets.Count != frames) return null;
        return [.. offsets.Select((offset, frame) => first with { Frame = frame, Origin = first.Origin + (offset - offsets[0]) * first.Normal })];
    }
}

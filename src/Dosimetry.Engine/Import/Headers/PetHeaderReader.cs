using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Dicom.Objects;
using Dosimetry.Engine.Import.Pet;

namespace Dosimetry.Engine.Import.Headers;

/// <summary>Fills a <see cref="PetHeader"/> from the data set of a classic or enhanced PET object.</summary>
internal static class PetHeaderReader
{
    private static readonly DicomTag DecayCorrected = new(0x00189758), DecayCorrectionDateTime = new(0x00189701), UnassignedShared = new(0x00209170);

    public static PetHeader Read(SeriesGroup series, IReadOnlyList<Plane> planes)
    {
        DicomDataSet data = series.First, old = ConvertedFrom(data);
        DicomDataSet drug = data.FirstItem(DicomTags.RadiopharmaceuticalInformationSequence) ?? old.FirstItem(DicomTags.RadiopharmaceuticalInformationSequence) ?? new();
        bool enhanced = data.Contains(DecayCorrected);
        string? unit = FrameUnit(data);
        return new PetHeader
        {
            Units = Text(DicomTags.Units) ?? (unit?.ToUpperInvariant() switch { "BQ/ML" => "BQML", "G/ML" or "{SUVBW}G/ML" => "GML", _ => null }),
            SuvType = Text(DicomTags.SUVType),
            DecayCorrection = Text(DicomTags.DecayCorrection) ?? (data.String(DecayCorrected)?.ToUpperInvariant() switch { "YES" => "START", "NO" => "NONE", _ => null }),
            CorrectedImage = data.Contains(DicomTags.CorrectedImage) ? data.Strings(DicomTags.CorrectedImage) : old.Contains(DicomTags.CorrectedImage) ? old.Strings(DicomTags.CorrectedImage) : null,
            AttenuationCorrectionMethod = Text(DicomTags.AttenuationCorrectionMethod),
            Manufacturer = data.String(DicomTags.Manufacturer),
            Nuclide = Nuclide(data) ?? Nuclide(old),
            TotalDose = drug.Double(DicomTags.RadionuclideTotalDose),
            ActivityIsMBq = enhanced,
            HalfLife_s = drug.Double(DicomTags.RadionuclideHalfLife) is > 0 and var t ? t : null,
            InjectionDateTime = ImageTimes.Local(drug, DicomTags.RadiopharmaceuticalStartDateTime, data),
            InjectionTimeOfDay = drug.Time(DicomTags.RadiopharmaceuticalStartTime),
            SeriesTime = enhanced ? ImageTimes.Local(data, DecayCorrectionDateTime, data) : data.DateAndTime(DicomTags.SeriesDate, DicomTags.SeriesTime),
            VendorReferenceTime = VendorReference(data),
            Weight = data.Double(DicomTags.PatientWeight),
            Height_m = data.Double(DicomTags.PatientSize),
            Sex = data.String(DicomTags.PatientSex),
            PhilipsSuvScale = Private(data, 0x7053, "Philips PET Private Group", 0x00),
            PhilipsActivityScale = Private(data, 0x7053, "Philips PET Private Group", 0x09),
            Frames = [.. planes.Select(p => p.Timing)],
        };

        string? Text(DicomTag tag) => data.String(tag) ?? old.String(tag);
    }

    private static string? Nuclide(DicomDataSet holder) => Radiopharmaceutical.Of(holder) is { } given ? NuclideName.Of(given) : null;

    /// <summary>What a conversion to an enhanced object found no place for.</summary>
    private static DicomDataSet ConvertedFrom(DicomDataSet data) =>
        data.FirstItem(DicomTags.SharedFunctionalGroupsSequence)?.FirstItem(UnassignedShared) ?? new();

    private static string? FrameUnit(DicomDataSet data) => data.FirstItem(DicomTags.SharedFunctionalGroupsSequence)
        ?.FirstItem(DicomTags.RealWorldValueMappingSequence)?.FirstItem(DicomTags.MeasurementUnitsCodeSequence)?.String(DicomTags.CodeValue);

    /// <summary>GE "scan date and time" and Siemens "decay correction date and time": the moment the values are corrected to.</summary>
    private static DateTime? VendorReference(DicomDataSet data)
    {
        DicomTag? tag = data.PrivateTag(0x0009, "GEMS_PETD_01", 0x0D) ?? data.PrivateTag(0x0071, "SIEMENS MED PT", 0x22);
        if (tag is null && data.Contains(new DicomTag(0x0009100D))) tag = new DicomTag(0x0009100D);
        return tag is { } found && data.String(found) is { } text && DicomDateTime.Parse(text) is { } moment ? moment.Clock : null;
    }

    /// <summary>A private number in its vendor's block or, where the block's name was lost on the way, in the first block.</summary>
    private static double? Private(DicomDataSet data, ushort group, string creator, byte element)
    {
        DicomTag tag = data.PrivateTag(group, creator, element) ?? new DicomTag(group, (ushort)(0x1000 | element));
        if (data.Double(tag) is { } number) return number;
        // Implicit VR files give private elements as UN: the bytes are then the decimal string.
        string text = System.Text.Encoding.ASCII.GetString(data.Bytes(tag).Span).Trim(' ', '\0');
        return double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;
    }
}

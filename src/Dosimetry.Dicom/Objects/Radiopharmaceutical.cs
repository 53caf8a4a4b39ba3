using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Objects;

/// <summary>
/// What was given, as the file says it. <paramref name="TotalDose"/> has the file's unit: Bq in PET, MBq in nuclear medicine and enhanced
/// PET (PS3.3 C.8.22.4) - and some PET files hold MBq all the same. <paramref name="StartMoment"/> has date and time;
/// <paramref name="StartTime"/> only the time of day, whose date must be found elsewhere.
/// </summary>
public sealed record Radiopharmaceutical(
    string? Name, CodedConcept? Radionuclide, double? TotalDose, double? HalfLife_s, DicomDateTime? StartMoment, TimeOnly? StartTime,
    double? PositronFraction)
{
    /// <summary>The first item of the Radiopharmaceutical Information Sequence, or null.</summary>
    public static Radiopharmaceutical? Of(DicomDataSet image) =>
        image.FirstItem(DicomTags.RadiopharmaceuticalInformationSequence) is { } item
        ? new(item.String(DicomTags.Radiopharmaceutical), CodedConcept.Of(item, DicomTags.RadionuclideCodeSequence),
            item.Double(DicomTags.RadionuclideTotalDose), item.Double(DicomTags.RadionuclideHalfLife),
            item.Moment(DicomTags.RadiopharmaceuticalStartDateTime), item.Time(DicomTags.RadiopharmaceuticalStartTime),
            item.Double(DicomTags.RadionuclidePositronFraction)) : null;
}

/// <summary>What was given, to be written: activity in MBq at the moment of injection.</summary>
public sealed record Administration(string Name, CodedConcept Radionuclide, double Activity_MBq, double HalfLife_s, DateTime Injection)
{
    /// <summary>Positrons per decay, for PET.</summary>
    public double? PositronFraction { get; init; }

    internal DicomDataSet ToItem(bool inBecquerel)
    {
        DicomDataSet item = new DicomDataSet().Set(DicomTags.Radiopharmaceutical, Name).Set(DicomTags.RadiopharmaceuticalVolume, "")
            .Set(DicomTags.RadiopharmaceuticalStartTime,
                TimeOnly.FromDateTime(Injection)).SetMoment(DicomTags.RadiopharmaceuticalStartDateTime, Injection)
            .Set(DicomTags.RadionuclideTotalDose, inBecquerel ? Activity_MBq * 1e6 : Activity_MBq)
            .Set(DicomTags.RadionuclideHalfLife, HalfLife_s)
            .Set(DicomTags.RadionuclideCodeSequence, Radionuclide.ToItem());
        return PositronFraction is { } fraction ? item.Set(DicomTags.RadionuclidePositronFraction, fraction) : item;
    }

    /// <summary>How the patient lies, as nuclear medicine and PET say it: recumbent, supine, head first.</summary>
    internal static DicomDataSet SetSupineHeadfirst(DicomDataSet image) => image
        .Set(DicomTags.PatientOrientationCodeSequence,
            CodedConcept.Recumbent.ToItem().Set(DicomTags.PatientOrientationModifierCodeSequence, CodedConcept.Supine.ToItem()))
        .Set(DicomTags.PatientGantryRelationshipCodeSequence, CodedConcept.Headfirst.ToItem());
}

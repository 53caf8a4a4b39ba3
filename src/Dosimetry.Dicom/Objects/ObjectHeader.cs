using Dosimetry.Dicom.Dictionary;
using Dosimetry.Dicom.Writing;

namespace Dosimetry.Dicom.Objects;

/// <summary>Who. Null where the file lacks it; sex is M, F or O.</summary>
public sealed record PatientModule(
    string? Id, string? Name, string? Sex = null, DateOnly? BirthDate = null, double? Weight_kg = null, double? Height_cm = null);

/// <summary>The examination.</summary>
public sealed record StudyModule(string InstanceUid, DateTime? Moment = null, string? Id = null, string? Description = null,
    string? AccessionNumber = null);

/// <summary>The series, and the coordinate system its images share.</summary>
public sealed record SeriesModule(
    string InstanceUid, int? Number = null, DateTime? Moment = null, string? Description = null, string? FrameOfReferenceUid = null);

/// <summary>What made the object.</summary>
public sealed record EquipmentModule(
    string? Manufacturer, string? Model = null, string? SoftwareVersions = null, string? SerialNumber = null, string? StationName = null);

/// <summary>
/// What every object carries. Read: null or an empty UID where absent. Written: study, series and instance UIDs must be valid, and
/// <paramref name="SopClassUid"/> and <paramref name="Modality"/> are set by the object that is written.
/// <paramref name="AcquisitionMoment"/> is for images only.
/// </summary>
public sealed record ObjectHeader(
    PatientModule Patient, StudyModule Study, SeriesModule Series, EquipmentModule Equipment, string SopInstanceUid,
    int? InstanceNumber = null, DateTime? ContentMoment = null, DateTime? AcquisitionMoment = null, string? SopClassUid = null, string? Modality = null)
{
    /// <summary>Reads the header of any object; never fails.</summary>
    public static ObjectHeader Of(DicomDataSet dataSet) => new(
        ReadPatient(dataSet), ReadStudy(dataSet), ReadSeries(dataSet), ReadEquipment(dataSet),
        dataSet.String(DicomTags.SOPInstanceUID) ?? "", dataSet.Int(DicomTags.InstanceNumber),
        dataSet.DateAndTime(DicomTags.ContentDate, DicomTags.ContentTime),
        dataSet.DateAndTime(DicomTags.AcquisitionDate, DicomTags.AcquisitionTime) ?? dataSet.Moment(DicomTags.AcquisitionDateTime)?.Clock,
        dataSet.String(DicomTags.SOPClassUID), dataSet.String(DicomTags.Modality));

    private static PatientModule ReadPatient(DicomDataSet d) => new(
        d.String(DicomTags.PatientID), d.String(DicomTags.PatientName), d.String(DicomTags.PatientSex), d.Date(DicomTags.PatientBirthDate),
        d.Double(DicomTags.PatientWeight), d.Double(DicomTags.PatientSize) * 100);

    private static StudyModule ReadStudy(DicomDataSet d) => new(
        d.String(DicomTags.StudyInstanceUID) ?? "", d.DateAndTime(DicomTags.StudyDate, DicomTags.StudyTime), d.String(DicomTags.StudyID),
        d.String(DicomTags.StudyDescription), d.String(DicomTags.AccessionNumber));

    private static SeriesModule ReadSeries(DicomDataSet d) => new(
        d.String(DicomTags.SeriesInstanceUID) ?? "", d.Int(DicomTags.SeriesNumber),
        d.DateAndTime(DicomTags.SeriesDate, DicomTags.SeriesTime),
        d.String(DicomTags.SeriesDescription), d.String(DicomTags.FrameOfReferenceUID));

    private static EquipmentModule ReadEquipment(DicomDataSet d) => new(
        d.String(DicomTags.Manufacturer), d.String(DicomTags.ManufacturerModelName), d.String(DicomTags.SoftwareVersions),
        d.String(DicomTags.DeviceSerialNumber), d.String(DicomTags.StationName));

    /// <summary>A data set with patient, study, series, equipment and SOP common modules filled.</summary>
    /// <exception cref="ArgumentException">A UID is not one, or a text does not fit its element.</exception>
    internal DicomDataSet NewDataSet(string sopClassUid, string modality)
    {
        foreach (string uid in (string[])[Study.InstanceUid, Series.InstanceUid, SopInstanceUid])
            if (!DicomUid.IsValid(uid)) throw new ArgumentException($"'{uid}' is not a UID.");
        var d = new DicomDataSet().Set(DicomTags.SpecificCharacterSet, "ISO_IR 192")
            .Set(DicomTags.SOPClassUID, sopClassUid).Set(DicomTags.SOPInstanceUID, SopInstanceUid).Set(DicomTags.Modality, modality)
            .Set(DicomTags.InstanceNumber, InstanceNumber ?? 1);
        WritePatient(d);
        WriteStudy(d);
        WriteSeries(d);
        WriteEquipment(d);
        return d;
    }

    /// <summary>
    /// The same with the times of an image; laterality is stated as unknown, which the series module asks for when no body part is named.
    /// </summary>
    internal DicomDataSet NewImage(string sopClassUid, string modality)
    {
        _ = RequiredFrameOfReference;
        DicomDataSet d = NewDataSet(sopClassUid, modality).Set(DicomTags.Laterality, "");
        if (ContentMoment is not null) d.Set(DicomTags.ContentDate, DicomTags.ContentTime, ContentMoment);
        if (AcquisitionMoment is not null) d.Set(DicomTags.AcquisitionDate, DicomTags.AcquisitionTime, AcquisitionMoment);
        return d;
    }

    private void WritePatient(DicomDataSet d)
    {
        d.Set(DicomTags.PatientID, Patient.Id).Set(DicomTags.PatientName, Patient.Name)
            .Set(DicomTags.PatientSex, Patient.Sex).Set(DicomTags.PatientBirthDate, Patient.BirthDate);
        if (Patient.Weight_kg is { } weight) d.Set(DicomTags.PatientWeight, weight);
        if (Patient.Height_cm is { } height) d.Set(DicomTags.PatientSize, height / 100);
    }

    private void WriteStudy(DicomDataSet d)
    {
        d.Set(DicomTags.StudyInstanceUID, Study.InstanceUid).Set(DicomTags.StudyDate, DicomTags.StudyTime, Study.Moment)
            .Set(DicomTags.StudyID, Study.Id).Set(DicomTags.AccessionNumber, Study.AccessionNumber)
            .Set(DicomTags.ReferringPhysicianName, "");
        if (Study.Description is { } description) d.Set(DicomTags.StudyDescription, TextRules.Shorten(description, 64));
    }

    private void WriteSeries(DicomDataSet d)
    {
        d.Set(DicomTags.SeriesInstanceUID, Series.InstanceUid).Set(DicomTags.SeriesNumber, Series.Number ?? 1);
        if (Series.Moment is not null) d.Set(DicomTags.SeriesDate, DicomTags.SeriesTime, Series.Moment);
        if (Series.Description is { } description) d.Set(DicomTags.SeriesDescription, TextRules.Shorten(description, 64));
        if (Series.FrameOfReferenceUid is { } frame) d.Set(DicomTags.FrameOfReferenceUID, frame)
            .Set(DicomTags.PositionReferenceIndicator, "");
    }

    private void WriteEquipment(DicomDataSet d)
    {
        d.Set(DicomTags.Manufacturer, Equipment.Manufacturer);
        if (Equipment.Model is { } model) d.Set(DicomTags.ManufacturerModelName, model);
        if (Equipment.SoftwareVersions is { } versions) d.Set(DicomTags.SoftwareVersions, versions);
        if (Equipment.SerialNumber is { } serial) d.Set(DicomTags.DeviceSerialNumber, serial);
        if (Equipment.StationName is { } station) d.Set(DicomTags.StationName, station);
    }

    internal string RequiredFrameOfReference => DicomUid.IsValid(Series.FrameOfReferenceUid) ? Series.FrameOfReferenceUid!
        : throw new ArgumentException("The series needs the Frame of Reference UID of the images it belongs to.");
}

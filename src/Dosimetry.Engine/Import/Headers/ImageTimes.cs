using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Engine.Import.Headers;

/// <summary>Times of image objects as the scanner's clock showed them; a UTC offset that differs from the file's own is taken out.</summary>
internal static class ImageTimes
{
    /// <summary>Acquisition DateTime, else Acquisition Date with Time, else Time with the date of series or study.</summary>
    public static DateTime? Acquisition(DicomDataSet data) =>
        data.DateAndTime(DicomTags.AcquisitionDate, DicomTags.AcquisitionTime)
        ?? Local(data, DicomTags.AcquisitionDateTime, data)
        ?? data.DateAndTime(DicomTags.SeriesDate, DicomTags.AcquisitionTime)
        ?? data.DateAndTime(DicomTags.StudyDate, DicomTags.AcquisitionTime);

    /// <summary>Start DateTime of an injection; a time without a date says nothing for nuclides that are imaged over days.</summary>
    public static DateTime? Injection(DicomDataSet radiopharmaceutical, DicomDataSet file) =>
        Local(radiopharmaceutical, DicomTags.RadiopharmaceuticalStartDateTime, file);

    /// <summary>A DT value on the file's clock (Timezone Offset From UTC of <paramref name="file"/>).</summary>
    public static DateTime? Local(DicomDataSet data, DicomTag tag, DicomDataSet file)
    {
        if (data.Moment(tag) is not { } moment) return null;
        TimeSpan? zone = DicomDateTime.ParseOffset(file.String(DicomTags.TimezoneOffsetFromUTC));
        return zone is { } here && moment.UtcOffset is { } there ? moment.Clock - there + here : moment.Clock;
    }
}

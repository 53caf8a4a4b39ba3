using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Engine.Import.Sources;

namespace Dosimetry.Engine.Import.Headers;

/// <summary>
/// What the first pass keeps of one instance: identity, size and order. The data set itself is read again when it is needed, so that
/// twenty thousand headers fit into the memory of the child process.
/// </summary>
internal sealed record InstanceHeader(SourceFile Source, ObjectKind Kind, string? SopClassUid, string? SopInstanceUid)
{
    public string? StudyUid { get; init; }
    public string? SeriesUid { get; init; }
    public string? FrameOfReferenceUid { get; init; }
    public string? PatientId { get; init; }
    public string? PatientName { get; init; }
    public int InstanceNumber { get; init; }
    public int Rows { get; init; }
    public int Columns { get; init; }
    public bool IsComplete { get; init; }
    public required TransferSyntax Syntax { get; init; }

    /// <summary>The series it belongs to; an object without a Series Instance UID is a series of its own.</summary>
    public string SeriesKey => SeriesUid ?? SopInstanceUid ?? Source.Name;

    public static InstanceHeader From(SourceFile source, DicomFile file)
    {
        DicomDataSet data = file.DataSet;
        return new InstanceHeader(source, ObjectKinds.Of(file.SopClassUid), file.SopClassUid, file.SopInstanceUid)
        {
            Syntax = file.Syntax,
            StudyUid = data.String(DicomTags.StudyInstanceUID),
            SeriesUid = data.String(DicomTags.SeriesInstanceUID),
            FrameOfReferenceUid = data.String(DicomTags.FrameOfReferenceUID),
            PatientId = data.String(DicomTags.PatientID),
            PatientName = data.String(DicomTags.PatientName),
            InstanceNumber = data.Int(DicomTags.InstanceNumber) ?? 0,
            Rows = data.Int(DicomTags.Rows) ?? 0,
            Columns = data.Int(DicomTags.Columns) ?? 0,
            IsComplete = file.IsComplete,
        };
    }
}

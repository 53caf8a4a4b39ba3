using Dosimetry.Dicom.Dictionary;
namespace Dosimetry.Dicom;

/// <summary>
/// A Part-10 file as read, or to be written. <paramref name="DataSet"/> is the body, <paramref name="Meta"/> group 0002,
/// <paramref name="Syntax"/> how the body is encoded.
/// </summary>
public sealed record DicomFile(DicomDataSet Meta, DicomDataSet DataSet, TransferSyntax Syntax)
{
    /// <summary>What the reader tolerated, in words; capped at <see cref="MaxWarnings"/>.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>False when the bytes end early: elements from there on are missing (none is kept in part).</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>
    /// Where the pixel data lie, when the reader was told to stop before them; see <see cref="Reading.DicomReader.ReadPixels"/>.
    /// </summary>
    public PixelLocation? Pixels { get; init; }

    /// <summary>SOP Class UID, or null. The body is asked first, then the meta header.</summary>
    public string? SopClassUid => DataSet.String(DicomTags.SOPClassUID) ?? Meta.String(DicomTags.MediaStorageSOPClassUID);

    /// <summary>SOP Instance UID, or null.</summary>
    public string? SopInstanceUid => DataSet.String(DicomTags.SOPInstanceUID) ?? Meta.String(DicomTags.MediaStorageSOPInstanceUID);

    /// <summary>At most so many warnings are kept per file: a damaged file can cause one every eight bytes.</summary>
    public const int MaxWarnings = 50;
}

/// <summary>
/// Pixel data that were not read: the value begins at <paramref name="Offset"/> of the file and has <paramref name="Length"/> bytes; null
/// when the data are encapsulated and their end is found only by walking the fragments.
/// </summary>
public sealed record PixelLocation(DicomTag Tag, DicomVr Vr, long Offset, long? Length);

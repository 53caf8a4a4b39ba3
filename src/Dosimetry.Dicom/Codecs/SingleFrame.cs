using Dosimetry.Dicom.Dictionary;
using Dosimetry.Dicom.Objects;
using Dosimetry.Dicom.Writing;

namespace Dosimetry.Dicom.Codecs;

/// <summary>
/// One compressed frame as a file of our own: what a transcoder that works on files (gdcmconv, fo-dicom) is given instead of the
/// original, so that it meets neither the sender's other elements nor the patient.
/// </summary>
public static class SingleFrame
{
    /// <summary>A secondary capture with the frame as its only fragment; write it in the frame's transfer syntax.</summary>
    public static DicomDataSet DataSet(ReadOnlyMemory<byte> frame, PixelFormat format) => new DicomDataSet()
        .Set(DicomTags.SOPClassUID, SopClass.SecondaryCapture).Set(DicomTags.SOPInstanceUID, DicomUid.From("frame to decode"))
        .Set(DicomTags.SamplesPerPixel, format.SamplesPerPixel).Set(DicomTags.PhotometricInterpretation, format.Photometric)
        .Set(DicomTags.Rows, format.Rows).Set(DicomTags.Columns, format.Columns)
        .Set(DicomTags.BitsAllocated, format.BitsAllocated).Set(DicomTags.BitsStored, format.BitsStored)
        .Set(DicomTags.HighBit, format.HighBit)
        .Set(DicomTags.PixelRepresentation, format.Signed ? 1 : 0)
        .Set(new DicomElement(DicomTags.PixelData, [ReadOnlyMemory<byte>.Empty, frame]));
}

using Dosimetry.Dicom.Codecs;
using Dosimetry.Dicom.Reading;
using Dosimetry.Dicom.Writing;
using FellowOakDicom.Imaging;
using FellowOakDicom.Imaging.Codec;
using Fo = FellowOakDicom;

namespace Dosimetry.Dicom.FoDicom;

/// <summary>
/// Decodes what the fo-dicom package decodes without native code: JPEG Lossless (…4.57, …4.70). It never sees a file of others: the frame
/// is wrapped in a small file of our own writing.
/// </summary>
public sealed class FoDicomTranscoder : IPixelTranscoder
{
    /// <inheritdoc />
    public bool Decodes(TransferSyntax syntax) => syntax.Uid is "1.2.840.10008.1.2.4.57" or "1.2.840.10008.1.2.4.70";

    /// <inheritdoc />
    public byte[] Decode(ReadOnlyMemory<byte> frame, PixelFormat format, TransferSyntax syntax)
    {
        try
        {
            using var stream = new MemoryStream(DicomWriter.Write(SingleFrame.DataSet(frame, format), syntax));
            Fo.DicomFile file = Fo.DicomFile.Open(stream, Fo.FileReadOption.ReadAll);
            var transcoder = new DicomTranscoder(file.Dataset.InternalTransferSyntax, Fo.DicomTransferSyntax.ExplicitVRLittleEndian);
            return DicomPixelData.Create(transcoder.Transcode(file.Dataset)).GetFrame(0).Data;
        }
        catch (Exception e) when (e is Fo.DicomException or DicomCodecException or IndexOutOfRangeException or ArgumentException
            or InvalidOperationException)
        {
            throw new DicomFormatException($"The frame cannot be decoded as {syntax}.", e);
        }
    }
}

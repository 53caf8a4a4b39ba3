namespace Dosimetry.Dicom.Codecs;

/// <summary>
/// Decodes one compressed frame. Implementations live outside this library's core (a child process, an optional package) and are only
/// handed frames of files that <see cref="Reading.DicomReader"/> has accepted.
/// </summary>
public interface IPixelTranscoder
{
    /// <summary>Can it decode this syntax here and now?</summary>
    bool Decodes(TransferSyntax syntax);

    /// <summary>
    /// The frame as native pixels: rows from the top, little endian, <see cref="PixelFormat.BytesPerFrame"/> bytes.
    /// </summary>
    /// <exception cref="DicomFormatException">The frame is damaged or its size is not what the format says.</exception>
    byte[] Decode(ReadOnlyMemory<byte> frame, PixelFormat format, TransferSyntax syntax);
}

namespace Dosimetry.Dicom;

/// <summary>
/// Bytes that are not usable DICOM, or that this library refuses by name. The message says what is wrong and where; it is the only
/// exception that leaves the reader and the typed views.
/// </summary>
public sealed class DicomFormatException : Exception
{
    /// <summary>Refuses with a sentence for the user.</summary>
    public DicomFormatException(string message, Exception? cause = null) : base(message, cause) { }

    /// <summary>The compression that nothing here can decode, when that is the reason.</summary>
    public TransferSyntax? UnsupportedSyntax { get; init; }

    /// <summary>The data end too early; what came before may still be sound.</summary>
    internal bool IsTruncation { get; init; }
}

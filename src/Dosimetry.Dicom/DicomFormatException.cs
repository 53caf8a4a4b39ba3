namespace Dosimetry.Dicom;

/// <summary>
/// Bytes that are not usable DICOM. The message names what is wrong and where; it is the only exception that leaves the reader and the
/// typed views.
/// </summary>
public sealed class DicomFormatException : Exception
{
    /// <summary>Refuses with a sentence for the user.</summary>
    public DicomFormatException(string message, Exception? cause = null) : base(message, cause) { }

    /// <summary>The data end too early; what came before may still be sound.</summary>
    internal bool IsTruncation { get; init; }
}

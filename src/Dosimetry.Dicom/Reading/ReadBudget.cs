namespace Dosimetry.Dicom.Reading;

/// <summary>
/// What one file may cost. The reader takes one pass over the bytes, so these bound its time and memory as well; nothing is allocated by
/// a declared length before that length was compared with the bytes that remain.
/// </summary>
public sealed record ReadBudget
{
    /// <summary>The limits used unless others are given: any file of a hospital fits.</summary>
    public static readonly ReadBudget Default = new();

    /// <summary>Bytes of one file. 2 GiB less a little is what one array can hold.</summary>
    public long MaxBytes { get; init; } = Array.MaxLength;

    /// <summary>Elements, items and fragments together. A structure set of 300 regions × 500 contours has about 600 000.</summary>
    public int MaxElements { get; init; } = 2_000_000;

    /// <summary>Depth of nested sequences. Real objects stay below 10.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Bytes a deflated data set may unfold to; counted while inflating.</summary>
    public long MaxInflatedBytes { get; init; } = 256L << 20;
}

namespace Dosimetry.Dicom;

/// <summary>How a data set is laid out in bytes, and how its pixels are compressed.</summary>
public sealed record TransferSyntax(string Uid, string Name)
{
    /// <summary>Value representations are in the file.</summary>
    public bool IsExplicit { get; init; } = true;
    /// <summary>Numbers are big endian (retired; read, never written).</summary>
    public bool IsBigEndian { get; init; }
    /// <summary>The whole data set is compressed by deflate.</summary>
    public bool IsDeflated { get; init; }
    /// <summary>Pixel data come as compressed fragments.</summary>
    public bool IsEncapsulated { get; init; }

    /// <summary>Implicit VR Little Endian: the default.</summary>
    public static readonly TransferSyntax ImplicitLittleEndian =
        new("1.2.840.10008.1.2", "Implicit VR Little Endian") { IsExplicit = false };
    /// <summary>Explicit VR Little Endian: what we write.</summary>
    public static readonly TransferSyntax ExplicitLittleEndian = new("1.2.840.10008.1.2.1", "Explicit VR Little Endian");
    /// <summary>Explicit VR Big Endian.</summary>
    public static readonly TransferSyntax ExplicitBigEndian = new("1.2.840.10008.1.2.2", "Explicit VR Big Endian") { IsBigEndian = true };
    /// <summary>Explicit VR Little Endian, deflated.</summary>
    public static readonly TransferSyntax Deflated =
        new("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian") { IsDeflated = true };
    /// <summary>Run-length encoding.</summary>
    public static readonly TransferSyntax Rle = Compressed("1.2.840.10008.1.2.5", "RLE Lossless");

    private static readonly Dictionary<string, TransferSyntax> Known = new TransferSyntax[]
    {
        ImplicitLittleEndian, ExplicitLittleEndian, ExplicitBigEndian, Deflated, Rle,
        new("1.2.840.10008.1.20", "Papyrus 3 Implicit VR Little Endian") { IsExplicit = false },
        Compressed("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)"),
        Compressed("1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 & 4)"),
        Compressed("1.2.840.10008.1.2.4.57", "JPEG Lossless, Non-Hierarchical (Process 14)"),
        Compressed("1.2.840.10008.1.2.4.70", "JPEG Lossless, First-Order Prediction (Process 14, Selection Value 1)"),
        Compressed("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless"),
        Compressed("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless"),
        Compressed("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless"),
        Compressed("1.2.840.10008.1.2.4.91", "JPEG 2000"),
        Compressed("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Multi-component Lossless"),
        Compressed("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2 Multi-component"),
        Compressed("1.2.840.10008.1.2.4.94", "JPIP Referenced"),
        Compressed("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level"),
        Compressed("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile"),
        Compressed("1.2.840.10008.1.2.4.110", "JPEG XL Lossless"),
        Compressed("1.2.840.10008.1.2.4.112", "JPEG XL"),
        Compressed("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless"),
        Compressed("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000"),
    }.ToDictionary(s => s.Uid);

    /// <summary>The syntax of a UID. An unknown one is taken as a compression of explicit little endian, which all new ones are.</summary>
    public static TransferSyntax Of(string uid) => Known.TryGetValue(uid, out TransferSyntax? syntax) ? syntax
        : Compressed(uid, "unknown transfer syntax");

    /// <summary>Name and UID, as messages show it.</summary>
    public override string ToString() => $"{Name} ({Uid})";

    private static TransferSyntax Compressed(string uid, string name) => new(uid, name) { IsEncapsulated = true };
}

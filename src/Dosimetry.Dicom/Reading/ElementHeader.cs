using System.Buffers.Binary;

namespace Dosimetry.Dicom.Reading;

/// <summary>
/// Tag, VR, length and size in bytes of an element's header. <see cref="HasOddVr"/>: an explicit header whose two letters are no known
/// VR.
/// </summary>
internal readonly record struct ElementHeader(DicomTag Tag, DicomVr? Vr, uint Length, int Size, bool HasOddVr = false)
{
    public const uint Undefined = 0xFFFFFFFF;

    /// <summary>Longest header: explicit with 32-bit length.</summary>
    public const int MaxSize = 12;

    /// <summary>
    /// Reads a header; null when the bytes end. Items and delimiters have no VR in any syntax. A VR that is unknown but spelt in capitals
    /// is taken as one of the future, which have 32-bit lengths (PS3.5 6.2.2); anything else is an implicit header within an explicit
    /// file, or zeros for UN.
    /// </summary>
    public static ElementHeader? TryRead(ReadOnlySpan<byte> bytes, bool isExplicit, bool bigEndian)
    {
        if (bytes.Length < 8) return null;
        var tag = new DicomTag(U16(bytes, bigEndian), U16(bytes[2..], bigEndian));
        if (!isExplicit || tag.Group == 0xFFFE) return new(tag, null, U32(bytes[4..], bigEndian), 8);
        var vr = (DicomVr)(bytes[4] << 8 | bytes[5]);
        if (vr.IsKnown() && !vr.HasLongHeader()) return new(tag, vr, U16(bytes[6..], bigEndian), 8);
        bool future = char.IsAsciiLetterUpper((char)bytes[4]) && char.IsAsciiLetterUpper((char)bytes[5]) || (bytes[4], bytes[5]) is (0, 0)
            or ((byte)'?', (byte)'?') or ((byte)' ', (byte)' ');
        if (!vr.IsKnown() && !future) return new(tag, null, U32(bytes[4..], bigEndian), 8, true);
        if (bytes.Length < MaxSize) return null;
        return new(tag, vr.IsKnown() ? vr : DicomVr.UN, U32(bytes[8..], bigEndian), MaxSize, !vr.IsKnown());
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    private static uint U32(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}

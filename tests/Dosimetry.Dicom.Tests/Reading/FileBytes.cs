using System.Buffers.Binary;
using System.Text;

namespace Dosimetry.Dicom.Tests.Reading;

/// <summary>Builds files byte by byte, right or wrong, in explicit little endian without preamble.</summary>
internal sealed class FileBytes
{
    public const uint Undefined = 0xFFFFFFFF;
    private readonly List<byte> _bytes = [];

    /// <summary>Begins with an element that marks the bytes as a data set.</summary>
    public static FileBytes DataSet() => new FileBytes().Element(0x00080018, "UI", "1.2.3\0"u8).Element(0x00080060, "CS", "CT"u8);

    public FileBytes Element(uint tag, string vr, ReadOnlySpan<byte> value) => Header(tag, vr, (uint)value.Length).Raw(value);

    public FileBytes Header(uint tag, string vr, uint length)
    {
        Span<byte> header = stackalloc byte[12];
        header.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(header, (ushort)(tag >> 16));
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], (ushort)tag);
        Encoding.ASCII.GetBytes(vr, header[4..]);
        bool isLong = vr is "SQ" or "OB" or "OW" or "UN" or "UT";
        if (isLong) BinaryPrimitives.WriteUInt32LittleEndian(header[8..], length);
        else BinaryPrimitives.WriteUInt16LittleEndian(header[6..], (ushort)length);
        return Raw(header[..(isLong ? 12 : 8)]);
    }

    /// <summary>An item, a delimiter, or any header of implicit form.</summary>
    public FileBytes Mark(uint tag, uint length)
    {
        Span<byte> mark = stackalloc byte[8];
        BinaryPrimitives.WriteUInt16LittleEndian(mark, (ushort)(tag >> 16));
        BinaryPrimitives.WriteUInt16LittleEndian(mark[2..], (ushort)tag);
        BinaryPrimitives.WriteUInt32LittleEndian(mark[4..], length);
        return Raw(mark);
    }

    public FileBytes Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public byte[] ToArray() => _bytes.ToArray();
}

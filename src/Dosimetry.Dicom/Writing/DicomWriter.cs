using System.Buffers.Binary;
using System.IO.Compression;
using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Writing;

/// <summary>
/// Writes Part-10 files: preamble, meta header, data set in implicit or explicit little endian or deflated; sequences with undefined
/// lengths. The same data set always gives the same bytes. Group lengths are not written (retired), big endian never.
/// </summary>
public static class DicomWriter
{
    /// <summary>Identifies this implementation in (0002,0012).</summary>
    public const string ImplementationClassUid = "2.25.330149022711423894571928304461837712905";
    /// <summary>Name in (0002,0013).</summary>
    public const string ImplementationVersionName = "DOSIMETRYPLANNER";

    private const int MaxDepth = 64;

    /// <summary>Writes a file to memory. Its meta header is made new from the body's SOP Class and SOP Instance UID.</summary>
    /// <exception cref="ArgumentException">A big-endian syntax, a value too long, or sequences nested more than 64 deep.</exception>
    public static byte[] Write(DicomDataSet body, TransferSyntax? syntax = null)
    {
        using var stream = new MemoryStream();
        Write(stream, body, syntax);
        return stream.ToArray();
    }

    /// <summary>
    /// Writes a file to a stream. Unless said otherwise in explicit little endian, or in implicit little endian when a text (long
    /// contours, say) exceeds the 65534 bytes its VR can declare there: readers cope with that better than with UN.
    /// </summary>
    /// <exception cref="ArgumentException">A big-endian syntax, a value too long, or sequences nested more than 64 deep.</exception>
    public static void Write(Stream stream, DicomDataSet body, TransferSyntax? syntax = null)
    {
        syntax ??= HasLongText(body, 0) ? TransferSyntax.ImplicitLittleEndian : TransferSyntax.ExplicitLittleEndian;
        if (syntax.IsBigEndian) throw new ArgumentException("Big endian is read, never written.", nameof(syntax));
        stream.Write(new byte[128]);
        stream.Write("DICM"u8);
        WriteMeta(stream, body, syntax);
        if (syntax.IsDeflated) WriteDeflated(stream, body, syntax);
        else WriteDataSet(stream, body, syntax.IsExplicit, 0);
    }

    private static bool HasLongText(DicomDataSet dataSet, int depth) => depth <= MaxDepth && dataSet.Any(e =>
        e.Items?.Any(i => HasLongText(i, depth + 1)) ?? !e.Vr.HasLongHeader() && e.Bytes.Length > ushort.MaxValue - 1);

    private static void WriteMeta(Stream stream, DicomDataSet body, TransferSyntax syntax)
    {
        DicomDataSet meta = new DicomDataSet()
            .SetBytes(DicomTags.FileMetaInformationVersion, new byte[] { 0, 1 })
            .Set(DicomTags.MediaStorageSOPClassUID, body.String(DicomTags.SOPClassUID))
            .Set(DicomTags.MediaStorageSOPInstanceUID, body.String(DicomTags.SOPInstanceUID))
            .Set(DicomTags.TransferSyntaxUID, syntax.Uid)
            .Set(DicomTags.ImplementationClassUID, ImplementationClassUid)
            .Set(DicomTags.ImplementationVersionName, ImplementationVersionName);
        using var rest = new MemoryStream();
        WriteDataSet(rest, meta, true, 0);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)rest.Length);
        WriteElement(stream, new DicomElement(DicomTags.FileMetaInformationGroupLength, DicomVr.UL, length), true, 0);
        rest.WriteTo(stream);
    }

    private static void WriteDeflated(Stream stream, DicomDataSet body, TransferSyntax syntax)
    {
        using var packed = new MemoryStream();
        using (var deflater = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true)) WriteDataSet(deflater, body,
            syntax.IsExplicit, 0);
        packed.WriteTo(stream);
        if (packed.Length % 2 == 1) stream.WriteByte(0);
    }

    private static void WriteDataSet(Stream stream, DicomDataSet dataSet, bool isExplicit, int depth)
    {
        foreach (DicomElement element in dataSet)
            if (element.Tag.Element != 0) WriteElement(stream, element, isExplicit, depth);
    }

    private static void WriteElement(Stream stream, DicomElement element, bool isExplicit, int depth)
    {
        bool undefined = element.Items is not null || element.Fragments is not null;
        uint length = undefined ? ElementLength.Undefined : ElementLength.Even(element.Bytes.Length);
        WriteHeader(stream, element.Tag, element.Vr, length, isExplicit);
        if (element.Items is { } items) WriteItems(stream, items, isExplicit, depth);
        else if (element.Fragments is { } fragments) WriteFragments(stream, fragments);
        else WritePadded(stream, element.Bytes.Span, element.Vr.Padding());
    }

    private static void WriteItems(Stream stream, IReadOnlyList<DicomDataSet> items, bool isExplicit, int depth)
    {
        if (depth >= MaxDepth) throw new ArgumentException($"Sequences are nested more than {MaxDepth} deep.");
        foreach (DicomDataSet item in items)
        {
            WriteMark(stream, DicomTag.Item, ElementLength.Undefined);
            WriteDataSet(stream, item, isExplicit, depth + 1);
            WriteMark(stream, DicomTag.ItemEnd, 0);
        }
        WriteMark(stream, DicomTag.SequenceEnd, 0);
    }

    private static void WriteFragments(Stream stream, IReadOnlyList<ReadOnlyMemory<byte>> fragments)
    {
        foreach (ReadOnlyMemory<byte> fragment in fragments)
        {
            WriteMark(stream, DicomTag.Item, ElementLength.Even(fragment.Length));
            WritePadded(stream, fragment.Span, 0);
        }
        WriteMark(stream, DicomTag.SequenceEnd, 0);
    }

    private static void WriteHeader(Stream stream, DicomTag tag, DicomVr vr, uint length, bool isExplicit)
    {
        if (!isExplicit) { WriteMark(stream, tag, length); return; }
        // A value too long for its VR's 16-bit length is written as UN (PS3.5 6.2.2 note 5).
        if (!vr.HasLongHeader() && length > ushort.MaxValue) vr = DicomVr.UN;
        Span<byte> header = stackalloc byte[12];
        header.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(header, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], tag.Element);
        (header[4], header[5]) = ((byte)((ushort)vr >> 8), (byte)vr);
        if (vr.HasLongHeader())
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header[8..], length);
            stream.Write(header);
            return;
        }
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], (ushort)length);
        stream.Write(header[..8]);
    }

    private static void WriteMark(Stream stream, DicomTag tag, uint length)
    {
        Span<byte> mark = stackalloc byte[8];
        BinaryPrimitives.WriteUInt16LittleEndian(mark, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(mark[2..], tag.Element);
        BinaryPrimitives.WriteUInt32LittleEndian(mark[4..], length);
        stream.Write(mark);
    }

    private static void WritePadded(Stream stream, ReadOnlySpan<byte> bytes, byte padding)
    {
        stream.Write(bytes);
        if (bytes.Length % 2 == 1) stream.WriteByte(padding);
    }
}

file static class ElementLength
{
    public const uint Undefined = 0xFFFFFFFF;
    public static uint Even(int length) => (uint)length + (uint)(length & 1);
}

using System.IO.Compression;
using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Reading;

/// <summary>
/// Reads DICOM files and bare data sets: implicit and explicit little endian, explicit big endian, deflated, every encapsulated syntax
/// (fragments are kept as they are); with or without preamble and meta header. Only <see cref="DicomFormatException"/> leaves it for what
/// is in the bytes (a stream's own failures pass through).
/// </summary>
public static class DicomReader
{
    private const int PreambleLength = 128;

    /// <summary>Reads from memory. Values are slices of <paramref name="bytes"/>, which must not change afterwards.</summary>
    /// <exception cref="DicomFormatException">Not DICOM, malformed, or beyond the budget.</exception>
    public static DicomFile Read(ReadOnlyMemory<byte> bytes, ReadBudget? budget = null, bool stopBeforePixels = false) =>
        Read(ByteSource.Of(bytes), budget ?? ReadBudget.Default, stopBeforePixels);

    /// <summary>
    /// Reads from a stream, which must be able to seek. With <paramref name="stopBeforePixels"/> the pixels stay in the file and
    /// <see cref="DicomFile.Pixels"/> tells where; a deflated file is read whole, since its bytes cannot be sought.
    /// </summary>
    /// <exception cref="DicomFormatException">Not DICOM, malformed, or beyond the budget.</exception>
    public static DicomFile Read(Stream stream, ReadBudget? budget = null, bool stopBeforePixels = false) =>
        Read(ByteSource.Of(stream), budget ?? ReadBudget.Default, stopBeforePixels);

    /// <summary>Reads the pixel data that an earlier pass left in the file; the result is complete.</summary>
    /// <exception cref="DicomFormatException">The bytes end early or the fragments are malformed.</exception>
    public static DicomFile ReadPixels(DicomFile header, Stream stream, ReadBudget? budget = null)
    {
        if (header.Pixels is not { } place) return header;
        stream.Position = place.Offset;
        ByteSource source = ByteSource.Of(stream);
        if (place.Length is null) return Read(Rewound(stream), budget);
        if (place.Length > source.Remaining)
            throw new DicomFormatException($"The pixel data claim {place.Length} bytes, {source.Remaining} are left: the file is cut off.");
        int bits = header.DataSet.Int(DicomTags.BitsAllocated) ?? 0;
        var element = DataSetParser.Native(place.Tag, place.Vr, source.Take(checked((int)place.Length)), header.Syntax.IsBigEndian, bits);
        return header with { DataSet = header.DataSet.Copy().Set(element), Pixels = null };
    }

    private static Stream Rewound(Stream stream)
    {
        stream.Position = 0;
        return stream;
    }

    private static DicomFile Read(ByteSource source, ReadBudget budget, bool stopBeforePixels)
    {
        if (source.Length > budget.MaxBytes)
            throw new DicomFormatException($"The file has {source.Length} bytes; {budget.MaxBytes} are allowed.");
        var warnings = new Warnings();
        SkipPreamble(source, warnings);
        DicomDataSet meta = ReadMeta(source, budget, warnings);
        TransferSyntax syntax = ActualSyntax(source, meta, warnings);
        if (syntax.IsDeflated) source = ByteSource.Of(Inflate(source, budget));
        var parser = new DataSetParser(source, budget, warnings) { StopBeforePixels = stopBeforePixels && !syntax.IsDeflated };
        DicomDataSet body = parser.Parse(syntax);
        return new DicomFile(meta, body, syntax) { Warnings = warnings.ToList(), IsComplete = parser.IsComplete, Pixels = parser.Pixels };
    }

    private static void SkipPreamble(ByteSource source, Warnings warnings)
    {
        ReadOnlySpan<byte> head = source.Peek(PreambleLength + 4);
        if (head.Length == PreambleLength + 4
            && head[PreambleLength..].SequenceEqual("DICM"u8)) { source.Skip(PreambleLength + 4); return; }
        warnings.Add("The file has no preamble.");
        if (head.StartsWith("DICM"u8)) source.Skip(4);
    }

    /// <summary>Group 0002, always explicit little endian.</summary>
    private static DicomDataSet ReadMeta(ByteSource source, ReadBudget budget, Warnings warnings)
    {
        if (source.Peek(2) is not [2, 0]) return new DicomDataSet();
        return new DataSetParser(source, budget, warnings) { OnlyMeta = true }.Parse(TransferSyntax.ExplicitLittleEndian);
    }

    /// <summary>
    /// The stated transfer syntax, unless the first element contradicts it; a guess where none is stated. Encapsulated syntaxes are
    /// explicit little endian, so the same check serves them.
    /// </summary>
    private static TransferSyntax ActualSyntax(ByteSource source, DicomDataSet meta, Warnings warnings)
    {
        TransferSyntax? stated = meta.String(DicomTags.TransferSyntaxUID) is { } uid ? TransferSyntax.Of(uid) : null;
        if (source.Remaining == 0 && meta.Count > 0) return stated ?? TransferSyntax.ImplicitLittleEndian;
        if (stated is { IsDeflated: true }) return stated;
        ReadOnlySpan<byte> head = source.Peek(ByteSource.MaxPeek);
        if (stated is not null && SyntaxGuess.Score(head, source.Remaining, stated) > 0) return stated;
        if (SyntaxGuess.Best(head, source.Remaining) is not { } guessed)
        {
            if (stated is not null) return stated;
            if (!SkipStrayBytes(source, out guessed))
                throw new DicomFormatException("Not a DICOM file: neither the mark DICM nor a data set stands at its beginning.");
            warnings.Add("Stray bytes stand before the data set.");
        }
        warnings.Add(stated is null ? $"The transfer syntax is not stated; the bytes read as {guessed}."
            : $"Stated is {stated}, but the bytes read as {guessed}.");
        return stated is { IsEncapsulated: true } && !guessed.IsBigEndian ? stated with { IsExplicit = guessed.IsExplicit } : guessed;
    }

    /// <summary>A file whose beginning was damaged by a few bytes.</summary>
    private static bool SkipStrayBytes(ByteSource source, out TransferSyntax syntax)
    {
        ReadOnlySpan<byte> head = source.Peek(ByteSource.MaxPeek);
        syntax = TransferSyntax.ExplicitLittleEndian;
        for (int skip = 1; skip <= 3 && skip < head.Length; skip++)
        {
            if (SyntaxGuess.Best(head[skip..], source.Remaining - skip) is not { } found) continue;
            (syntax, _) = (found, 0);
            source.Skip(skip);
            return true;
        }
        return false;
    }

    private static byte[] Inflate(ByteSource source, ReadBudget budget)
    {
        using var packed = new MemoryStream(source.Take(checked((int)source.Remaining)).ToArray());
        using var inflater = new DeflateStream(packed, CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        byte[] block = new byte[81920];
        try
        {
            for (int read; (read = inflater.Read(block)) > 0; unpacked.Write(block, 0, read))
                if (unpacked.Length + read > budget.MaxInflatedBytes)
                    throw new DicomFormatException($"The deflated data set unfolds to more than {budget.MaxInflatedBytes} bytes.");
        }
        catch (InvalidDataException e)
        {
            throw new DicomFormatException("The deflated data set is damaged.", e);
        }
        return unpacked.ToArray();
    }
}

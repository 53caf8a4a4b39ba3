using System.Buffers.Binary;
using System.Text;
using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Reading;

/// <summary>
/// Bytes to one data set with everything nested in it. Iterative: open sequences and items stand on a stack of at most
/// <see cref="ReadBudget.MaxDepth"/> pairs, so no input can exhaust the thread's stack. Every length is compared with what remains before
/// it is used.
/// </summary>
internal sealed class DataSetParser(ByteSource source, ReadBudget budget, Warnings warnings)
{
    private readonly Stack<ParseLevel> _open = new();
    private DicomDataSet? _root;
    private int _elements;

    /// <summary>Stop at the pixel data of the outermost level and leave their place in <see cref="Pixels"/>.</summary>
    public bool StopBeforePixels { get; init; }

    /// <summary>Stop before the first element outside group 0002.</summary>
    public bool OnlyMeta { get; init; }

    public PixelLocation? Pixels { get; private set; }

    /// <summary>False when the bytes ended inside an element; it and everything after it are missing.</summary>
    public bool IsComplete { get; private set; } = true;

    public DicomDataSet Parse(TransferSyntax syntax)
    {
        var root = new ParseLevel
        {
            Tag = default, IsSequence = false, End = source.Length, Undefined = false,
            Syntax = syntax, Text = CharacterSet.Latin1, SignedPixels = false,
        };
        _open.Push(root);
        try
        {
            while (_open.TryPeek(out ParseLevel? level))
                if (level.IsSequence) NextItem(level); else NextElement(level);
        }
        catch (DicomFormatException e) when (e.IsTruncation && root.Elements.Count > 0)
        {
            IsComplete = false;
            warnings.Add(e.Message + " What came before is kept.");
            return root.ToDataSet(warnings.Add);
        }
        return _root!;
    }

    private void NextElement(ParseLevel level)
    {
        if (source.Position >= level.End || _open.Count == 1 && IsPadding()) { CloseItem(level, byDelimiter: false); return; }
        ElementHeader header = Header(level);
        if (_open.Count == 1 && IsEndOfBody(header)) { CloseItem(level, byDelimiter: false); return; }
        Count();
        source.Skip(header.Size);
        if (header.Tag.Group == 0xFFFE) { Delimiter(level, header); return; }
        if (header.HasOddVr) warnings.Add($"{header.Tag} has no proper value representation.");
        DicomVr vr = header.Vr ?? DicomDictionary.VrOf(header.Tag, level.SignedPixels);
        if (header.Length == ElementHeader.Undefined) OpenUndefined(level, header, vr);
        else TakeValue(level, header, vr);
    }

    /// <summary>
    /// The outermost data set ends at the pixels when asked to, at another group in a meta header, or at zeros that pad the file.
    /// </summary>
    private bool IsEndOfBody(ElementHeader header)
    {
        if (OnlyMeta) return header.Tag.Group != 2;
        if (header.Tag == default)
        {
            warnings.Add($"Zeros follow the data set at byte {source.Position}; ignored.");
            return true;
        }
        bool isPixels = header.Tag == DicomTags.PixelData || header.Tag == DicomTags.FloatPixelData
            || header.Tag == DicomTags.DoubleFloatPixelData;
        if (!StopBeforePixels || !isPixels) return false;
        long? length = header.Length == ElementHeader.Undefined ? null : header.Length;
        Pixels = new PixelLocation(header.Tag, header.Vr ?? DicomVr.OW, source.Position + header.Size, length);
        if (source.Position + header.Size + (length ?? 0) > source.Length)
        {
            IsComplete = false;
            warnings.Add($"The pixel data claim {length} bytes, {source.Remaining - header.Size} are left.");
        }
        return true;
    }

    /// <summary>A few zeros at the end of the file, too few for an element.</summary>
    private bool IsPadding() => source.Remaining < ElementHeader.MaxSize && !source.Peek(ElementHeader.MaxSize).ContainsAnyExcept((byte)0);

    private void Delimiter(ParseLevel level, ElementHeader header)
    {
        if (header.Tag == DicomTag.ItemEnd && level.Undefined && _open.Count > 1) CloseItem(level, byDelimiter: true);
        else if (header.Tag == DicomTag.Item) throw Malformed($"an item begins outside a sequence");
        else warnings.Add($"A delimiter {header.Tag} stands where none belongs, at byte {source.Position - header.Size}; ignored.");
    }

    private void OpenUndefined(ParseLevel level, ElementHeader header, DicomVr vr)
    {
        if (header.Tag == DicomTags.PixelData) { level.Elements.Add(new DicomElement(header.Tag, TakeFragments(level))); return; }
        // UN of undefined length is a sequence in implicit little endian, whatever surrounds it (PS3.5 6.2.2 note 4).
        bool unknown = vr == DicomVr.UN || header.Vr is null;
        if (vr != DicomVr.SQ && !unknown) throw Malformed($"{header.Tag} {vr} has an undefined length, which only sequences have");
        OpenSequence(level, header.Tag, level.End, undefined: true, header.Vr == DicomVr.UN ? TransferSyntax.ImplicitLittleEndian
            : level.Syntax);
    }

    private void TakeValue(ParseLevel level, ElementHeader header, DicomVr vr)
    {
        RequireRemaining(header.Length, $"{header.Tag} {vr}");
        long end = source.Position + header.Length;
        if (end > level.End) throw Malformed($"{header.Tag} {vr} claims {header.Length} bytes, its item has fewer left");
        TransferSyntax inner = level.Syntax;
        if (header.Vr == DicomVr.UN) (vr, inner) = Resolve(level, header);
        if (vr == DicomVr.SQ) { OpenSequence(level, header.Tag, end, undefined: false, inner); return; }
        ReadOnlyMemory<byte> bytes = source.Take(checked((int)header.Length));
        Keep(level, Native(header.Tag, vr, bytes, inner.IsBigEndian, level.BitsAllocated));
    }

    /// <summary>
    /// An element written as UN, because its writer did not know better, takes the VR of the dictionary; if it is unknown here too but
    /// its value begins as items do, it is a sequence. Either way its content is implicit little endian (PS3.5 6.2.2).
    /// </summary>
    private (DicomVr, TransferSyntax) Resolve(ParseLevel level, ElementHeader header)
    {
        DicomVr known = DicomDictionary.VrOf(header.Tag, level.SignedPixels);
        bool beginsAsItem = header.Length >= 8 && source.Peek(4).SequenceEqual((ReadOnlySpan<byte>)[0xFE, 0xFF, 0x00, 0xE0]);
        if (known == DicomVr.SQ && !beginsAsItem && header.Length > 0) known = DicomVr.UN;
        if (known == DicomVr.UN && beginsAsItem) known = DicomVr.SQ;
        return (known, TransferSyntax.ImplicitLittleEndian);
    }

    /// <summary>Adds an element, noting those that change how later ones are read.</summary>
    private static void Keep(ParseLevel level, DicomElement element)
    {
        level.Elements.Add(element);
        if (element.Tag == DicomTags.SpecificCharacterSet)
            level.Text = CharacterSet.Of(Encoding.ASCII.GetString(element.Bytes.Span), level.Text);
        if (element.Tag == DicomTags.PixelRepresentation && element.Bytes.Length >= 2)
            level.SignedPixels = BinaryPrimitives.ReadUInt16LittleEndian(element.Bytes.Span) == 1;
        if (element.Tag == DicomTags.BitsAllocated && element.Bytes.Length >= 2)
            level.BitsAllocated = BinaryPrimitives.ReadUInt16LittleEndian(element.Bytes.Span);
    }

    private void NextItem(ParseLevel sequence)
    {
        if (source.Position >= sequence.End) { CloseSequence(sequence, byDelimiter: false); return; }
        ElementHeader header = Header(sequence);
        if (header.Tag == DicomTag.Item) { OpenItem(sequence, header); return; }
        if (header.Tag == DicomTag.SequenceEnd && sequence.Undefined)
        {
            source.Skip(header.Size);
            CloseSequence(sequence, byDelimiter: true);
            return;
        }
        if (header.Tag.Group != 0xFFFE)
        {
            if (!sequence.Undefined) throw Malformed($"{header.Tag} stands in {sequence.Tag} where an item should begin");
            warnings.Add($"{sequence.Tag} is not closed before {header.Tag}.");
            CloseSequence(sequence, byDelimiter: true);
            return;
        }
        Count();
        source.Skip(header.Size);
        warnings.Add($"A delimiter {header.Tag} stands in {sequence.Tag} where none belongs; ignored.");
    }

    private void OpenItem(ParseLevel sequence, ElementHeader header)
    {
        Count();
        source.Skip(header.Size);
        bool undefined = header.Length == ElementHeader.Undefined;
        if (!undefined) RequireRemaining(header.Length, $"an item of {sequence.Tag}");
        if (!undefined && source.Position + header.Length > sequence.End)
            throw Malformed($"an item of {sequence.Tag} is longer than its sequence");
        _open.Push(new ParseLevel
        {
            Tag = sequence.Tag, IsSequence = false, End = undefined ? sequence.End : source.Position + header.Length, Undefined = undefined,
            Syntax = sequence.Syntax, Text = sequence.Text, SignedPixels = sequence.SignedPixels,
        });
    }

    private void OpenSequence(ParseLevel level, DicomTag tag, long end, bool undefined, TransferSyntax syntax)
    {
        if (_open.Count / 2 >= budget.MaxDepth) throw Malformed($"sequences are nested more than {budget.MaxDepth} deep");
        _open.Push(new ParseLevel
        {
            Tag = tag, IsSequence = true, End = end, Undefined = undefined,
            Syntax = syntax, Text = level.Text, SignedPixels = level.SignedPixels,
        });
    }

    private void CloseItem(ParseLevel item, bool byDelimiter)
    {
        if (item.Undefined && !byDelimiter) EndedWithoutDelimiter(item);
        _open.Pop();
        DicomDataSet finished = item.ToDataSet(warnings.Add);
        if (_open.TryPeek(out ParseLevel? sequence)) sequence.Items.Add(finished); else _root = finished;
    }

    private void CloseSequence(ParseLevel sequence, bool byDelimiter)
    {
        if (sequence.Undefined && !byDelimiter) EndedWithoutDelimiter(sequence);
        _open.Pop();
        _open.Peek().Elements.Add(new DicomElement(sequence.Tag, sequence.Items));
    }

    private void EndedWithoutDelimiter(ParseLevel level)
    {
        if (source.Remaining == 0) throw Truncated($"the data end inside {level.Tag}");
        warnings.Add($"{level.Tag} has no delimiter at its end.");
    }

    private List<ReadOnlyMemory<byte>> TakeFragments(ParseLevel level)
    {
        var fragments = new List<ReadOnlyMemory<byte>>();
        while (true)
        {
            ElementHeader header = Header(level);
            Count();
            source.Skip(header.Size);
            if (header.Tag == DicomTag.SequenceEnd) return fragments;
            if (header.Tag != DicomTag.Item) throw Malformed($"{header.Tag} stands in the pixel data where a fragment should begin");
            RequireRemaining(header.Length, "a fragment of the pixel data");
            fragments.Add(source.Take(checked((int)header.Length)));
        }
    }

    private ElementHeader Header(ParseLevel level)
    {
        ElementHeader? header = ElementHeader.TryRead(source.Peek(ElementHeader.MaxSize), level.Syntax.IsExplicit && !InDelimiters(level),
            level.Syntax.IsBigEndian);
        if (header is { } h && (_open.Count == 1 || source.Position + h.Size <= level.End)) return h;
        if (source.Remaining >= ElementHeader.MaxSize) throw Malformed($"{level.Tag} ends inside the header of an element");
        throw Truncated($"the data end inside the header of an element");
    }

    /// <summary>In a sequence only items and delimiters are legal, and those have no VR in any syntax.</summary>
    private static bool InDelimiters(ParseLevel level) => level.IsSequence;

    private void RequireRemaining(uint length, string owner)
    {
        if (length > source.Remaining) throw Truncated($"{owner} claims {length} bytes, {source.Remaining} are left");
    }

    private void Count()
    {
        if (++_elements > budget.MaxElements) throw Malformed($"more than {budget.MaxElements} elements");
    }

    /// <summary>
    /// An element of plain bytes as the file has them, brought to little endian. Pixels of 32 bits and more are whole big-endian numbers
    /// in practice, although the standard stores OW as 16-bit words.
    /// </summary>
    public static DicomElement Native(DicomTag tag, DicomVr vr, ReadOnlyMemory<byte> bytes, bool bigEndian, int bitsAllocated)
    {
        if (!bigEndian) return new(tag, vr, bytes);
        bool widePixels = tag == DicomTags.PixelData && bitsAllocated is 32 or 64;
        return new(tag, vr, Swapped(bytes, widePixels ? bitsAllocated / 8 : vr.WordSize()));
    }

    private static ReadOnlyMemory<byte> Swapped(ReadOnlyMemory<byte> bytes, int width)
    {
        if (width == 1) return bytes;
        byte[] swapped = bytes.ToArray();
        for (int i = 0; i + width <= swapped.Length; i += width) Array.Reverse(swapped, i, width);
        return swapped;
    }

    private DicomFormatException Malformed(string what) => new($"Not proper DICOM at byte {source.Position}: {what}.");
    private DicomFormatException Truncated(string what) =>
        new($"The file is cut off at byte {source.Position}: {what}.") { IsTruncation = true };
}

namespace Dosimetry.Dicom.Reading;

/// <summary>
/// One open data set or sequence while a file is parsed: where it ends, how its bytes are encoded, and what was found in it so far.
/// </summary>
internal sealed class ParseLevel
{
    /// <summary>The sequence's tag; for an item the tag of its sequence.</summary>
    public required DicomTag Tag { get; init; }
    public required bool IsSequence { get; init; }
    /// <summary>First byte after this level; for an undefined length the end of what surrounds it.</summary>
    public required long End { get; init; }
    /// <summary>Ends by a delimiter.</summary>
    public required bool Undefined { get; init; }
    public required TransferSyntax Syntax { get; init; }
    public required CharacterSet Text { get; set; }
    /// <summary>Pixel Representation is 1, here or around: decides the VR of the tags that may be US or SS.</summary>
    public required bool SignedPixels { get; set; }

    /// <summary>Bits Allocated, once it was read: the width of big-endian pixels.</summary>
    public int BitsAllocated { get; set; }

    public List<DicomElement> Elements { get; } = [];
    public List<DicomDataSet> Items { get; } = [];

    /// <summary>The finished data set: sorted, and of two elements with one tag the first.</summary>
    public DicomDataSet ToDataSet(Action<string> warn)
    {
        for (int i = 1; i < Elements.Count; i++)
        {
            if (Elements[i - 1].Tag.CompareTo(Elements[i].Tag) < 0) continue;
            return new DicomDataSet(Sorted(warn), Text);
        }
        return new DicomDataSet(Elements, Text);
    }

    private List<DicomElement> Sorted(Action<string> warn)
    {
        var sorted = new List<DicomElement>(Elements.Count);
        foreach (DicomElement element in Elements.OrderBy(e => e.Tag)) // a stable sort: the first of two stays first
        {
            if (sorted.Count > 0 && sorted[^1].Tag == element.Tag) warn($"{element.Tag} occurs twice; the first is used.");
            else sorted.Add(element);
        }
        return sorted;
    }
}

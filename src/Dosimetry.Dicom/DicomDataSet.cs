using System.Collections;

namespace Dosimetry.Dicom;

/// <summary>
/// An ordered set of data elements: a file's body, its meta header or one item of a sequence. The typed getters never throw: a value that
/// is absent, empty or not what was asked for reads as null or as an empty list. The setters refuse values the standard forbids.
/// </summary>
public sealed partial class DicomDataSet : IEnumerable<DicomElement>
{
    private readonly List<DicomElement> _elements;
    private readonly CharacterSet _text;

    /// <summary>An empty data set; text set on it is stored as UTF-8 (write <c>ISO_IR 192</c> into Specific Character Set).</summary>
    public DicomDataSet() : this([], CharacterSet.Utf8) { }

    /// <summary>Takes elements already sorted by tag, each tag once.</summary>
    internal DicomDataSet(List<DicomElement> sorted, CharacterSet text) => (_elements, _text) = (sorted, text);

    /// <summary>Number of elements at this level.</summary>
    public int Count => _elements.Count;

    /// <summary>The element, or null.</summary>
    public DicomElement? this[DicomTag tag] => Find(tag) is >= 0 and var index ? _elements[index] : null;

    /// <summary>The element is there, perhaps empty.</summary>
    public bool Contains(DicomTag tag) => Find(tag) >= 0;

    /// <summary>Puts an element in its place, replacing one of the same tag.</summary>
    public DicomDataSet Set(DicomElement element)
    {
        int index = Find(element.Tag);
        if (index >= 0) _elements[index] = element;
        else _elements.Insert(~index, element);
        return this;
    }

    /// <summary>Takes an element out, if it is there.</summary>
    public DicomDataSet Remove(DicomTag tag)
    {
        if (Find(tag) is >= 0 and var index) _elements.RemoveAt(index);
        return this;
    }

    /// <summary>Adds or replaces every element of another data set.</summary>
    public DicomDataSet SetAll(DicomDataSet other)
    {
        foreach (DicomElement element in other) Set(element);
        return this;
    }

    /// <summary>A copy that can be changed without touching this one (items are shared).</summary>
    public DicomDataSet Copy() => new([.. _elements], _text);

    /// <summary>The elements in tag order.</summary>
    public IEnumerator<DicomElement> GetEnumerator() => _elements.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Index of the tag, or the complement of where it belongs. Files are written in order, so the end is tried first.</summary>
    private int Find(DicomTag tag)
    {
        int low = 0, high = _elements.Count - 1;
        if (high >= 0 && _elements[high].Tag.CompareTo(tag) < 0) return ~_elements.Count;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = _elements[middle].Tag.CompareTo(tag);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1; else high = middle - 1;
        }
        return ~low;
    }
}

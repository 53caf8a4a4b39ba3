using Dosimetry.Dicom.Dictionary;
using System.Globalization;

namespace Dosimetry.Dicom;

/// <summary>A data element tag (group, element). Ordered as in a file. Named tags are in <see cref="DicomTags"/>.</summary>
public readonly record struct DicomTag(ushort Group, ushort Element) : IComparable<DicomTag>
{
    internal static readonly DicomTag Item = new(0xFFFE, 0xE000);
    internal static readonly DicomTag ItemEnd = new(0xFFFE, 0xE00D);
    internal static readonly DicomTag SequenceEnd = new(0xFFFE, 0xE0DD);

    /// <summary>Tag from one number, group in the upper half: <c>0x00100020</c> is Patient ID.</summary>
    public DicomTag(uint value) : this((ushort)(value >> 16), (ushort)value) { }

    /// <summary>Group and element in one number.</summary>
    public uint Value => (uint)Group << 16 | Element;

    /// <summary>Odd groups belong to a vendor.</summary>
    public bool IsPrivate => (Group & 1) == 1;

    /// <summary>Element (gggg,0010–00FF) of an odd group: names the vendor that owns a block.</summary>
    public bool IsPrivateCreator => IsPrivate && Element is >= 0x10 and <= 0xFF;

    /// <summary>Order of elements in a data set.</summary>
    public int CompareTo(DicomTag other) => Value.CompareTo(other.Value);

    /// <summary>(gggg,eeee) with the keyword where the dictionary has one.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Group:X4},{Element:X4}){Suffix}");

    private string Suffix => DicomDictionary.Keyword(this) is { } keyword ? " " + keyword : "";
}

using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using static Dosimetry.Dicom.DicomVr;

namespace Dosimetry.Dicom;

public sealed partial class DicomDataSet
{
    /// <summary>All text values, each without padding; numbers are written out. Empty when absent or not text.</summary>
    public IReadOnlyList<string> Strings(DicomTag tag)
    {
        if (this[tag] is not { Items: null, Fragments: null, Bytes.Length: > 0 } element) return [];
        if (element.Vr.WordSize() > 1) return Doubles(tag).Select(n => n.ToString("R", CultureInfo.InvariantCulture)).ToArray();
        string text = (element.Vr.UsesCharacterSet() ? _text : CharacterSet.Latin1).Decode(element.Bytes.Span);
        return element.Vr.IsSingleText() ? [text.TrimEnd(' ', '\0')] : text.Split('\\').Select(v => v.Trim(' ', '\0')).ToArray();
    }

    /// <summary>The first text value without padding, or null when absent or empty.</summary>
    public string? String(DicomTag tag) => Strings(tag) is [{ Length: > 0 } first, ..] ? first : null;

    /// <summary>All numbers. Empty when absent, or when one of them is not a finite number.</summary>
    public IReadOnlyList<double> Doubles(DicomTag tag)
    {
        if (this[tag] is not { Items: null, Fragments: null, Bytes.Length: > 0 } element) return [];
        double[]? numbers = element.Vr.WordSize() > 1 ? Binary(element) : Decimal(Strings(tag));
        return numbers is null || !numbers.All(double.IsFinite) ? [] : numbers;
    }

    /// <summary>The first number, or null.</summary>
    public double? Double(DicomTag tag) => Doubles(tag) is [var first, ..] ? first : null;

    /// <summary>All whole numbers. Empty when absent, or when one of them is not whole or beyond 32 bits.</summary>
    public IReadOnlyList<int> Ints(DicomTag tag)
    {
        IReadOnlyList<double> numbers = Doubles(tag);
        return numbers.All(n => n == Math.Truncate(n) && Math.Abs(n) <= int.MaxValue) ? numbers.Select(n => (int)n).ToArray() : [];
    }

    /// <summary>The first whole number, or null.</summary>
    public int? Int(DicomTag tag) => Double(tag) is { } n && n == Math.Truncate(n) && Math.Abs(n) <= int.MaxValue ? (int)n : null;

    /// <summary>A calendar date (DA, or the date of a DT), or null.</summary>
    public DateOnly? Date(DicomTag tag) => String(tag) is { } text
        ? DicomDateTime.ParseDate(text) ?? (DicomDateTime.Parse(text) is { } moment ? DateOnly.FromDateTime(moment.Clock) : null) : null;

    /// <summary>A time of day, or null.</summary>
    public TimeOnly? Time(DicomTag tag) => DicomDateTime.ParseTime(String(tag));

    /// <summary>A DT value, or null.</summary>
    public DicomDateTime? Moment(DicomTag tag) => DicomDateTime.Parse(String(tag));

    /// <summary>A date and a time kept in two elements, as the scanner's clock showed them; null unless both are there.</summary>
    public DateTime? DateAndTime(DicomTag date, DicomTag time) => Date(date) is { } d && Time(time) is { } t ? d.ToDateTime(t) : null;

    /// <summary>The items of a sequence; empty when absent.</summary>
    public IReadOnlyList<DicomDataSet> Items(DicomTag tag) => this[tag]?.Items ?? [];

    /// <summary>The first item of a sequence, or null.</summary>
    public DicomDataSet? FirstItem(DicomTag tag) => Items(tag) is [var first, ..] ? first : null;

    /// <summary>The raw value, numbers little endian; empty when absent.</summary>
    public ReadOnlyMemory<byte> Bytes(DicomTag tag) => this[tag]?.Bytes ?? default;

    /// <summary>
    /// The tag of a vendor's element: block of <paramref name="creator"/> in the odd <paramref name="group"/>, element
    /// <paramref name="offset"/> within the block. Null when the vendor has no block here.
    /// </summary>
    public DicomTag? PrivateTag(ushort group, string creator, byte offset)
    {
        int index = Find(new DicomTag(group, 0x10));
        for (index = index < 0 ? ~index : index; index < _elements.Count; index++)
        {
            DicomTag tag = _elements[index].Tag;
            if (tag.Group != group || !tag.IsPrivateCreator) return null;
            if (string.Equals(String(tag), creator, StringComparison.OrdinalIgnoreCase))
                return new DicomTag(group, (ushort)(tag.Element << 8 | offset));
        }
        return null;
    }

    /// <summary>The text repertoire, which the items of this data set inherit.</summary>
    internal CharacterSet Text => _text;

    private static double[]? Decimal(IReadOnlyList<string> values)
    {
        var numbers = new double[values.Count];
        for (int i = 0; i < numbers.Length; i++)
            if (!double.TryParse(values[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])) return null;
        return numbers;
    }

    private static double[] Binary(DicomElement element)
    {
        int width = element.Vr.WordSize();
        var numbers = new double[element.Bytes.Length / width];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = Number(element.Bytes.Span.Slice(i * width, width), element.Vr);
        return numbers;
    }

    private static double Number(ReadOnlySpan<byte> word, DicomVr vr) => vr switch
    {
        US or OW or AT => BinaryPrimitives.ReadUInt16LittleEndian(word),
        SS => BinaryPrimitives.ReadInt16LittleEndian(word),
        UL or OL => BinaryPrimitives.ReadUInt32LittleEndian(word),
        SL => BinaryPrimitives.ReadInt32LittleEndian(word),
        FL or OF => BinaryPrimitives.ReadSingleLittleEndian(word),
        FD or OD => BinaryPrimitives.ReadDoubleLittleEndian(word),
        UV or OV => BinaryPrimitives.ReadUInt64LittleEndian(word),
        SV => BinaryPrimitives.ReadInt64LittleEndian(word),
        _ => double.NaN,
    };
}

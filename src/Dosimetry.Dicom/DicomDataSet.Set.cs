using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Dosimetry.Dicom.Dictionary;
using static Dosimetry.Dicom.DicomVr;

namespace Dosimetry.Dicom;

public sealed partial class DicomDataSet
{
    /// <summary>Text values; none makes an empty element. The VR is the dictionary's.</summary>
    /// <exception cref="ArgumentException">A value that its VR forbids: too long, a backslash, or characters outside a code
    /// string.</exception>
    public DicomDataSet Set(DicomTag tag, params ReadOnlySpan<string?> values)
    {
        DicomVr vr = DicomDictionary.VrOf(tag);
        foreach (string? value in values) TextRules.Check(tag, vr, value ?? "");
        string text = string.Join('\\', values);
        byte[] bytes = vr.UsesCharacterSet() ? _text.Encode(text) : Encoding.ASCII.GetBytes(text);
        return Set(new DicomElement(tag, vr, bytes));
    }

    /// <summary>
    /// Numbers, in the form of the dictionary's VR: binary, or text for DS and IS. Unset values (null) make an empty element.
    /// </summary>
    /// <exception cref="ArgumentException">A number that is not finite or does not fit the VR.</exception>
    public DicomDataSet Set(DicomTag tag, params ReadOnlySpan<double> values) => SetAs(tag, DicomDictionary.VrOf(tag), values);

    /// <summary>Numbers with a stated VR: for the tags that may be US or SS.</summary>
    /// <exception cref="ArgumentException">A number that is not finite or does not fit the VR.</exception>
    public DicomDataSet SetAs(DicomTag tag, DicomVr vr, params ReadOnlySpan<double> values)
    {
        foreach (double value in values)
            if (!double.IsFinite(value)) throw new ArgumentException($"{tag} cannot hold {value}.");
        if (vr is DS or IS)
        {
            var texts = new string[values.Length];
            for (int i = 0; i < texts.Length; i++) texts[i] = vr == DS ? TextRules.DecimalString(values[i]) : Whole(tag, values[i]);
            return Set(new DicomElement(tag, vr, Encoding.ASCII.GetBytes(string.Join('\\', texts))));
        }
        int width = vr.WordSize();
        if (width == 1) throw new ArgumentException($"{tag} has VR {vr}, which holds no numbers.");
        byte[] bytes = new byte[values.Length * width];
        for (int i = 0; i < values.Length; i++) WriteNumber(bytes.AsSpan(i * width, width), tag, vr, values[i]);
        return Set(new DicomElement(tag, vr, bytes));
    }

    /// <summary>A date (DA); null makes an empty element.</summary>
    public DicomDataSet Set(DicomTag tag, DateOnly? date) => Set(tag, date?.ToString("yyyyMMdd", CultureInfo.InvariantCulture));

    /// <summary>A time of day (TM); null makes an empty element.</summary>
    public DicomDataSet Set(DicomTag tag, TimeOnly? time) => Set(tag, time?.ToString("HHmmss.ffffff", CultureInfo.InvariantCulture));

    /// <summary>A moment by the scanner's clock (DT); null makes an empty element.</summary>
    public DicomDataSet SetMoment(DicomTag tag, DateTime? clock) =>
        Set(tag, clock?.ToString("yyyyMMddHHmmss.ffffff", CultureInfo.InvariantCulture));

    /// <summary>One moment split into a date element and a time element.</summary>
    public DicomDataSet Set(DicomTag date, DicomTag time, DateTime? clock) =>
        Set(date, clock is { } d ? DateOnly.FromDateTime(d) : null).Set(time, clock is { } t ? TimeOnly.FromDateTime(t) : null);

    /// <summary>A sequence.</summary>
    public DicomDataSet Set(DicomTag tag, params ReadOnlySpan<DicomDataSet> items) => Set(new DicomElement(tag, items.ToArray()));

    /// <summary>Raw bytes, with the dictionary's VR unless another is stated.</summary>
    public DicomDataSet SetBytes(DicomTag tag, ReadOnlyMemory<byte> bytes, DicomVr? vr = null) =>
        Set(new DicomElement(tag, vr ?? DicomDictionary.VrOf(tag), bytes));

    private static string Whole(DicomTag tag, double value) => value == Math.Truncate(value) && Math.Abs(value) <= int.MaxValue
        ? ((int)value).ToString(CultureInfo.InvariantCulture)
        : throw new ArgumentException($"{tag} holds whole numbers of 32 bits, not {value.ToString(CultureInfo.InvariantCulture)}.");

    private static void WriteNumber(Span<byte> word, DicomTag tag, DicomVr vr, double value)
    {
        try
        {
            switch (vr)
            {
                case US or OW or AT: BinaryPrimitives.WriteUInt16LittleEndian(word, Exact<ushort>(value)); break;
                case SS: BinaryPrimitives.WriteInt16LittleEndian(word, Exact<short>(value)); break;
                case UL or OL: BinaryPrimitives.WriteUInt32LittleEndian(word, Exact<uint>(value)); break;
                case SL: BinaryPrimitives.WriteInt32LittleEndian(word, Exact<int>(value)); break;
                case UV or OV: BinaryPrimitives.WriteUInt64LittleEndian(word, Exact<ulong>(value)); break;
                case SV: BinaryPrimitives.WriteInt64LittleEndian(word, Exact<long>(value)); break;
                case FL or OF: BinaryPrimitives.WriteSingleLittleEndian(word, (float)value); break;
                default: BinaryPrimitives.WriteDoubleLittleEndian(word, value); break;
            }
        }
        catch (OverflowException e)
        {
            throw new ArgumentException($"{tag} {vr} cannot hold {value.ToString(CultureInfo.InvariantCulture)}.", e);
        }
    }

    private static T Exact<T>(double value) where T : System.Numerics.INumberBase<T> =>
        value == Math.Truncate(value) ? T.CreateChecked(value) : throw new OverflowException();
}

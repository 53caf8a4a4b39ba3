using System.Globalization;
using static Dosimetry.Dicom.DicomVr;

namespace Dosimetry.Dicom;

/// <summary>What PS3.5 6.2 allows in a text value: the strict side of the codec, applied when a value is set.</summary>
internal static class TextRules
{
    /// <exception cref="ArgumentException">The value is not allowed.</exception>
    public static void Check(DicomTag tag, DicomVr vr, string value)
    {
        if (MaxLength(vr) is { } max && value.Length > max)
            throw new ArgumentException($"{tag} {vr} holds at most {max} characters, got {value.Length}: '{value}'.");
        if (!vr.IsSingleText() && value.Contains('\\')) throw new ArgumentException($"{tag} {vr} cannot hold a backslash: '{value}'.");
        bool legal = vr switch
        {
            CS => value.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is ' ' or '_'),
            UI => value.All(c => char.IsAsciiDigit(c) || c == '.'),
            SQ or OB or OW or OF or OD or OL or OV => false,
            _ when vr.UsesCharacterSet() => true,
            _ => value.All(char.IsAscii),
        };
        if (!legal) throw new ArgumentException($"{tag} {vr} cannot hold '{value}'.");
    }

    /// <summary>The decimal of at most 16 characters that lies nearest; DS allows no more.</summary>
    public static string DecimalString(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        for (int digits = 16; text.Length > 16; digits--) text = value.ToString("G" + digits, CultureInfo.InvariantCulture);
        return text;
    }

    /// <summary>A label shortened to what a VR holds; the standard's lengths are in characters.</summary>
    public static string Shorten(string text, int length) => text.Length <= length ? text : text[..length].TrimEnd();

    private static int? MaxLength(DicomVr vr) => vr switch
    {
        AE or CS or SH or DS => 16,
        IS => 12,
        AS => 4,
        LO or UI => 64,
        ST => 1024,
        LT => 10240,
        TM => 14,
        DT => 26,
        PN => 64 * 3 + 2,
        _ => null,
    };
}

using System.Globalization;

namespace Dosimetry.Dicom;

/// <summary>A DT value: the scanner's clock and, where stated, that clock's offset from UTC.</summary>
public readonly record struct DicomDateTime(DateTime Clock, TimeSpan? UtcOffset)
{
    private static readonly string[] DateFormats = ["yyyyMMdd", "yyyy.MM.dd", "yyyy-MM-dd"];

    /// <summary>DA: YYYYMMDD, or the older YYYY.MM.DD. Null when it is neither.</summary>
    public static DateOnly? ParseDate(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date
            : null;

    /// <summary>TM: HH, HHMM, HHMMSS, with up to seven decimals of a second, or with the older colons. A leap second reads as 59.</summary>
    public static TimeOnly? ParseTime(string? text)
    {
        string digits = (text ?? "").Trim().Replace(":", "", StringComparison.Ordinal);
        string[] parts = digits.Split('.');
        if (parts.Length > 2 || parts[0].Length is not (2 or 4 or 6) || !digits.All(c => char.IsAsciiDigit(c) || c == '.')) return null;
        string whole = parts[0].PadRight(6, '0');
        int hour = Number(whole, 0), minute = Number(whole, 2), second = Math.Min(Number(whole, 4), 59);
        if (hour > 23 || minute > 59 || Number(whole, 4) > 60) return null;
        long ticks = parts.Length == 2 && parts[1].Length > 0
            ? long.Parse(parts[1].PadRight(7, '0')[..7], CultureInfo.InvariantCulture) : 0;
        return new TimeOnly(new TimeOnly(hour, minute, second).Ticks + ticks);
    }

    /// <summary>
    /// DT: YYYYMMDDHHMMSS.FFFFFF&amp;ZZXX; parts from the right may be missing, but not the day. Null when it is not that.
    /// </summary>
    public static DicomDateTime? Parse(string? text)
    {
        string value = (text ?? "").Trim();
        int sign = value.LastIndexOfAny(['+', '-']);
        TimeSpan? offset = null;
        if (sign >= 8)
        {
            offset = ParseOffset(value[sign..]);
            value = value[..sign].Trim();
        }
        if (value.Length < 8 || ParseDate(value[..8]) is not { } date) return null;
        if (value.Length == 8) return new(date.ToDateTime(TimeOnly.MinValue), offset);
        return ParseTime(value[8..]) is { } time ? new(date.ToDateTime(time), offset) : null;
    }

    /// <summary>±HHMM, as in Timezone Offset From UTC; null when malformed or beyond 14 hours.</summary>
    public static TimeSpan? ParseOffset(string? text)
    {
        if (text is not { Length: 5 } || text[0] is not ('+' or '-') || !text.AsSpan(1).ContainsOnlyDigits()) return null;
        var offset = new TimeSpan(Number(text, 1), Number(text, 3), 0);
        return offset > TimeSpan.FromHours(14) ? null : text[0] == '-' ? -offset : offset;
    }

    private static int Number(string digits, int at) => (digits[at] - '0') * 10 + digits[at + 1] - '0';
}

file static class Digits
{
    public static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}

using System.Globalization;

namespace Dosimetry.Engine.Report;

/// <summary>Numbers as a reader sees them: significant digits, never an exponent in the usual range, never NaN or infinity.</summary>
public static class Figures
{
    /// <summary>What stands where there is no value.</summary>
    public const string None = "–";

    /// <summary>A number with <paramref name="significant"/> digits; a dash for null, "failed" for NaN or infinity.</summary>
    public static string Show(double? value, int significant = 3)
    {
        if (value is not { } v) return None;
        if (!double.IsFinite(v)) return "failed";
        if (v == 0) return "0";
        double size = Math.Abs(v);
        if (size is >= 1e7 or < 1e-4) return v.ToString($"0.{new string('0', significant - 1)}E+0", CultureInfo.InvariantCulture);
        int decimals = Math.Max(0, significant - 1 - (int)Math.Floor(Math.Log10(size)));
        return Math.Round(v, Math.Min(decimals, 15)).ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }

    /// <summary>A fraction in percent with its sign.</summary>
    public static string Percent(double? fraction, int significant = 2) => fraction is { } f && double.IsFinite(f) ? $"{Show(100 * f, significant)} %" : Show(fraction);

    /// <summary>A number with at most <paramref name="significant"/> digits and no trailing zeros: hours, ages, levels.</summary>
    public static string Plain(double? value, int significant = 4)
    {
        string shown = Show(value, significant);
        return shown.Contains('.') && !shown.Contains('E') ? shown.TrimEnd('0').TrimEnd('.') : shown;
    }

    /// <summary>Value ± standard uncertainty, both rounded to the second digit of the uncertainty.</summary>
    public static string WithSigma(double? value, double? sigma, int significant = 3)
    {
        if (value is not { } v || !double.IsFinite(v) || sigma is not { } s || !double.IsFinite(s) || s <= 0) return Show(value, significant);
        int decimals = 1 - (int)Math.Floor(Math.Log10(s));
        return $"{ToDecimals(v, decimals)} ± {ToDecimals(s, decimals)}";
    }

    /// <summary>A time as the scanner told it.</summary>
    public static string Time(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? None;

    /// <summary>The value where it is a number, null where it failed: JSON holds no NaN.</summary>
    public static double? Finite(double? value) => value is { } v && double.IsFinite(v) ? v : null;

    /// <summary>A region's name as a reader sees it: kidney_left becomes "kidney left".</summary>
    public static string RegionName(string name) => name.Replace('_', ' ');

    private static string ToDecimals(double value, int decimals)
    {
        double unit = Math.Pow(10, -decimals);
        return (Math.Round(value / unit) * unit).ToString($"F{Math.Clamp(decimals, 0, 15)}", CultureInfo.InvariantCulture);
    }
}

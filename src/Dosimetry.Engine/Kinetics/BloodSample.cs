using System.Globalization;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// A blood sample: time after injection (h), activity concentration of whole blood as it was then (kBq/ml = MBq/l, not decay-corrected), its standard
/// uncertainty in the same unit (0 = not stated).
/// </summary>
public sealed record BloodSample(double Time_h, double Concentration_kBq_per_ml, double Sigma_kBq_per_ml = 0);

/// <summary>Blood samples as a curve: the activity of one litre of blood, so that 1 kBq/ml is 1 MBq.</summary>
public static class BloodCurve
{
    /// <summary>Name of the curve.</summary>
    public const string Name = "blood_one_litre";

    /// <summary>The samples as activity of one litre.</summary>
    /// <exception cref="RefusedException">Times or concentrations that cannot be measurements.</exception>
    public static TimeActivityCurve Of(IReadOnlyList<BloodSample> samples) =>
        new(Name, [.. samples.OrderBy(s => s.Time_h).Select(s => new TacPoint(s.Time_h, s.Concentration_kBq_per_ml, s.Sigma_kBq_per_ml))]);

    /// <summary>Samples of a file; <see cref="Parse"/> says which.</summary>
    /// <exception cref="RefusedException">No such table; the text names the line.</exception>
    public static IReadOnlyList<BloodSample> Read(string path) => Parse(File.ReadLines(path), Path.GetFileName(path));

    /// <summary>
    /// Samples of a table: header <c>time_h,concentration_kBq_per_ml[,sd_kBq_per_ml]</c> (or <c>concentration_MBq_per_l</c>, the same number); # comments.
    /// </summary>
    /// <exception cref="RefusedException">No such table; the text names the line.</exception>
    public static IReadOnlyList<BloodSample> Parse(IEnumerable<string> text, string name)
    {
        string[] lines = [.. text.Where(l => l.Trim().Length > 0 && !l.StartsWith('#'))];
        string[] header = lines.Length == 0 ? [] : Cells(lines[0]);
        int time = Array.IndexOf(header, "time_h"), sigma = Array.FindIndex(header, h => h.StartsWith("sd_", StringComparison.Ordinal));
        int value = Array.FindIndex(header, h => h is "concentration_kBq_per_ml" or "concentration_MBq_per_l");
        if (time < 0 || value < 0 || lines.Length < 2)
            throw new RefusedException("KINETICS.BLOOD", $"{name} is no table of blood samples. Expected: time_h,concentration_kBq_per_ml[,sd_kBq_per_ml], then a row per sample.", name);
        return [.. lines.Skip(1).Select(Cells).Select((c, n) => new BloodSample(Number(c, time, n, name), Number(c, value, n, name), sigma < 0 ? 0 : Number(c, sigma, n, name)))];
    }

    private static string[] Cells(string line) => [.. line.Split(',').Select(c => c.Trim())];

    private static double Number(string[] cells, int column, int row, string name) =>
        column < cells.Length && double.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v
        : throw new RefusedException("KINETICS.BLOOD", $"{name}, sample {row + 1}: a cell is missing or no number.", name);
}

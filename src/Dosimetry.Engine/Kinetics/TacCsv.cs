using System.Globalization;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// Time-activity table: header <c>time_h,&lt;region&gt;_MBq[,&lt;region&gt;_sd_MBq]…</c> (or <c>time_min</c>), one row per scan, times after injection,
/// activities not decay-corrected. An empty cell means not measured at that time; lines with # are comments.
/// </summary>
public static class TacCsv
{
    private const string ActivityEnd = "_MBq", SigmaEnd = "_sd_MBq";

    /// <summary>The curves of a table, in the order of its columns.</summary>
    /// <exception cref="RefusedException">No such table; the text names line and column.</exception>
    public static IReadOnlyList<TimeActivityCurve> Read(string path)
    {
        string[] lines = [.. File.ReadLines(path).Where(l => l.Trim().Length > 0 && !l.StartsWith('#'))];
        if (lines.Length < 2) throw Refuse(path, "it has no header line with at least one row of numbers below it");
        string[] header = Cells(lines[0]);
        double perHour = header[0] switch { "time_h" => 1, "time_min" => 60, _ => throw Refuse(path, $"the first column is '{header[0]}', expected time_h") };
        double?[][] rows = [.. lines.Skip(1).Select((l, n) => Numbers(l, header, n + 2, path))];
        int[] columns = [.. Enumerable.Range(1, header.Length - 1).Where(c => header[c].EndsWith(ActivityEnd, StringComparison.Ordinal) && !header[c].EndsWith(SigmaEnd, StringComparison.Ordinal))];
        if (columns.Length == 0) throw Refuse(path, "no column is named <region>_MBq");
        return [.. columns.Select(c => Curve(header, rows, c, perHour))];
    }

    private static TimeActivityCurve Curve(string[] header, double?[][] rows, int column, double perHour)
    {
        string region = header[column][..^ActivityEnd.Length];
        int sigma = Array.IndexOf(header, region + SigmaEnd);
        return new TimeActivityCurve(region, [.. rows.Where(r => r[column] is not null)
            .Select(r => new TacPoint((r[0] ?? double.NaN) / perHour, r[column]!.Value, sigma < 0 ? 0 : r[sigma] ?? 0))]);
    }

    private static double?[] Numbers(string line, string[] header, int number, string path)
    {
        string[] cells = Cells(line);
        if (cells.Length != header.Length) throw Refuse(path, $"row {number} has {cells.Length} cells, the header has {header.Length}");
        return [.. cells.Select((c, n) => c.Length == 0 ? (double?)null
            : double.TryParse(c, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v
            : throw Refuse(path, $"row {number}, column {header[n]}: '{c}' is no number"))];
    }

    private static string[] Cells(string line) => [.. line.Split(',').Select(c => c.Trim())];

    private static RefusedException Refuse(string path, string text) =>
        new("KINETICS.TABLE", $"{Path.GetFileName(path)} is no time-activity table: {text}. Expected: time_h,kidney_left_MBq,…", path);
}

using System.Globalization;
using System.Text.RegularExpressions;
using Dosimetry.Cases.Jobs;

namespace Dosimetry.Cases.Work;

/// <summary>Reads "… 37 of 412 …" or "… 37/412 …" out of a line that the import child prints on stderr.</summary>
internal static partial class ImportProgress
{
    public static JobProgress? TryParse(string line)
    {
        Match match = Count().Match(line);
        if (!match.Success) return null;
        long done = long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), total = long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        return total > 0 && done <= total ? new JobProgress((double)done / total, "Reading files", done, total) : null;
    }

    [GeneratedRegex(@"\b(\d{1,9})(?: of |/)(\d{1,9})\b")]
    private static partial Regex Count();
}

using System.Globalization;

namespace Dosimetry.Cli.Validate;

/// <summary>Tables of numbers with comment lines and one line of heads.</summary>
internal static class ReferenceCsv
{
    /// <summary>Rows as column name → text.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Rows(string path)
    {
        string[][] lines = [.. File.ReadLines(path).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(','))];
        return lines.Skip(1).Select(cells => (IReadOnlyDictionary<string, string>)lines[0].Zip(cells).DistinctBy(p => p.First).ToDictionary(p => p.First, p => p.Second));
    }

    /// <summary>A number of a row.</summary>
    public static double Number(this IReadOnlyDictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);
}

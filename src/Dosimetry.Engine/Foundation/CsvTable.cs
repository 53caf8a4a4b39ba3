using System.Globalization;

namespace Dosimetry.Engine.Foundation;

/// <summary>A comma-separated table with a header; lines that start with # are comments. Quoted fields may hold commas.</summary>
internal sealed class CsvTable
{
    private readonly string _path;
    private readonly List<string[]> _rows = [];
    private readonly string[] _header;

    public CsvTable(string path)
    {
        _path = path;
        string[][] lines = [.. File.ReadLines(path).Where(l => l.Length > 0 && l[0] != '#').Select(Split)];
        if (lines.Length < 2) throw new RefusedException("PHYSICS.TABLE", "The table holds no rows.", path);
        _header = lines[0];
        _rows.AddRange(lines.Skip(1));
    }

    public int Count => _rows.Count;
    public IReadOnlyList<string> Header => _header;

    /// <summary>The words of a column.</summary>
    public string[] Words(string column)
    {
        int at = Array.IndexOf(_header, column);
        if (at < 0) throw new RefusedException("PHYSICS.TABLE", $"The table has no column '{column}'.", _path);
        return [.. _rows.Select(r => at < r.Length ? r[at] : "")];
    }

    /// <summary>The numbers of a column; an empty field is 0.</summary>
    public double[] Numbers(string column) => [.. Words(column).Select(w => w.Length == 0 ? 0 : double.Parse(w, CultureInfo.InvariantCulture))];

    private static string[] Split(string line)
    {
        var fields = new List<string>();
        bool quoted = false;
        int from = 0;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"') quoted = !quoted;
            if (i < line.Length && (line[i] != ',' || quoted)) continue;
            fields.Add(line[from..i].Trim().Trim('"'));
            from = i + 1;
        }
        return [.. fields];
    }
}

using System.Globalization;
using System.Text;

namespace Dosimetry.Engine.Report.Tables;

/// <summary>
/// A CSV text (RFC 4180, comma, point, LF). Text that a spreadsheet would run as a formula (it begins with =, +, -, @, tab or return) gets an apostrophe
/// in front; numbers stay numbers. Null is an empty cell.
/// </summary>
public sealed class CsvWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a comment line, for units and provenance.</summary>
    public CsvWriter Comment(string text)
    {
        _text.Append("# ").Append(text.ReplaceLineEndings(" ")).Append('\n');
        return this;
    }

    /// <summary>Adds a row of texts and numbers (string, double, int, null).</summary>
    public CsvWriter Row(params IEnumerable<object?> cells)
    {
        _text.AppendJoin(',', cells.Select(Cell)).Append('\n');
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private static string Cell(object? value) => value switch
    {
        null => "",
        double d when !double.IsFinite(d) => "failed",
        double d => d.ToString("G9", CultureInfo.InvariantCulture),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => Text(value.ToString() ?? ""),
    };

    private static string Text(string text)
    {
        string harmless = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return harmless.AsSpan().IndexOfAny(",\"\n\r") >= 0 ? $"\"{harmless.Replace("\"", "\"\"")}\"" : harmless;
    }
}

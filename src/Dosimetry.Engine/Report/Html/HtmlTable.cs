namespace Dosimetry.Engine.Report.Html;

/// <summary>A column of a table: its head, and the text of a row's cell.</summary>
internal sealed record Column<T>(string Head, Func<T, string?> Text, bool Number = true, bool Wide = false);

/// <summary>Tables with a caption, heads that repeat on every printed page, and numbers set to the right.</summary>
internal static class HtmlTable
{
    public static Markup Of<T>(string caption, IEnumerable<T> rows, params IReadOnlyList<Column<T>> columns)
    {
        Markup head = Markup.Join(columns.Select(c => c.Number ? Markup.Of($"<th class=\"num\" scope=\"col\">{c.Head}</th>") : c.Wide ? Markup.Of($"<th class=\"wide\" scope=\"col\">{c.Head}</th>") : Markup.Of($"<th scope=\"col\">{c.Head}</th>")));
        Markup body = Markup.Join(rows.Select(row => Markup.Of($"<tr>{columns.Select(c => Cell(c, row))}</tr>\n")));
        if (body.Text.Length == 0) return Markup.Of($"<p class=\"empty\">{caption}: nothing to list.</p>");
        return Markup.Of($"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table>\n");
    }

    private static Markup Cell<T>(Column<T> column, T row) => column.Number
        ? Markup.Of($"<td class=\"num\">{column.Text(row)}</td>")
        : Markup.Of($"<td>{column.Text(row)}</td>");
}

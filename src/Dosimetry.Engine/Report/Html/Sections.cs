using Dosimetry.Engine.Report.Checklist;

namespace Dosimetry.Engine.Report.Html;

/// <summary>Pieces that several sections of the report share.</summary>
internal static class Sections
{
    /// <summary>A numbered section.</summary>
    public static Markup Section(string heading, params IEnumerable<Markup> content) => Markup.Of($"<section><h2>{heading}</h2>\n{content}</section>\n");

    /// <summary>The checklist's items of one section as a list of facts, each with its state in words.</summary>
    public static Markup Items(ReportDocument document, string section) => Markup.Of($"""
        <dl class="items">{document.Checklist.Where(e => e.Section == section).Select(Item)}</dl>

        """);

    /// <summary>State as a word with a mark that survives grey printing.</summary>
    public static Markup State(ItemState state) => state switch
    {
        ItemState.Present => Markup.Of($"<span class=\"state present\">● present</span>"),
        ItemState.Missing => Markup.Of($"<span class=\"state missing\">▲ missing</span>"),
        ItemState.NotApplicable => Markup.Of($"<span class=\"state na\">○ not applicable</span>"),
        ItemState.Refused => Markup.Of($"<span class=\"state refused\">■ refused</span>"),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    private static Markup Item(ChecklistEntry entry) => Markup.Of($"""
        <div><dt><b>{entry.Number}</b> {entry.Title}</dt><dd>{State(entry.State)} {entry.Text}</dd></div>

        """);
}

using System.Globalization;
using Dosimetry.Engine.Report;
using Dosimetry.Engine.Report.Html;

namespace Dosimetry.Cli.Validate;

/// <summary>The pack's outcome as one page a physicist can read and keep.</summary>
internal static class ValidationPage
{
    public static string Write(ValidationResult result, string version, DateTimeOffset made)
    {
        IEnumerable<Markup> sections = result.Checks.GroupBy(c => c.Group).Select(Section);
        Markup skipped = result.Skipped.Count == 0 ? Markup.Empty : HtmlTable.Of("Not run here", result.Skipped,
            new Column<SkippedChecks>("Group", s => s.Group, false), new Column<SkippedChecks>("Reason", s => s.Reason, false));
        return Markup.Of($"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"/><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/><title>Dosimetry Planner: checks against references</title><style>
            {ReportHtml.Style()}
            </style></head><body><header><h1>Checks against references</h1>
            <p class="case">{result.Passed} of {result.Checks.Count} within tolerance; {result.Skipped.Count} groups not run</p><p class="use">{Statements.ResearchUseOnly}</p></header><main>
            <p>Dosimetry Planner {version}, {made.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC. Each line: what the engine gives, what it should give, and why it may differ.</p>
            {sections}{skipped}</main><footer>{Statements.ResearchUseOnly}</footer></body></html>

            """).Text;
    }

    private static Markup Section(IGrouping<string, ValidationCheck> group) => Markup.Of($"""
        <section><h2>{group.Key}: {group.Count(c => c.Pass)} of {group.Count()}</h2>
        {HtmlTable.Of(string.Join("; ", group.Select(c => c.Source).Distinct()), group,
            new Column<ValidationCheck>("Check", c => c.Name, false),
            new Column<ValidationCheck>("Ours", c => Figures.Show(c.Measured, 5)),
            new Column<ValidationCheck>("Reference", c => Figures.Show(c.Reference, 5)),
            new Column<ValidationCheck>("Unit", c => c.Unit, false),
            new Column<ValidationCheck>("Off by", c => c.Relative ? Figures.Percent(c.Deviation) : Figures.Show(c.Deviation, 2)),
            new Column<ValidationCheck>("Tolerance", c => c.Relative ? Figures.Percent(c.Tolerance) : Figures.Show(c.Tolerance, 2)),
            new Column<ValidationCheck>("", c => c.Pass ? "● within" : "▲ outside", false),
            new Column<ValidationCheck>("Note", c => c.Note, false))}</section>

        """);
}

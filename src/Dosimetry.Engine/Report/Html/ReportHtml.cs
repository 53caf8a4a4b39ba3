using System.Reflection;

namespace Dosimetry.Engine.Report.Html;

/// <summary>
/// The report as one self-contained HTML file: styles, charts and pictures inside, no script, nothing fetched. It is the record; the PDF is printed from
/// it (A4, page n of m, table heads repeated). All text from outside is encoded (<see cref="Markup"/>).
/// </summary>
public static class ReportHtml
{
    /// <summary>The whole page.</summary>
    /// <param name="document">What to print.</param>
    /// <param name="pictures">Pictures of the summary.</param>
    /// <param name="halfLife_h">Physical half-life for the reference line of the fits, h.</param>
    public static string Write(ReportDocument document, IReadOnlyList<Pictures.ReportPicture> pictures, double? halfLife_h)
    {
        Markup page = Markup.Of($"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/>
            <title>Dosimetry report: {document.CaseName}</title>
            <style>
            {Style()}
            @page {Margins(document)}
            </style></head>
            <body><header><h1>Dosimetry report</h1><p class="case">{document.CaseName}</p><p class="use">{Statements.ResearchUseOnly}</p></header>
            <main>
            {SummarySection.Write(document, pictures)}{BodySections.Patient(document)}{BodySections.Acquisition(document)}{BodySections.Regions(document)}{KineticsSection.Write(document, halfLife_h)}
            {BodySections.Dose(document)}{BodySections.Limits(document)}{BodySections.Cycles(document)}{PlanSection.Write(document)}{ClosingSections.PlainWords(document)}{ClosingSections.Provenance(document)}{ClosingSections.Findings(document)}{ClosingSections.Checklist(document)}
            </main><footer>{Statements.ResearchUseOnly}<br/><span class="hash">result {document.ContentHash}</span></footer></body></html>

            """);
        return page.Text;
    }

    /// <summary>Foot of every printed page: statement, hash of the result, page n of m.</summary>
    private static Markup Margins(ReportDocument d) => Markup.Trusted($$"""
        { @bottom-left { content: "{{Statements.ResearchUseOnly}}\A result {{Hex(d.ContentHash)}}"; white-space: pre; font: 6.5pt "DejaVu Sans", sans-serif; color: #444; }
          @bottom-right { content: "page " counter(page) " of " counter(pages); font: 7.5pt "DejaVu Sans", sans-serif; color: #444; } }
        """);

    /// <summary>The hash as printed inside the style sheet: whatever is not a hexadecimal digit is dropped.</summary>
    private static string Hex(string? hash) => string.Concat((hash ?? "").Where(char.IsAsciiHexDigit));

    internal static Markup Style()
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream("Dosimetry.Engine.Report.Html.report.css")
            ?? throw new InvalidOperationException("The report's style sheet is not inside the program.");
        using var reader = new StreamReader(file);
        return Markup.Trusted(reader.ReadToEnd());
    }
}

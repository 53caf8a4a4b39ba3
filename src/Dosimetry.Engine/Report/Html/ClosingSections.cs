using Dosimetry.Engine.Report.Checklist;

namespace Dosimetry.Engine.Report.Html;

/// <summary>Sections 9 and 10 and the annexes.</summary>
internal static class ClosingSections
{
    public static Markup PlainWords(ReportDocument d)
    {
        string[] organs = [.. d.Regions.Where(r => r.Name is "kidneys" or "salivary_glands" or "liver").Select(r => $"{Figures.RegionName(r.Name)} {Figures.Show(r.MeanDose_Gy, 2)} Gy")];
        ReportRegion? tumour = d.Regions.FirstOrDefault(r => r.Name == "lesions_all") ?? d.Regions.FirstOrDefault(r => r.Class == "lesion");
        return Sections.Section("9 In plain words", Markup.Of($"""
            <p>A radioactive medicine ({d.Administration.Nuclide} {d.Administration.Ligand}) was given into the blood. It gathers in tumour tissue and, less wanted, in some healthy organs, and gives off
            radiation there for some days. Cameras measured how much of it was where, and for how long. From that the energy each organ took up is worked out: the absorbed dose, in gray (Gy).</p>
            <p>{(organs.Length == 0 ? "No healthy organ was measured by itself." : $"Healthy organs, on average: {string.Join(", ", organs)}.")}
            {(tumour?.MeanDose_Gy is { } dose ? $"Tumour tissue, on average: {Figures.Show(dose, 2)} Gy." : "No tumour was measured by itself.")}
            These figures carry an uncertainty and are for research; questions about treatment belong to the treating physician.</p>

            """));
    }

    public static Markup Provenance(ReportDocument d) => Sections.Section("10 Provenance, signatures, statements",
        Sections.Items(d, "Provenance"),
        Markup.Of($"""
        <table class="facts"><tbody>
        <tr><th scope="row">Software</th><td>{d.Provenance.Software} {d.Provenance.Version}, commit {d.Provenance.Commit}</td></tr>
        <tr><th scope="row">Made</th><td>{d.Provenance.Created}</td></tr>
        <tr><th scope="row">Settings (SHA-256)</th><td class="hash">{d.Provenance.SettingsHash}</td></tr>
        <tr><th scope="row">Result (SHA-256)</th><td class="hash">{d.ContentHash}</td></tr>
        <tr><th scope="row">Options</th><td>{string.Join(", ", d.Provenance.Options.Select(o => $"{o.Key} {o.Value}"))}</td></tr>
        </tbody></table>

        """),
        HtmlTable.Of("Inputs", d.Provenance.Inputs,
            new Column<KeyValuePair<string, string>>("File", i => i.Key, false), new Column<KeyValuePair<string, string>>("SHA-256", i => i.Value, false)),
        Markup.Of($"<p class=\"sign\">Prepared by: ____________________ &#160; Reviewed by: ____________________ &#160; Date: ____________</p>\n"),
        Markup.Join(d.Statements.Select(s => Markup.Of($"<p><b>{s}</b></p>\n"))));

    public static Markup Findings(ReportDocument d) => Sections.Section("Annex A: findings log",
        HtmlTable.Of("Everything the stages noticed or assumed", d.Findings,
            new Column<StageFinding>("Stage", f => f.Stage, false),
            new Column<StageFinding>("Kind", f => f.Severity.ToString().ToLowerInvariant(), false),
            new Column<StageFinding>("Code", f => f.Code, false),
            new Column<StageFinding>("Finding", f => f.File is null ? f.Text : $"{f.Text} ({f.File})", false)));

    public static Markup Checklist(ReportDocument d) => Sections.Section("Annex B: checklist with states",
        Markup.Of($"<p>{Statements.Arrangement}</p>\n"),
        Markup.Of($"<table><caption>{d.Checklist.Count} items</caption><thead><tr><th class=\"num\" scope=\"col\">No.</th><th scope=\"col\">Item</th><th scope=\"col\">State</th></tr></thead><tbody>\n{d.Checklist.Select(Row)}</tbody></table>\n"));

    private static Markup Row(ChecklistEntry e) => Markup.Of($"<tr><td class=\"num\">{e.Number}</td><td>{e.Title}</td><td>{Sections.State(e.State)}</td></tr>\n");
}

using System.Xml;
using System.Xml.Linq;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Report;
using Dosimetry.Engine.Report.Html;
using Dosimetry.Engine.Report.Pictures;

namespace Dosimetry.Engine.Tests.Report.Html;

public class ReportHtmlTests
{
    private static readonly ReportPicture Picture = new("Cut", "caption", 2, 1, PngWriter.Write(new RgbImage(2, 1)), []);

    private static string Write(CaseRecord record) => ReportHtml.Write(ReportBuilder.Build(record), [Picture], 159.5);

    private static XElement Parse(string html)
    {
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader).Root!;
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("</style><b onclick='x'>")]
    [InlineData("&lt;kidney&gt;")]
    public void Hostile_names_stay_text(string hostile)
    {
        CaseRecord full = SampleRecord.Full();
        CaseRecord record = full with
        {
            Case = full.Case with { Name = hostile, Patient = full.Case.Patient with { Id = hostile }, Operator = hostile },
            Evaluation = full.Evaluation with { Regions = [full.Evaluation.Regions[0] with { Name = hostile }] },
            Kinetics = full.Kinetics with { Regions = [full.Kinetics.Regions[0] with { Region = hostile }] },
            CaseFindings = [new Finding(Severity.Warning, hostile, hostile, hostile)],
            Provenance = full.Provenance with { Inputs = new Dictionary<string, string> { [hostile] = hostile } },
        };
        XElement page = Parse(Write(record));
        XElement[] elements = [.. page.Descendants()];
        Assert.DoesNotContain(elements, e => e.Name.LocalName is "script" or "iframe" or "object" or "link");
        Assert.DoesNotContain(elements, e => e.Attributes().Any(a => a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
        Assert.All(elements.Where(e => e.Name.LocalName == "img"), e => Assert.StartsWith("data:image/png;base64,", e.Attribute("src")!.Value));
        Assert.Equal(hostile, page.Descendants("p").Single(p => (string?)p.Attribute("class") == "case").Value);
        Assert.Contains(page.Descendants("td"), td => td.Value == Figures.RegionName(hostile));
    }

    [Fact]
    public void The_page_says_what_it_must_and_fetches_nothing()
    {
        string html = Write(SampleRecord.Full());
        XElement page = Parse(html);
        Assert.Equal("en", page.Attribute("lang")!.Value);
        Assert.Contains(Statements.ResearchUseOnly, html);
        Assert.Contains(Statements.Arrangement, page.Value);
        Assert.DoesNotContain("http://", html.Replace("http://www.w3.org/2000/svg", ""));
        Assert.DoesNotContain("https://", html);
        Assert.Contains("counter(pages)", html);
        Assert.Contains(ReportBuilder.Build(SampleRecord.Full()).ContentHash!, html);
    }

    [Fact]
    public void Effective_dose_appears_only_as_its_refusal()
    {
        ReportDocument document = ReportBuilder.Build(SampleRecord.Full());
        foreach (string export in (string[])[ReportHtml.Write(document, [], null), ResultJson.Write(document)])
        {
            string rest = export.Replace(Statements.NoEffectiveDose, "").Replace("Effective dose", "", StringComparison.Ordinal);
            Assert.DoesNotContain("effective dose", rest, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("effectiveDose", rest, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void The_printed_checklist_is_that_of_the_record()
    {
        ReportDocument document = ReportBuilder.Build(SampleRecord.Full());
        XElement annex = Parse(ReportHtml.Write(document, [], null)).Descendants("section").Single(s => s.Element("h2")!.Value.StartsWith("Annex B", StringComparison.Ordinal));
        string[] printed = [.. annex.Descendants("tbody").Elements("tr").Select(r => string.Join("|", r.Elements("td").Select(td => td.Value)))];
        Assert.Equal(document.Checklist.Select(e => $"{e.Number}|{e.Title}|{Sections.State(e.State).Text}"), printed.Zip(document.Checklist, (p, e) => p.Replace(Word(e), Sections.State(e.State).Text)));
    }

    private static string Word(Engine.Report.Checklist.ChecklistEntry e) => XElement.Parse(Sections.State(e.State).Text).Value;

    [Fact]
    public void An_empty_case_prints_without_empty_plots()
    {
        CaseRecord full = SampleRecord.Full();
        CaseRecord empty = full with { Evaluation = new([], []), Kinetics = full.Kinetics with { Regions = [] } };
        XElement page = Parse(Write(empty));
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName == "svg");
        Assert.Contains("No region has a dose.", page.Value);
    }
}

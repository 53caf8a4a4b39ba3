using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Dosimetry.Cases.Findings;
using Dosimetry.Cases.Work;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Web.Charts;
using Dosimetry.Web.Components.Controls;
using Dosimetry.Web.Model;

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;
using Radzen;

namespace Dosimetry.Web.Tests.Components;

/// <summary>Names and descriptions come from files of strangers: in every building block they are text, never markup.</summary>
public sealed class HostileTextTests
{
    private const string Hostile = "<img src=x onerror=\"alert(1)\"><script>alert(2)</script>";

    [Fact]
    [Trait("REQ", "A5")]
    public async Task Findings_show_markup_as_text()
    {
        TrackedFinding finding = new(new Finding(Severity.Warning, Hostile, Hostile, Hostile), new Acceptance(Hostile, default, Hostile));
        IHtmlDocument page = await RenderAsync<FindingsCard>(("Of", new[] { finding }), ("Title", Hostile));
        AssertInert(page);
        Assert.Contains(Hostile, page.QuerySelector(".finding p")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("REQ", "A5")]
    public async Task Series_structures_timeline_and_patient_show_markup_as_text()
    {
        ImportedSeries series = Model.AdministrationFormTests.Spect(4) with { Description = Hostile, Modality = Hostile, Quantity = Hostile, Unit = Hostile };
        ImportedStructureSet set = new("rs", Hostile, null, Hostile, null, [new ImportedRegion(1, Hostile, Hostile, false, Hostile, null)]);
        AssertInert(await RenderAsync<SeriesTable>(("Of", new[] { series })));
        AssertInert(await RenderAsync<StructuresTable>(("Of", new[] { set })));
        AssertInert(await RenderAsync<TimelineChart>(("Of", ImageTimeline.Of([series], null))));
        AssertInert(await RenderAsync<PatientCard>(("Of", new ImportedPatient(Hostile, Hostile, Hostile, Hostile, 80, 170))));
        AssertInert(await RenderAsync<Problem>(("Of", new Trouble(Hostile, Hostile, Hostile, Hostile, Details: Hostile))));
    }

    [Fact]
    [Trait("REQ", "A5")]
    public async Task Regions_fits_and_plots_show_markup_as_text()
    {
        PreparedRegion region = new(Hostile, Hostile, 1, "#00ff00", Hostile, Hostile, 1, 1, [1, 2, 3]);
        CurveFit fit = new(Hostile, [], new Dictionary<string, double>(), null, null, 1, 0, 0, 0, [Hostile]);
        IHtmlDocument regions = await RenderAsync<RegionsTable>(("Of", new[] { region }), ("CaseId", "01ARZ3NDEKTSV4RRFFQ69G5FAV"));
        AssertInert(regions);
        Assert.Equal(Hostile, regions.QuerySelector("th a")!.TextContent);
        AssertInert(await RenderAsync<FitTable>(("Of", new RegionKinetics(Hostile, [], [fit], fit, Hostile))));
        ChartLayout axes = new(new ChartAxis(new AxisTitle("x")), new ChartAxis(new AxisTitle("y")));
        IHtmlDocument chart = await RenderAsync<Chart>(("Traces", Array.Empty<CurveTrace>()), ("Layout", axes), ("Description", Hostile));
        AssertInert(chart);
        Assert.Equal(Hostile, chart.QuerySelector(".chart")!.GetAttribute("aria-label"));
    }

    [Fact]
    public async Task Findings_come_worst_first_and_an_error_asks_for_a_reason()
    {
        TrackedFinding[] findings = [.. ((Severity[])[Severity.Info, Severity.Error, Severity.Warning]).Select(s => new TrackedFinding(new Finding(s, $"X.{s}", $"{s}"), null))];
        IHtmlDocument page = await RenderAsync<FindingsCard>(("Of", findings), ("Accept", EventCallback.Factory.Create<AcceptedFinding>(this, () => { })));
        Assert.Equal(["Errors 1", "Warnings 1", "Assumptions 1"], page.QuerySelectorAll("h3").Select(h => h.TextContent.Trim()));
        Assert.Equal("Accept …", page.QuerySelector(".finding.error button")!.TextContent.Trim());
        Assert.Equal("Accept", page.QuerySelector(".finding.warning button")!.TextContent.Trim());
        Assert.Null(page.QuerySelector(".finding.info button"));
    }

    private static void AssertInert(IHtmlDocument page)
    {
        Assert.Empty(page.QuerySelectorAll("img, script"));
        Assert.DoesNotContain(page.All.SelectMany(e => e.Attributes), a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<IHtmlDocument> RenderAsync<T>(params (string Name, object Value)[] parameters) where T : IComponent
    {
        await using ServiceProvider services = new ServiceCollection().AddLogging().AddRadzenComponents().AddScoped<IJSRuntime, NoBrowser>().BuildServiceProvider();
        await using HtmlRenderer renderer = new(services, NullLoggerFactory.Instance);
        string html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters.ToDictionary(p => p.Name, p => (object?)p.Value)))).ToHtmlString());
        return new HtmlParser().ParseDocument(html);
    }

    private sealed class NoBrowser : IJSRuntime
    {
        public ValueTask<T> InvokeAsync<T>(string identifier, object?[]? args) => ValueTask.FromResult(default(T)!);
        public ValueTask<T> InvokeAsync<T>(string identifier, CancellationToken cancel, object?[]? args) => ValueTask.FromResult(default(T)!);
    }
}

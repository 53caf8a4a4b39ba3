using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dosimetry.Cases;
using Dosimetry.Cases.Audit;
using Dosimetry.Cases.Jobs;
using Dosimetry.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>Patient form, kinetic model and plan: empty, filled, with bad values, and in two tabs.</summary>
[Collection(nameof(BrowserTests))]
public sealed class PlanningPagesTests(Chromium chromium, WholeApp app, ReadyCase cases)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 90_000 };

    [Fact]
    public async Task Without_images_or_model_the_pages_say_what_comes_first()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        string id = cases.RecordOf(app).Cases.Create(Actor.System, "Nothing to plan").Id;
        foreach ((string step, string title, string action) in ((string, string, string)[])[("kinetics/model", "No images yet", "Bring the images"), ("plan", "No model yet", "Bring the images")])
        {
            await watched.GoToAsync($"/cases/{id}/{step}");
            await Expect(watched.Page.GetByRole(AriaRole.Heading, new() { Name = title })).ToBeVisibleAsync();
            await Expect(watched.Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = action })).ToBeVisibleAsync();
            await Expect(watched.Page.Locator(".chart")).ToHaveCountAsync(0);
            await watched.AssertAccessibleAsync();
        }
    }

    [Fact]
    public async Task Values_of_another_unit_are_named_beside_their_field_and_not_saved()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        IPage page = watched.Page;
        string id = cases.RecordOf(app).Cases.Create(Actor.System, "Slips of unit").Id;
        await watched.GoToAsync($"/cases/{id}/patient");
        ILocator save = page.GetByRole(AriaRole.Button, new() { Name = "Save" });
        await FillAsync(page, "GFR", "0.09");
        await Expect(page.Locator("#gfr-error")).ToContainTextAsync("This looks like L/min: write 90 ml/min.");
        await FillAsync(page, "Haematocrit", "0");
        await Expect(page.Locator("#haematocrit-error")).ToContainTextAsync("blood without red cells");
        await Expect(save).ToBeDisabledAsync();
        await watched.PictureAsync("patient-bad-values");
        await watched.AssertAccessibleAsync();
        await FillAsync(page, "GFR", "90");
        await FillAsync(page, "Haematocrit", "41");
        await save.ClickAsync();
        await Expect(page.GetByText("by anna.curie.")).ToBeVisibleAsync();
        Assert.Equal((90, 0.41), (cases.RecordOf(app).Settings.Get(id).Settings.Patient.Gfr_ml_per_min, cases.RecordOf(app).Settings.Get(id).Settings.Patient.Haematocrit));
        await Expect(page.GetByTestId("facts").GetByText("entered").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_second_of_two_tabs_is_told_and_overwrites_nothing()
    {
        await using WatchedPage? first = await OpenAsync();
        if (first is null) return;
        await using WatchedPage second = (await OpenAsync())!;
        string id = cases.RecordOf(app).Cases.Create(Actor.System, "Two tabs").Id;
        foreach (WatchedPage tab in (WatchedPage[])[first, second]) await tab.GoToAsync($"/cases/{id}/patient");
        await FillAsync(first.Page, "Weight", "80");
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(first.Page.GetByText("by anna.curie.")).ToBeVisibleAsync();
        await FillAsync(second.Page, "Weight", "95");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(second.Page.GetByRole(AriaRole.Heading, new() { Name = "Somebody saved in between" })).ToBeVisibleAsync();
        await second.PictureAsync("patient-two-tabs");
        Assert.Equal(80, cases.RecordOf(app).Settings.Get(id).Settings.Patient.Weight_kg);
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Show the newer version" }).ClickAsync();
        await Expect(second.Page.GetByLabel("Weight")).ToHaveValueAsync("80");
    }

    [Fact]
    public async Task From_the_fit_to_a_chosen_plan()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        IPage page = watched.Page;
        CaseSummary computed = await cases.FittedAsync(app);
        await watched.GoToAsync($"/cases/{computed.Id}/kinetics");
        await page.GetByRole(AriaRole.Link, new() { Name = "PBPK model" }).ClickAsync();
        foreach (string plot in (string[])["model-tracer", "model-therapy", "model-residuals"]) await Expect(page.Locator($"[data-testid={plot}][data-drawn]")).ToBeVisibleAsync(Patiently);
        await Expect(page.GetByTestId("observations").GetByText("PET").First).ToBeVisibleAsync();
        await Expect(page.GetByTestId("organ-map").GetByLabel("Organ of kidney_left")).ToHaveValueAsync("Kidney");
        await watched.PictureAsync("model");
        await watched.AssertAccessibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Plan with this model" }).ClickAsync();
        await Expect(page.Locator("[data-testid=plan-trade][data-drawn]")).ToBeVisibleAsync(Patiently);
        ILocator exceed = page.GetByTestId("exceed-Kidney");
        await PushAsync(page, "nmol", 120); // about 100 nmol, which carry 75 GBq
        await SlideAsync(page, "gbq", 2);
        double low = await PercentAsync(exceed);
        await SlideAsync(page, "gbq", 24);
        await Expect(page.GetByTestId("gbq-value")).ToHaveTextAsync("24.00 GBq");
        Assert.True(await PercentAsync(exceed) > low);
        Assert.Contains("gbq=24", page.Url, StringComparison.Ordinal);
        await SlideAsync(page, "gbq", 6);
        await page.GetByTestId("choose").ClickAsync();
        await Expect(page.GetByTestId("chosen")).ToContainTextAsync(new Regex(@"6\.00 GBq.*Chosen by anna\.curie", RegexOptions.Singleline));
        await watched.PictureAsync("plan");
        await watched.AssertAccessibleAsync();
        Assert.Equal(6, cases.RecordOf(app).Settings.Get(computed.Id).Settings.Planning!.Plan!.Activity_GBq, 6);
        Assert.Contains(cases.RecordOf(app).Audit.List(entityId: computed.Id), e => e.Action == "settings.save" && e.Summary.Contains("planning.plan", StringComparison.Ordinal));

        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("download-plan").ClickAsync());
        using JsonDocument plan = JsonDocument.Parse(await File.ReadAllTextAsync((await download.PathAsync())!));
        Assert.Equal(6, plan.RootElement.GetProperty("prescribed").GetProperty("activity_GBq").GetDouble(), 6);
        await AddToReportAsync(watched, computed.Id);
        Assert.Contains("organs", plan.RootElement.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task A_limit_that_cannot_be_is_said_and_a_saved_one_moves_the_proposal()
    {
        await using WatchedPage? watched = await OpenAsync(900, 700);
        if (watched is null) return;
        IPage page = watched.Page;
        CaseSummary computed = await cases.FittedAsync(app);
        await watched.GoToAsync($"/cases/{computed.Id}/plan");
        ILocator limit = page.GetByLabel("Limit of Kidney in Gy"), proposal = page.GetByTestId("plan-table").Locator("tbody tr").First.Locator("td").Nth(1);
        await Expect(limit).ToBeVisibleAsync(Patiently);
        double before = double.Parse(await proposal.InnerTextAsync(), CultureInfo.InvariantCulture);
        await FillAsync(page, "Limit of Kidney in Gy", "-3");
        await Expect(page.GetByText("Kidney: a limit of -3 Gy")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("save-limits")).ToBeDisabledAsync();
        await FillAsync(page, "Limit of Kidney in Gy", "20");
        await page.GetByTestId("save-limits").ClickAsync();
        await Expect(proposal).Not.ToHaveTextAsync(before.ToString("0.00", CultureInfo.InvariantCulture), new() { Timeout = 90_000 });
        Assert.True(double.Parse(await proposal.InnerTextAsync(), CultureInfo.InvariantCulture) < before);
        await watched.PictureAsync("plan-small");
        await watched.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Defaults again" }).ClickAsync();
        await Expect(limit).ToHaveValueAsync("40", new() { Timeout = 90_000 });
    }

    [Fact]
    public async Task A_PET_before_any_therapy_is_enough_for_fit_and_plan()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        IPage page = watched.Page;
        CaseSummary imported = await cases.ImportedAsync(app, "Before therapy");
        await watched.GoToAsync($"/cases/{imported.Id}/plan");
        await page.GetByRole(AriaRole.Link, new() { Name = "Fit the model" }).ClickAsync();
        await Expect(page.GetByText("no curves of a SPECT yet")).ToBeVisibleAsync();
        await page.GetByTestId("start-fit").ClickAsync();
        await Expect(page.Locator("[data-testid=model-tracer][data-drawn]")).ToBeVisibleAsync(Patiently);
        await Expect(page.GetByText("MODEL.ASSUMED_PATIENT")).ToBeVisibleAsync();
        Assert.Equal(JobState.Done, cases.RecordOf(app).Jobs.ListOfCase(imported.Id).First(j => j.Kind == JobKinds.ModelFit).State);
        await watched.GoToAsync($"/cases/{imported.Id}/plan");
        await Expect(page.GetByTestId("plan-bars")).ToBeVisibleAsync(Patiently);
        await watched.PictureAsync("plan-before-therapy");
    }

    private static async Task AddToReportAsync(WatchedPage watched, string id)
    {
        await watched.GoToAsync($"/cases/{id}/report");
        await watched.Page.GetByTestId("add-plan").ClickAsync();
        ILocator section = watched.Page.FrameLocator("[data-testid=report]").Locator("section").Filter(new() { HasText = "Predicted by a kinetic model" });
        await Expect(section).ToContainTextAsync("by anna.curie", new() { Timeout = 90_000 });
        await watched.PictureAsync("report-plan");
    }

    private async Task<WatchedPage?> OpenAsync(int width = 1400, int height = 900, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        if (TestFiles.RealTool is not null) return await app.OpenAsync(chromium, width, height, test);
        ReferenceData.Skipped(test, "the dosimetry program was not built");
        return null;
    }

    private static async Task FillAsync(IPage page, string label, string value)
    {
        await page.GetByLabel(label, new() { Exact = true }).FillAsync(value);
        await page.GetByLabel(label, new() { Exact = true }).BlurAsync();
    }

    /// <summary>Moves a slider as a finger does: input while it moves, change when it is let go.</summary>
    private static async Task SlideAsync(IPage page, string id, double value)
    {
        await PushAsync(page, id, value);
        await Expect(page.GetByTestId("gbq-value")).ToHaveTextAsync(value.ToString("0.00", CultureInfo.InvariantCulture) + " GBq");
    }

    private static Task PushAsync(IPage page, string id, double value) => page.Locator($"#{id}").EvaluateAsync(
        "(slider, to) => { slider.value = to; slider.dispatchEvent(new Event('input', { bubbles: true })); slider.dispatchEvent(new Event('change', { bubbles: true })); }", value.ToString(CultureInfo.InvariantCulture));

    private static async Task<double> PercentAsync(ILocator text) => double.Parse(Regex.Match(await text.InnerTextAsync(), @"\d+").Value, CultureInfo.InvariantCulture);
}

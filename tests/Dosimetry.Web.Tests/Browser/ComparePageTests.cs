using Dosimetry.Cases;
using Dosimetry.Cases.Jobs;
using Dosimetry.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>The page Compare from no dose to maps in the viewer.</summary>
[Collection(nameof(BrowserTests))]
public sealed class ComparePageTests(Chromium chromium, WholeApp app, ReadyCase cases)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 90_000 };

    [Fact]
    public async Task Two_doses_are_compared_and_their_difference_is_a_layer()
    {
        if (TestFiles.RealTool is null) { ReferenceData.Skipped(nameof(Two_doses_are_compared_and_their_difference_is_a_layer), "the dosimetry program was not built"); return; }
        await using WatchedPage? watched = await app.OpenAsync(chromium);
        if (watched is null) return;
        IPage page = watched.Page;
        await watched.GoToAsync($"/cases/{cases.RecordOf(app).Cases.Create(Actor.System, "Nothing to compare").Id}/compare");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No dose yet" })).ToBeVisibleAsync();

        string id = (await cases.ComputedAsync(app)).Id;
        await watched.GoToAsync($"/cases/{id}/compare");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "One dose so far" })).ToBeVisibleAsync();
        await Expect(page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Compute a second dose" })).ToBeVisibleAsync();
        await watched.AssertAccessibleAsync();

        await SecondDoseAsync(id);
        await watched.GoToAsync($"/cases/{id}/review");
        await page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Compare with another dose" }).ClickAsync();
        await AssertChoiceAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Expect(page.GetByTestId("comparison")).ToContainTextAsync("of", new() { Timeout = 90_000 });
        await Expect(page.Locator("[data-testid=compare-dvh][data-drawn]")).ToBeVisibleAsync(Patiently);
        await Expect(page.GetByTestId("compare-table").GetByRole(AriaRole.Row, new() { Name = "kidney_left" })).ToBeVisibleAsync();
        await Expect(page.GetByTestId("comparison")).ToContainTextAsync("local on");
        await watched.PictureAsync("compare");
        await watched.AssertAccessibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Maps in the viewer" }).ClickAsync();
        await Expect(page.Locator(".viewer[data-ready]")).ToBeVisibleAsync(Patiently);
        await page.GetByTestId("layer-difference-percent").GetByRole(AriaRole.Checkbox).CheckAsync();
        await Expect(page.GetByTestId("layer-difference-percent").GetByLabel("Upper end of the window")).ToHaveValueAsync("20");
        await Expect(page.GetByText("Loading")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await watched.PictureAsync("compare-viewer");
        await page.GetByTestId("layer-bed").GetByRole(AriaRole.Checkbox).CheckAsync();
        await Expect(page.GetByTestId("layer-dose").GetByRole(AriaRole.Checkbox).First).Not.ToBeCheckedAsync(); // one map with isodoses at a time
        await AssertBiologicalAsync(watched, id);
    }

    private static async Task AssertBiologicalAsync(WatchedPage watched, string id)
    {
        IPage page = watched.Page;
        await watched.GoToAsync($"/cases/{id}/review");
        await page.GetByRole(AriaRole.Radio, new() { Name = "BED", Exact = true }).CheckAsync();
        await Expect(page.Locator("[data-testid=bed-dvh][data-drawn]")).ToBeVisibleAsync(Patiently);
        ILocator kidney = page.GetByTestId("bed-table").GetByRole(AriaRole.Row, new() { Name = "kidney_left" });
        await Expect(kidney).ToContainTextAsync("α/β 2.5 Gy, repair half-life 2.8 h");
        double bed = await MeanAsync(kidney);
        await watched.PictureAsync("review-bed");
        await page.GetByRole(AriaRole.Radio, new() { Name = "EQD2", Exact = true }).CheckAsync();
        await Expect(page.GetByTestId("bed-table")).ToContainTextAsync("EQD2 per voxel");
        Assert.Equal(bed / 1.8, await MeanAsync(kidney), 0.01);
        await watched.AssertAccessibleAsync();
        await watched.GoToAsync($"/cases/{id}/dose");
        await page.GetByText("Radiobiology for BED and EQD2").ClickAsync();
        await page.GetByLabel("α/β of kidney in Gy").FillAsync("2.6");
        await page.GetByLabel("α/β of kidney in Gy").BlurAsync();
        await Expect(page.GetByText("1 organ changed for this case")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Back to the table" }).ClickAsync();
        await Expect(page.GetByText("from the product's table")).ToBeVisibleAsync();
        await watched.PictureAsync("dose-radiobiology");
        await watched.AssertAccessibleAsync();
    }

    private static async Task<double> MeanAsync(ILocator row) => double.Parse(await row.Locator("td").Nth(1).InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);

    private static async Task AssertChoiceAsync(IPage page)
    {
        ILocator reference = page.GetByLabel("Reference"), evaluated = page.GetByLabel("Evaluated"), start = page.GetByRole(AriaRole.Button, new() { Name = "Compare" });
        await Expect(start).ToBeEnabledAsync(new() { Timeout = 30_000 });
        string other = await evaluated.InputValueAsync();
        string before = await reference.InputValueAsync();
        await reference.SelectOptionAsync(other);
        await Expect(page.GetByText("are the same dose")).ToBeVisibleAsync();
        await Expect(start).ToBeDisabledAsync();
        await reference.SelectOptionAsync(before);
        await Expect(start).ToBeEnabledAsync();
        await page.GetByLabel("Distance criterion").FillAsync("-1");
        await page.GetByLabel("Distance criterion").BlurAsync();
        await Expect(page.GetByText("is outside 0.1 to 100 mm")).ToBeVisibleAsync();
        await Expect(start).ToBeDisabledAsync();
        await page.GetByLabel("Distance criterion").FillAsync("3");
        await page.GetByLabel("Distance criterion").BlurAsync();
        await Expect(start).ToBeEnabledAsync();
    }

    private async Task SecondDoseAsync(string id)
    {
        string engine = cases.RecordOf(app).Settings.Get(id).Settings.Protocol.Engine;
        cases.Save(app, id, s => s with { Protocol = s.Protocol with { Engine = "local" } });
        JobStatus ended = await cases.EndAsync(app, cases.RecordOf(app).Jobs.Start(Actor.System, id, JobKinds.Dose).Id);
        cases.Save(app, id, s => s with { Protocol = s.Protocol with { Engine = engine } });
        Assert.Equal(JobState.Done, ended.State);
    }
}

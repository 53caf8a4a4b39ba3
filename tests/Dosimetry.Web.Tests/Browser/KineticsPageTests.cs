using Dosimetry.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>The kinetics page as a physicist uses it: a point left out with a reason, methods for one scan, blood samples, the uncertainty of the doses.</summary>
[Collection(nameof(BrowserTests))]
public sealed class KineticsPageTests(Chromium chromium, WholeApp app, ReadyCase cases)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 90_000 };

    [Fact]
    public async Task A_point_leaves_the_fit_only_with_a_reason_and_comes_back_by_a_tick()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        IPage page = watched.Page;
        string id = (await cases.ComputedAsync(app)).Id;
        await watched.GoToAsync($"/cases/{id}/kinetics?region=kidney_left");
        await Expect(page.Locator("[data-testid=residuals][data-drawn]")).ToBeVisibleAsync(Patiently);
        await Expect(page.GetByTestId("integral")).ToContainTextAsync("refits of drawn points");
        ILocator tick = page.GetByTestId("points").GetByRole(AriaRole.Checkbox).Nth(1);
        await tick.UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave it out" }).ClickAsync();
        await Expect(page.GetByText("is left out without a reason")).ToBeVisibleAsync();
        await page.GetByLabel("Why is the point at").FillAsync("wrong bed position");
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave it out" }).ClickAsync();
        await Expect(page.GetByText("Points were ticked or unticked")).ToBeVisibleAsync();
        Assert.Equal("wrong bed position", Assert.Single(cases.RecordOf(app).Settings.Get(id).Settings.Protocol.ExcludedPoints).Reason);
        await watched.PictureAsync("kinetics-left-out");
        await watched.AssertAccessibleAsync();
        await tick.CheckAsync();
        await Expect(page.GetByText("Points were ticked or unticked")).ToHaveCountAsync(0);
        Assert.Empty(cases.RecordOf(app).Settings.Get(id).Settings.Protocol.ExcludedPoints); // the case serves other tests, too
    }

    [Fact]
    public async Task Methods_for_one_scan_stand_beside_the_fit_with_the_error_to_expect()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        string id = (await cases.ComputedAsync(app)).Id;
        await watched.GoToAsync($"/cases/{id}/kinetics?region=kidney_left");
        ILocator table = watched.Page.GetByTestId("single-time-point");
        await Expect(table).ToContainTextAsync("Hänscheid");
        await Expect(table).ToContainTextAsync("Madsen (population half-life)");
        await Expect(table).ToContainTextAsync("Jackson (population curve)");
    }

    [Fact]
    public async Task Blood_samples_are_typed_in_checked_and_kept()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        IPage page = watched.Page;
        string id = (await cases.ComputedAsync(app)).Id;
        await watched.GoToAsync($"/cases/{id}/kinetics?view=blood");
        await Expect(page.GetByText("No marrow dose yet")).ToBeVisibleAsync();
        await page.GetByTestId("add-sample").ClickAsync();
        await page.GetByTestId("save-samples").ClickAsync();
        await Expect(page.GetByText("A sample lacks its time")).ToBeVisibleAsync();
        await page.GetByLabel("Sample 1: time in h").FillAsync("24");
        await page.GetByLabel("Sample 1: concentration in kBq per ml").FillAsync("3");
        await page.GetByLabel("Sample 1: concentration in kBq per ml").BlurAsync();
        await watched.PictureAsync("kinetics-blood");
        await watched.AssertAccessibleAsync();
        try
        {
            await page.GetByTestId("save-samples").ClickAsync();
            await Expect(page.GetByText("A sample lacks its time")).ToHaveCountAsync(0);
            Assert.Equal(3, Assert.Single(cases.RecordOf(app).Settings.Get(id).Settings.Blood!.Samples).Concentration_kBq_per_ml);
        }
        finally { cases.Save(app, id, s => s with { Blood = null }); }
    }

    [Fact]
    public async Task The_review_page_says_where_the_uncertainty_comes_from_and_the_inputs_can_be_changed()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        IPage page = watched.Page;
        string id = (await cases.ComputedAsync(app)).Id;
        await watched.GoToAsync($"/cases/{id}/review");
        await Expect(page.GetByTestId("budget")).ToContainTextAsync("calibration");
        await Expect(page.GetByText("What would shrink it most")).ToBeVisibleAsync();
        await page.GetByTestId("bands").UncheckAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Change what is assumed" }).ClickAsync();
        await page.GetByLabel("Resolution of the SPECT").FillAsync("12");
        await page.GetByLabel("Resolution of the SPECT").BlurAsync();
        try
        {
            await page.GetByTestId("save-inputs").ClickAsync();
            await Expect(page.GetByTestId("save-inputs")).ToBeDisabledAsync();
            Assert.Equal(12, cases.RecordOf(app).Settings.Get(id).Settings.Uncertainty.SpectFwhm_mm);
            await watched.PictureAsync("kinetics-uncertainty");
            await watched.AssertAccessibleAsync();
        }
        finally { cases.Save(app, id, s => s with { Uncertainty = new() }); }
    }

    private async Task<WatchedPage?> OpenAsync([System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        if (TestFiles.RealTool is not null) return await app.OpenAsync(chromium, test: test);
        ReferenceData.Skipped(test, "the dosimetry program was not built");
        return null;
    }
}

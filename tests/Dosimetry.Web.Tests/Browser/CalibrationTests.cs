using System.Globalization;
using Dosimetry.Cases;
using Dosimetry.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>A factor measured on a phantom scan, kept for all cases and used again; recovery coefficients with their effect shown at once.</summary>
[Collection(nameof(BrowserTests))]
public sealed class CalibrationTests(Chromium chromium, WholeApp app, ReadyCase cases)
{
    [Fact]
    public async Task A_factor_is_measured_kept_and_taken_over_and_recovery_shows_its_effect()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        IPage page = watched.Page;
        string id = (await cases.ImportedAsync(app, "Calibration")).Id;
        await watched.GoToAsync($"/cases/{id}/administration");
        await page.GetByText("Measure the factor on a phantom scan").ClickAsync();
        await FillAsync(page.GetByLabel("Assay", new() { Exact = true }), "5000");
        await FillAsync(page.GetByLabel("Time of the assay"), "2026-03-02T14:05:30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Measure" }).ClickAsync();
        await Expect(page.GetByTestId("measured-factor")).ToContainTextAsync("cps/MBq");
        string factor = await page.GetByLabel("Sensitivity", new() { Exact = true }).InputValueAsync();
        Assert.InRange(double.Parse(factor, CultureInfo.InvariantCulture), 0.01, 100);

        await page.GetByText("Cameras on record").ClickAsync();
        await FillAsync(page.GetByLabel("Camera, collimator, reconstruction"), "Camera 7, MELP");
        await FillAsync(page.GetByLabel("Valid from"), "2026-04-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep these values" }).ClickAsync();
        await Expect(page.GetByText("Kept for all cases.")).ToBeVisibleAsync();
        await FillAsync(page.GetByLabel("Sensitivity", new() { Exact = true }), "1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use", Exact = true }).First.ClickAsync();
        await Expect(page.GetByLabel("Sensitivity", new() { Exact = true })).ToHaveValueAsync(factor);
        await Expect(page.GetByText("Taken outside the days of its validity")).ToBeVisibleAsync();

        await page.GetByLabel("Recovery coefficients from").SelectOptionAsync(new SelectOptionValue { Label = "the resolution of the image" });
        await Expect(page.GetByText("Partial volume: fill in")).ToBeVisibleAsync();
        await FillAsync(page.GetByLabel("Resolution of the SPECT"), "12");
        await Expect(page.GetByTestId("recovery-effect")).ToContainTextAsync("a kidney of 160 ml 0.8");
        await watched.PictureAsync("calibration");
        await watched.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Last saved")).ToBeVisibleAsync();
        Assert.Equal(12, cases.RecordOf(app).Settings.Get(id).Settings.Recovery.Resolution_mm);
    }

    private static async Task FillAsync(ILocator field, string text)
    {
        await field.FillAsync(text);
        await field.BlurAsync();
    }

    private async Task<WatchedPage?> OpenAsync([System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        if (TestFiles.RealTool is not null) return await app.OpenAsync(chromium, test: test);
        ReferenceData.Skipped(test, "the dosimetry program was not built");
        return null;
    }
}

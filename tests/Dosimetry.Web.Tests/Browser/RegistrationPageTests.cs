using Dosimetry.Cases;
using Dosimetry.Engine.Register;
using Dosimetry.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>Laying images onto each other in the browser: find, correct by hand, accept by name, take back.</summary>
[Collection(nameof(BrowserTests))]
public sealed class RegistrationPageTests(Chromium chromium, WholeApp app, ReadyCase cases)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    [Fact]
    public async Task Without_images_the_page_says_where_to_begin()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        string id = cases.RecordOf(app).Cases.Create(Actor.System, "Nothing to align").Id;
        await watched.GoToAsync($"/cases/{id}/registration");
        await Expect(watched.Page.GetByRole(AriaRole.Heading, new() { Name = "No images yet" })).ToBeVisibleAsync();
        await watched.AssertAccessibleAsync();
    }

    [Fact]
    public async Task A_displaced_image_is_found_nudged_accepted_and_taken_back()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        IPage page = watched.Page;
        CaseSummary made = await cases.ImportedAsync(app, "To be aligned");
        await watched.GoToAsync($"/cases/{made.Id}/registration");
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "the reference", Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "PET" }).GetByRole(AriaRole.Button, new() { Name = "Align" }).ClickAsync();
        ILocator accept = page.GetByRole(AriaRole.Button, new() { Name = "Accept this fit" });
        await Expect(accept).ToBeDisabledAsync(); // nothing was moved
        await page.GetByLabel("Size of a step").SelectOptionAsync("5");
        await page.GetByRole(AriaRole.Button, new() { Name = "towards the head" }).ClickAsync();
        await Expect(page.GetByText("0.0, 0.0, 5.0 mm")).ToBeVisibleAsync();
        await Expect(page.Locator(".fusion-cuts img").First).ToHaveJSPropertyAsync("complete", true);
        Assert.True(await page.Locator(".fusion-cuts img").First.EvaluateAsync<int>("i => i.naturalWidth") > 50);
        await watched.PictureAsync("registration");
        await watched.AssertAccessibleAsync();

        await accept.ClickAsync();
        await Expect(page.GetByText("moved (by hand), accepted by")).ToBeVisibleAsync(Patiently);
        SeriesMove move = Assert.Single(cases.RecordOf(app).Settings.Get(made.Id).Settings.Images.Moves);
        Assert.Equal(5, move.ToReference().Origin.Z, 6);

        await page.GetByRole(AriaRole.Button, new() { Name = "Find the fit" }).ClickAsync();
        await Expect(page.GetByText("Repeated search")).ToBeVisibleAsync(Patiently);
        await page.GetByRole(AriaRole.Button, new() { Name = "Take the move back" }).ClickAsync();
        await Expect(page.GetByText("accepted by")).ToHaveCountAsync(0);
        Assert.Empty(cases.RecordOf(app).Settings.Get(made.Id).Settings.Images.Moves);
    }

    private async Task<WatchedPage?> OpenAsync([System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        if (TestFiles.RealTool is not null) return await app.OpenAsync(chromium, test: test);
        ReferenceData.Skipped(test, "the dosimetry program was not built");
        return null;
    }
}

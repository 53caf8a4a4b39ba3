using Dosimetry.Cases;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Settings;
using Dosimetry.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>The six pages of the computation where something is missing, failed, old or stopped: each says what, and the way on.</summary>
[Collection(nameof(BrowserTests))]
public sealed class PageStateTests(Chromium chromium, WholeApp app, ReadyCase cases)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 90_000 };
    private static readonly string[] Steps = ["viewer", "regions", "kinetics", "dose", "review", "report"];

    [Fact]
    public async Task Without_images_every_page_says_what_belongs_there_and_where_to_begin()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        string id = cases.RecordOf(app).Cases.Create(Actor.System, "Empty case").Id;
        (string Step, string Title, string Action)[] pages =
        [
            ("viewer", "No images yet", "Bring the images"), ("regions", "No images yet", "Bring the images"), ("kinetics", "No curves yet", "Go there"),
            ("dose", "Regions and curves come first", "Compute regions and kinetics"), ("review", "No dose yet", "Compute the dose"), ("report", "No report yet", "Compute the dose"),
        ];
        foreach ((string step, string title, string action) in pages)
        {
            await watched.GoToAsync($"/cases/{id}/{step}");
            await Expect(watched.Page.GetByRole(AriaRole.Heading, new() { Name = title })).ToBeVisibleAsync();
            await Expect(watched.Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = action })).ToBeVisibleAsync();
            await Expect(watched.Page.Locator(".chart, canvas")).ToHaveCountAsync(0); // no blank plot, no black pane
            await watched.AssertAccessibleAsync();
        }
    }

    [Fact]
    public async Task An_unknown_case_is_said_on_every_page()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        foreach (string step in Steps)
        {
            await watched.GoToAsync($"/cases/01ARZ3NDEKTSV4RRFFQ69G5FAV/{step}");
            await Expect(watched.Page.GetByRole(AriaRole.Heading, new() { Name = "There is no such case" })).ToBeVisibleAsync();
        }
        await watched.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Without_administration_work_cannot_start_and_a_failed_job_gives_its_reason()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        IPage page = watched.Page;
        CaseSummary imported = await cases.ImportedAsync(app, "Only images");
        ILocator start = page.GetByRole(AriaRole.Button, new() { Name = "Compute regions and kinetics" });
        await watched.GoToAsync($"/cases/{imported.Id}/regions");
        await Expect(page.GetByText("Administration and calibration are not filled in yet.")).ToBeVisibleAsync();
        await Expect(start).ToBeDisabledAsync();
        await watched.AssertAccessibleAsync();

        cases.Save(app, imported.Id, s => s with { Administration = new() { Activity_MBq = 7400, InjectionTime = new DateTime(2026, 3, 2, 10, 5, 0) } });
        await watched.GoToAsync($"/cases/{imported.Id}/regions");
        await start.ClickAsync();
        // The SPECT holds counts and nobody gave a sensitivity.
        await Expect(page.GetByLabel("Job for regions and kinetics").GetByText("sensitivity")).ToBeVisibleAsync(Patiently);
        await Expect(page.GetByLabel("Job for regions and kinetics").Locator(".chip")).ToContainTextAsync("failed");
        await Expect(start).ToBeEnabledAsync(); // try again
        await watched.PictureAsync("regions-failed");
        await watched.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Full_pages_are_accessible_and_their_main_actions_work_by_keyboard()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        IPage page = watched.Page;
        CaseSummary computed = await cases.ComputedAsync(app);
        foreach (string step in Steps)
        {
            await watched.GoToAsync($"/cases/{computed.Id}/{step}");
            await Expect(page.Locator(step switch
            {
                "viewer" => ".viewer[data-ready]", "regions" => "[data-testid=regions-table]", "kinetics" => "[data-testid=fit][data-drawn]",
                "dose" => "#last-head", "review" => "[data-testid=dvh][data-drawn]", _ => "[data-testid=report]",
            })).ToBeVisibleAsync(Patiently);
            await watched.PictureAsync("full-" + step);
            await watched.AssertAccessibleAsync();
            await Expect(page.GetByText("Research use only").First).ToBeVisibleAsync();
            string action = step switch
            {
                "viewer" => "button:has-text('Coronal')", "regions" => "button:has-text('Save')", "kinetics" => "[data-testid=log]",
                "dose" => "[data-testid=start-dose], button:has-text('Compute the dose')", "review" => ".region-picker input >> nth=0", _ => "[data-testid='download-result.json']",
            };
            Assert.True(await ReachedByTabAsync(page, action), $"{step}: {action} is not reached by the tab key");
        }
    }

    [Fact]
    public async Task Changed_settings_make_results_old_and_changing_back_makes_them_current()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        IPage page = watched.Page;
        string id = (await cases.ComputedAsync(app)).Id;
        AdministrationSettings given = cases.RecordOf(app).Settings.Get(id).Settings.Administration!;
        cases.Save(app, id, s => s with { Administration = given with { Activity_MBq = given.Activity_MBq + 100 } });
        try { await AssertOldEverywhereAsync(watched, id); }
        finally { cases.Save(app, id, s => s with { Administration = given }); } // the case serves other tests, too

        await watched.GoToAsync($"/cases/{id}/review");
        await Expect(page.GetByTestId("dose-table")).ToBeVisibleAsync();
        await Expect(page.GetByText("Computed from older inputs")).ToHaveCountAsync(0);
    }

    private static async Task AssertOldEverywhereAsync(WatchedPage watched, string id)
    {
        IPage page = watched.Page;
        foreach (string step in (string[])["regions", "kinetics", "dose", "review", "report"])
        {
            await watched.GoToAsync($"/cases/{id}/{step}");
            await Expect(page.GetByText("Computed from older inputs").First).ToBeVisibleAsync();
            await Expect(page.Locator(".rail a[aria-current]")).ToContainTextAsync("older inputs");
        }
        await watched.AssertAccessibleAsync();
        await watched.GoToAsync($"/cases/{id}/dose");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Regions and curves are older than the settings" })).ToBeVisibleAsync();
        await watched.GoToAsync($"/cases/{id}/viewer");
        await Expect(page.GetByText("Dose (older inputs)")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_dose_job_can_be_cancelled_and_the_dose_before_it_stays()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        IPage page = watched.Page;
        string id = (await cases.ComputedAsync(app)).Id;
        string engine = cases.RecordOf(app).Settings.Get(id).Settings.Protocol.Engine;
        await watched.GoToAsync($"/cases/{id}/dose");
        await page.GetByRole(AriaRole.Radio, new() { Name = "local" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compute the dose" }).ClickAsync();
        await page.GetByLabel("Dose job").GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(page.GetByLabel("Dose job").Locator(".chip")).ToContainTextAsync("cancelled", new() { Timeout = 30_000 });
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Last dose" })).ToBeVisibleAsync();
        await watched.PictureAsync("dose-cancelled");
        await watched.AssertAccessibleAsync();
        Assert.Equal(JobState.Cancelled, cases.RecordOf(app).Jobs.ListOfCase(id).MaxBy(j => j.CreatedAt)!.State);
        cases.Save(app, id, s => s with { Protocol = s.Protocol with { Engine = engine } });
    }

    private async Task<WatchedPage?> OpenAsync([System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        if (TestFiles.RealTool is not null) return await app.OpenAsync(chromium, test: test);
        ReferenceData.Skipped(test, "the dosimetry program was not built");
        return null;
    }

    private static async Task<bool> ReachedByTabAsync(IPage page, string selector)
    {
        const int most = 150;
        ILocator wanted = page.Locator(selector).First;
        await page.EvaluateAsync("() => document.getElementById('main').focus()");
        for (int n = 0; n < most; n++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await wanted.EvaluateAsync<bool>("e => e === document.activeElement")) return true;
        }
        return false;
    }
}

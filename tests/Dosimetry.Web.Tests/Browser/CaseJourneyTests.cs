using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>The first half of a physicist's work in a real browser: make a case, send files, read the findings, say what was given.</summary>
[Collection(nameof(BrowserTests))]
public sealed class CaseJourneyTests(Chromium chromium, SignedInApp app)
{
    [Fact]
    public async Task A_case_goes_from_files_to_administration()
    {
        await using WatchedPage? watched = await app.OpenAsync(chromium);
        if (watched is null) return;
        IPage page = watched.Page;

        await watched.CreateAsync("Study 7, cycle 1", Files(40));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Series" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "SPECT 24 h" })).ToBeVisibleAsync();
        await Expect(page.GetByText("kidney_left", new() { Exact = true })).ToBeVisibleAsync();
        await watched.PictureAsync("import");
        await watched.AssertAccessibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).First.ClickAsync();
        await Expect(page.GetByText("Accepted by anna.curie")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Administration" }).First.ClickAsync();
        await Expect(page.GetByLabel("Net activity at injection")).ToHaveValueAsync("7400");
        await page.GetByLabel("mCi", new() { Exact = true }).CheckAsync();
        await Expect(page.GetByLabel("Net activity at injection")).ToHaveValueAsync("200");
        await page.GetByLabel("Ligand", new() { Exact = true }).FillAsync("PSMA-617");
        await Expect(page.GetByText("The sensitivity is missing")).ToBeVisibleAsync();
        await page.GetByLabel("Sensitivity", new() { Exact = true }).FillAsync("9.2");
        await page.GetByLabel("Sensitivity", new() { Exact = true }).BlurAsync();
        // 7400 MBq after 24.17 h with T½ 159.53 h: 7400·2^(−0.15149) = 6662 MBq; two heads of 9.2 cps/MBq see 122 588 cps.
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "6662" })).ToBeVisibleAsync();
        await watched.PictureAsync("administration");
        await watched.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("by anna.curie.")).ToBeVisibleAsync();
        await Expect(page.Locator(".case-line")).ToContainTextAsync("PSMA-617");

        await page.GetByRole(AriaRole.Link, new() { Name = "Overview" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Timeline of images" })).ToBeVisibleAsync();
        await watched.PictureAsync("overview");
        await watched.AssertAccessibleAsync();

        await watched.GoToAsync("/cases");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Study 7, cycle 1" })).ToBeVisibleAsync();
        await watched.PictureAsync("case-list");
        await watched.AssertAccessibleAsync();
        await watched.GoToAsync("/jobs");
        await page.GetByText("Log", new() { Exact = true }).First.ClickAsync();
        await Expect(page.GetByLabel("Log of the job")).ToBeVisibleAsync();
        await watched.PictureAsync("job-list");
        await watched.AssertAccessibleAsync();
        // Names inside the files carried markup: it is text everywhere.
        Assert.DoesNotContain("owned", await page.TitleAsync(), StringComparison.Ordinal);
        // The patient's name stands in the files of this case and in no line of the log.
        Assert.DoesNotContain("ZZCANARY", app.App.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_fails_is_tried_again_by_itself()
    {
        await using WatchedPage? watched = await app.OpenAsync(chromium);
        if (watched is null) return;
        int failures = 0;
        await watched.Page.RouteAsync("**/api/uploads/*/3", route =>
            failures++ == 0 ? route.FulfillAsync(new() { Status = 503 }) : route.ContinueAsync());
        await watched.CreateAsync("Shaky line", Files(8));
        Assert.Equal(2, failures);
        watched.ForgetComplaints();
    }

    [Fact]
    public async Task Cancelling_removes_what_had_arrived()
    {
        await using WatchedPage? watched = await app.OpenAsync(chromium);
        if (watched is null) return;
        IPage page = watched.Page;
        TaskCompletionSource release = new();
        await page.RouteAsync("**/api/uploads/*/5", async route => { await release.Task; await route.AbortAsync(); });
        await watched.ChooseAsync("Changed my mind", input => input.SetInputFilesAsync(Files(6)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the case and send the files" }).ClickAsync();
        await Expect(page.GetByText("5 of 6 files")).ToBeVisibleAsync();
        await watched.PictureAsync("upload-progress");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(page.GetByText("cancelled", new() { Exact = true })).ToBeVisibleAsync();
        release.SetResult();
        // The page says so as soon as nothing travels any more; the server's answer to the removal may come a moment later.
        for (int i = 0; i < 100 && OpenUploads().Any(); i++) await Task.Delay(100);
        Assert.Empty(OpenUploads());
    }

    [Fact]
    public async Task Files_that_are_refused_say_why_and_the_case_stays()
    {
        await using WatchedPage? watched = await app.OpenAsync(chromium);
        if (watched is null) return;
        IPage page = watched.Page;
        await watched.CreateAsync("Wrong files", [new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "please refuse"u8.ToArray() }]);
        await Expect(page.GetByText("None of the files is DICOM.")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await watched.PictureAsync("import-refused");
        await watched.AssertAccessibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Add more images" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_lost_server_is_said_and_a_reload_brings_the_same_page_back()
    {
        await using WatchedPage? watched = await app.OpenAsync(chromium);
        if (watched is null) return;
        IPage page = watched.Page;
        await watched.GoToAsync("/jobs");
        await page.Context.SetOfflineAsync(true);
        await page.EvaluateAsync("() => window.Blazor._internal?.forceCloseConnection?.()");
        await Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await page.Context.SetOfflineAsync(false);
        watched.ForgetComplaints();
        await watched.GoToAsync("/jobs");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Jobs", Level = 1 })).ToBeVisibleAsync();
        watched.ForgetComplaints();
    }

    private IEnumerable<string> OpenUploads() => Directory.EnumerateDirectories(Path.Combine(app.App.DataFolder, "uploads"))
        .Where(folder => !File.Exists(Path.Combine(folder, "outcome.json")));

    private static List<FilePayload> Files(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new FilePayload { Name = $"IM{i:D4}.dcm", MimeType = "application/dicom", Buffer = [.. BitConverter.GetBytes(i), .. new byte[20_000]] })];
}

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>One running program for most browser tests, with the first administrator made by its one-time link in the browser.</summary>
public class SignedInApp : IAsyncLifetime
{
    private const string Name = "anna.curie", Password = "four quiet lutetium words";
    private AppProcess? _app;
    private string? _session;

    /// <summary>The dosimetry program that the jobs of this one run; null for the stand-in.</summary>
    protected virtual string? Tool => null;

    /// <summary>The program.</summary>
    public AppProcess App => _app ?? throw new InvalidOperationException("The program is started by the first page.");

    /// <summary>A page of a signed-in person, watched for errors; null where there is no browser.</summary>
    public async Task<WatchedPage?> OpenAsync(Chromium chromium, int width = 1400, int height = 900, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        if (chromium.Browser is not { } browser)
        {
            Console.WriteLine($"SKIPPED {test}: there is no /usr/bin/chromium.");
            return null;
        }
        _app ??= await AppProcess.StartAsync(tool: Tool);
        _session ??= await SetUpAsync(browser);
        IBrowserContext context = await browser.NewContextAsync(new()
        {
            BaseURL = App.Address, StorageState = _session, ViewportSize = new() { Width = width, Height = height },
        });
        return await WatchedPage.OpenAsync(context);
    }

    // Signs in as a person does, once; the other tests begin with the cookie that it left.
    private async Task<string> SetUpAsync(IBrowser browser)
    {
        await using WatchedPage watched = await WatchedPage.OpenAsync(await browser.NewContextAsync(new() { BaseURL = App.Address }));
        IPage page = watched.Page;
        await page.GotoAsync(App.Link.ToString());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Create the first administrator" })).ToBeVisibleAsync();
        await watched.PictureAsync("setup");
        await watched.AssertAccessibleAsync();
        await page.GetByLabel("Sign-in name").FillAsync(Name);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await page.GetByLabel("Password again").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create and sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No cases yet" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        return await page.Context.StorageStateAsync();
    }

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }
}

/// <summary>The same with the real dosimetry program behind it.</summary>
public sealed class WholeApp : SignedInApp
{
    /// <inheritdoc/>
    protected override string? Tool => TestFiles.RealTool;
}

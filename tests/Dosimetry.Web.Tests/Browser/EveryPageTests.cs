using Microsoft.Playwright;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>Every page that needs no case: accessible, without a complaint of the browser, in both themes and in a small window.</summary>
[Collection(nameof(BrowserTests))]
public sealed class EveryPageTests(Chromium chromium, SignedInApp app)
{
    [Theory]
    [InlineData("/cases")]
    [InlineData("/cases?archived=true")]
    [InlineData("/cases/new")]
    [InlineData("/jobs")]
    [InlineData("/audit")]
    [InlineData("/about")]
    [InlineData("/cases/01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    public async Task Page_is_accessible_and_quiet(string address)
    {
        await using WatchedPage? watched = await app.OpenAsync(chromium, 1024, 700);
        if (watched is null) return;
        await watched.GoToAsync(address);
        string name = address.Trim('/').Replace('/', '-').Replace('?', '-');
        await watched.PictureAsync(name);
        await watched.AssertAccessibleAsync();
        await watched.Page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark theme" }).ClickAsync();
        await Assertions.Expect(watched.Page.Locator("html[data-theme=dark]")).ToBeVisibleAsync();
        await watched.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await watched.PictureAsync(name + "-dark");
        await watched.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Signing_out_ends_at_an_accessible_sign_in_page()
    {
        await using WatchedPage? watched = await app.OpenAsync(chromium, 1024, 700);
        if (watched is null) return;
        await watched.GoToAsync("/cases");
        await watched.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(watched.Page.GetByLabel("Password")).ToBeVisibleAsync();
        await watched.PictureAsync("signin");
        await watched.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Keyboard_alone_skips_to_the_content_and_opens_help()
    {
        await using WatchedPage? watched = await app.OpenAsync(chromium);
        if (watched is null) return;
        IPage page = watched.Page;
        await watched.GoToAsync("/about");
        await page.EvaluateAsync("() => { document.activeElement?.blur(); document.body.focus(); }");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("dialog#help")).ToBeVisibleAsync();
        await watched.PictureAsync("help");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog#help")).ToBeHiddenAsync();
        await page.Locator("a.skip").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("() => document.activeElement.id"));
    }
}

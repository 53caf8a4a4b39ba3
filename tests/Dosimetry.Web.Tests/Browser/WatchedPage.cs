using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>A browser page that fails its test on any console error, script error or report of the content security policy.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private const float Patience_ms = 30_000;
    private readonly List<string> _complaints = [];

    private WatchedPage(IPage page) => Page = page;

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Opens a page in a context of its own.</summary>
    public static async Task<WatchedPage> OpenAsync(IBrowserContext context)
    {
        context.SetDefaultTimeout(Patience_ms);
        WatchedPage watched = new(await context.NewPageAsync());
        // Reports of the policy reach the console as errors, too.
        watched.Page.Console += (_, message) => { if (message.Type == "error") watched._complaints.Add($"console: {message.Text} ({message.Location})"); };
        watched.Page.PageError += (_, error) => watched._complaints.Add($"script: {error}");
        return watched;
    }

    /// <summary>Opens an address and waits until the page answers to clicks.</summary>
    public async Task GoToAsync(string address)
    {
        await Page.GotoAsync(address);
        await Expect(Page.Locator("[data-ready]").First).ToBeVisibleAsync(new() { Timeout = Patience_ms });
    }

    /// <summary>Fails on serious or critical accessibility findings, and when the page has not exactly one h1.</summary>
    public async Task AssertAccessibleAsync()
    {
        Assert.Equal(1, await Page.Locator("h1").CountAsync());
        // The report's frame allows no script, so that axe waits for it for ever: the frame must have a title, and is then taken out.
        Assert.Equal(0, await Page.Locator("iframe:not([title])").CountAsync());
        await Page.EvaluateAsync("() => document.querySelectorAll('iframe').forEach(frame => frame.remove())");
        AxeResult result = await Page.RunAxe().WaitAsync(TimeSpan.FromMilliseconds(Patience_ms)); // has no limit of its own
        Assert.True(result.Violations.All(v => v.Impact is not ("serious" or "critical")), string.Join("\n", result.Violations.Select(Describe)));
    }

    /// <summary>Saves a picture where DOSIMETRY_SCREENSHOTS names a folder; otherwise does nothing.</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("DOSIMETRY_SCREENSHOTS") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    /// <summary>Fails when the page complained.</summary>
    public void AssertQuiet() => Assert.True(_complaints.Count == 0, string.Join("\n", _complaints));

    /// <summary>Forgets complaints that a test provoked on purpose, e.g. by cutting the connection.</summary>
    public void ForgetComplaints() => _complaints.Clear();

    private static string Describe(AxeResultItem item) =>
        $"{item.Impact}: {item.Id}, {item.Help}: {string.Join(" | ", item.Nodes.Select(n => n.Html))}";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        AssertQuiet();
    }
}

using Microsoft.Playwright;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>One browser for all browser tests. Null where there is no Chromium; the tests then say so by name and pass over.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";
    private IPlaywright? _playwright;

    /// <summary>The browser, or null.</summary>
    public IBrowser? Browser { get; private set; }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (!File.Exists(Program)) return;
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            // Software drawing on a busy machine is slow: without the last switch the browser takes its own drawing process for hung and kills it.
            Args = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-dev-shm-usage", "--disable-gpu-watchdog"],
        });
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>Browser tests run one after the other: two browsers at once on a small machine only make both slow.</summary>
[CollectionDefinition(nameof(BrowserTests))]
public sealed class BrowserTests : ICollectionFixture<Chromium>, ICollectionFixture<SignedInApp>, ICollectionFixture<WholeApp>, ICollectionFixture<ReadyCase>;

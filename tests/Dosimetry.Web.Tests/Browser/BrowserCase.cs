using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>What several journeys do: name a case, choose files, send them.</summary>
internal static class BrowserCase
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    /// <summary>Makes a case of files given by content and waits for its import page.</summary>
    public static async Task CreateAsync(this WatchedPage watched, string label, IReadOnlyList<FilePayload> files)
    {
        await watched.ChooseAsync(label, input => input.SetInputFilesAsync(files));
        await watched.SendAsync();
    }

    /// <summary>Makes a case of files on disk and waits for its import page.</summary>
    public static async Task CreateAsync(this WatchedPage watched, string label, IEnumerable<string> files)
    {
        await watched.ChooseAsync(label, input => input.SetInputFilesAsync(files));
        await watched.SendAsync();
    }

    /// <summary>Makes a case of a whole folder, as a person chooses it, and waits for its import page.</summary>
    public static async Task CreateOfFolderAsync(this WatchedPage watched, string label, string folder)
    {
        await watched.ChooseAsync(label, input => input.SetInputFilesAsync(folder), "Choose a folder");
        await watched.SendAsync();
    }

    /// <summary>Fills the page of a new case without sending.</summary>
    public static async Task ChooseAsync(this WatchedPage watched, string label, Func<ILocator, Task> choose, string by = "Choose files or a zip")
    {
        IPage page = watched.Page;
        await watched.GoToAsync("/cases/new");
        await page.GetByLabel("Name of the case").FillAsync(label);
        await page.GetByLabel("Name of the case").BlurAsync();
        await Expect(page.Locator(".drop[data-ready]")).ToBeVisibleAsync(Patiently);
        await choose(page.GetByLabel(by));
        await Expect(page.GetByText("chosen, ")).ToBeVisibleAsync(Patiently);
        await watched.PictureAsync("new-case");
    }

    /// <summary>Presses the button and waits for the import page.</summary>
    public static async Task SendAsync(this WatchedPage watched)
    {
        await watched.Page.GetByRole(AriaRole.Button, new() { Name = "Create the case and send the files" }).ClickAsync();
        await Expect(watched.Page.GetByRole(AriaRole.Heading, new() { Name = "Import", Level = 1 })).ToBeVisibleAsync(Patiently);
    }
}

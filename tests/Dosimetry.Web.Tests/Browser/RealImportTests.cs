using Dosimetry.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>Real DICOM through the real import child: what a scanner wrote is listed, what is not an image is refused by name.</summary>
[Collection(nameof(BrowserTests))]
public sealed class RealImportTests(Chromium chromium, WholeApp app)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 90_000 };

    [Fact]
    public async Task A_spect_and_a_zip_with_a_pet_are_listed_as_series()
    {
        if (ReferenceData.Path("dicom") is not { } dicom || TestFiles.RealTool is null)
        {
            ReferenceData.Skipped(nameof(A_spect_and_a_zip_with_a_pet_are_listed_as_series), "no reference files, or the dosimetry program was not built");
            return;
        }
        await using WatchedPage? watched = await app.OpenAsync(chromium);
        if (watched is null) return;
        IPage page = watched.Page;
        await watched.CreateAsync("Reference objects",
            [Path.Combine(dicom, "nm", "authored-01-dualhead-counts.dcm"), Path.Combine(dicom, "pet-suv-dro", "DRO_0_0.zip")]);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Series" })).ToBeVisibleAsync(Patiently);
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "NM", Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "PT", Exact = true })).ToBeVisibleAsync();
        // Two patients in one upload: the step is refused until somebody says why it is right.
        await Expect(page.GetByText("IMPORT.PATIENTS_MIXED")).ToBeVisibleAsync();
        await Expect(page.Locator(".rail a[aria-current]")).ToContainTextAsync("refused");
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept …" }).ClickAsync();
        await page.GetByLabel("Why can the data be used").FillAsync("Two reference objects, no patient at all.");
        await watched.PictureAsync("real-import");
        await watched.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept with this reason" }).ClickAsync();
        await Expect(page.GetByText("no patient at all.")).ToBeVisibleAsync();
        await Expect(page.Locator(".rail a[aria-current]")).ToContainTextAsync("done");

        // The object holds 12 610 849 counts: / (9.2 cps/MBq · 2 heads · 1200 s) = 571.1 MBq. Its author drew 570.33 MBq; the rest is counting noise.
        await page.GetByRole(AriaRole.Link, new() { Name = "Administration" }).First.ClickAsync();
        await Expect(page.GetByLabel("Net activity at injection")).ToHaveValueAsync("7412.5");
        await page.GetByLabel("Sensitivity", new() { Exact = true }).FillAsync("9.2");
        await page.GetByLabel("Sensitivity", new() { Exact = true }).BlurAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare with the images" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "571.1" })).ToBeVisibleAsync(Patiently);
        await watched.PictureAsync("real-administration");
        await watched.AssertAccessibleAsync();
    }

    [Fact]
    public async Task A_text_file_is_refused_with_a_reason()
    {
        if (TestFiles.RealTool is null)
        {
            ReferenceData.Skipped(nameof(A_text_file_is_refused_with_a_reason), "the dosimetry program was not built");
            return;
        }
        await using WatchedPage? watched = await app.OpenAsync(chromium);
        if (watched is null) return;
        IPage page = watched.Page;
        await watched.CreateAsync("Wrong files", [new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "These are no images."u8.ToArray() }]);
        await Expect(page.GetByText("DICOM").Filter(new() { HasNotText = "Drop a folder" }).First).ToBeVisibleAsync(Patiently);
        await watched.PictureAsync("real-refused");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Add more images" })).ToBeVisibleAsync(Patiently);
    }
}

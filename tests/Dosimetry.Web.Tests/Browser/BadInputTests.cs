using System.IO.Compression;
using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Dicom.Writing;
using Dosimetry.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>What people and attackers send by mistake or on purpose, through the browser and the real import: a clear message, the program stays, nothing is lost.</summary>
[Collection(nameof(BrowserTests))]
public sealed class BadInputTests(Chromium chromium, WholeApp app)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 90_000 };

    [Fact]
    public async Task An_empty_selection_cannot_be_sent_and_the_page_says_what_is_missing()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        IPage page = watched.Page;
        await watched.GoToAsync("/cases/new");
        ILocator send = page.GetByRole(AriaRole.Button, new() { Name = "Create the case and send the files" });
        await Expect(page.GetByText("A name is needed.")).ToBeVisibleAsync();
        await Expect(send).ToBeDisabledAsync();
        await page.GetByLabel("Name of the case").FillAsync("Nothing in it");
        await page.GetByLabel("Name of the case").BlurAsync();
        await Expect(page.GetByText("No files chosen yet.")).ToBeVisibleAsync();
        await Expect(send).ToBeDisabledAsync();
        await Expect(page.Locator(".drop[data-ready]")).ToBeVisibleAsync();
        string empty = Directory.CreateTempSubdirectory("dosimetry-empty-").FullName;
        await page.GetByLabel("Choose a folder").SetInputFilesAsync(empty);
        Directory.Delete(empty);
        await Expect(send).ToBeDisabledAsync();
    }

    [Fact]
    public async Task A_gap_a_missing_weight_and_a_planar_image_are_named_and_the_rest_is_read()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        IPage page = watched.Page;
        DicomDataSet[] ct = [.. Patient.Ct().Where((_, n) => n != 2)], pet = [.. Patient.Pet().Select(s => s.Remove(DicomTags.PatientWeight))];
        DicomDataSet planar = Patient.Nm().Set(DicomTags.ImageType, "ORIGINAL", "PRIMARY", "WHOLE BODY", "EMISSION");
        await watched.CreateAsync("Three faults", [.. Payloads([.. ct, .. pet, planar])]);
        foreach (string code in (string[])["IMPORT.SLICE_MISSING", "PET.WEIGHT_MISSING", "NM.PLANAR"])
            await Expect(page.GetByText(code, new() { Exact = true }).First).ToBeVisibleAsync(Patiently);
        foreach (string modality in (string[])["CT", "PT"])
            await Expect(page.GetByRole(AriaRole.Cell, new() { Name = modality, Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "NM", Exact = true })).ToHaveCountAsync(0);
        await watched.PictureAsync("bad-three-faults");
        await watched.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Two_patients_stop_the_next_step_until_a_person_says_why_that_is_right()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        IPage page = watched.Page;
        await watched.CreateAsync("Two patients", [.. Payloads([.. Patient.Ct(), .. Patient.Ct(patient: "P2")])]);
        await Expect(page.GetByText("IMPORT.PATIENTS_MIXED")).ToBeVisibleAsync(Patiently);
        await Expect(page.Locator(".rail a[aria-current]")).ToContainTextAsync("refused");
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "CT", Exact = true })).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_hostile_zip_and_a_bomb_leave_nothing_behind_and_what_was_there_stays()
    {
        await using WatchedPage? watched = await OpenAsync();
        if (watched is null) return;
        IPage page = watched.Page;
        string outside = $"dosimetry-escape-{Guid.NewGuid():n}";
        byte[] climbing = Zip([.. Patient.Ct().Select((s, n) => ($"CT/{n}.dcm", DicomWriter.Write(s))), ($"../../{outside}", "owned"u8.ToArray())]);
        await watched.CreateAsync("Hostile zip", [new FilePayload { Name = "study.zip", MimeType = "application/zip", Buffer = climbing }]);
        await Expect(page.GetByText("IMPORT.ZIP_NAME")).ToBeVisibleAsync(Patiently);
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "CT", Exact = true })).ToBeVisibleAsync();
        Assert.Empty(Directory.EnumerateFiles(app.App.DataFolder, outside, SearchOption.AllDirectories));
        Assert.False(File.Exists(Path.Combine(Path.GetTempPath(), outside)));

        // The bomb comes into the same case: its import is refused, the images that were there remain.
        byte[] bomb = Zip([("zeros.dcm", new byte[64 << 20])]);
        Assert.True(bomb.Length < 100_000);
        await page.GetByLabel("Choose files or a zip").SetInputFilesAsync(new FilePayload { Name = "bomb.zip", MimeType = "application/zip", Buffer = bomb });
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the files" }).ClickAsync();
        await Expect(page.GetByText("refused as a zip bomb")).ToBeVisibleAsync(Patiently);
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "CT", Exact = true })).ToBeVisibleAsync();
        await watched.PictureAsync("bad-bomb");
        await watched.AssertAccessibleAsync();
        await watched.GoToAsync("/cases");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Hostile zip" })).ToBeVisibleAsync();
    }

    private async Task<WatchedPage?> OpenAsync([System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        if (TestFiles.RealTool is not null) return await app.OpenAsync(chromium, test: test);
        ReferenceData.Skipped(test, "the dosimetry program was not built");
        return null;
    }

    private static IEnumerable<FilePayload> Payloads(DicomDataSet[] objects) =>
        objects.Select((o, n) => new FilePayload { Name = $"IM{n:D3}.dcm", MimeType = "application/dicom", Buffer = DicomWriter.Write(o) });

    private static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in entries)
            {
                using Stream entry = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                entry.Write(bytes);
            }
        }
        return stream.ToArray();
    }
}

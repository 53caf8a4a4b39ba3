using System.Globalization;
using Dosimetry.Cases;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Regions;
using Dosimetry.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>
/// Regions edited by mouse and keys, on slices that the server draws (no WebGL2: the same editor, and no graphics card needed): what is painted is what is
/// saved, computed from, and merged.
/// </summary>
[Collection(nameof(BrowserTests))]
public sealed class RegionEditTests(Chromium chromium, WholeApp app, ReadyCase cases)
{
    private const string NoWebGl2 = "const real = HTMLCanvasElement.prototype.getContext; HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return kind === 'webgl2' ? null : real.call(this, kind, ...rest); };";
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 90_000 };

    [Fact]
    public async Task Painting_undoing_growing_saving_and_merging_with_a_second_person()
    {
        if (TestFiles.RealTool is null)
        {
            ReferenceData.Skipped(nameof(Painting_undoing_growing_saving_and_merging_with_a_second_person), "the dosimetry program was not built");
            return;
        }
        await using WatchedPage? watched = await app.OpenAsync(chromium, 1500, 1000);
        if (watched is null) return;
        CaseSummary made = await cases.ImportedAsync(app, "Edited by hand");
        cases.Save(app, made.Id, _ => cases.RecordOf(app).Settings.Get(ComputedId()).Settings);
        CaseWorkspace record = cases.RecordOf(app);
        await cases.EndAsync(app, record.Jobs.Start(Actor.System, made.Id, JobKinds.Prepare).Id);
        IPage page = watched.Page;
        await EditAsync(watched, made.Id);

        double before = await VolumeAsync(page, "kidney_left");
        await PaintAsync(page, "brush");
        double painted = await VolumeAsync(page, "kidney_left", not: before);
        Assert.True(painted > before, $"{painted} ml after painting on {before} ml");
        await page.Keyboard.PressAsync("Control+z");
        Assert.Equal(before, await VolumeAsync(page, "kidney_left", not: painted), 3);
        await page.Keyboard.PressAsync("Control+y");
        Assert.Equal(painted, await VolumeAsync(page, "kidney_left", not: before), 3);
        await page.GetByTestId("op-shrink").ClickAsync();
        double shrunk = await VolumeAsync(page, "kidney_left", not: painted);
        Assert.True(shrunk < painted, $"{shrunk} ml after shrinking {painted} ml");
        await watched.PictureAsync("edit");
        await watched.AssertAccessibleAsync();

        // Somebody else saves meanwhile.
        RegionSave other = OtherSaves(record, made.Id);
        await page.GetByTestId("save-edit").ClickAsync();
        ILocator conflict = page.GetByTestId("conflict");
        await Expect(conflict).ToContainTextAsync($"{other.Saved.CreatedBy} saved version 1");
        await watched.PictureAsync("edit-conflict");
        await page.GetByTestId("conflict-merge").ClickAsync();
        await Expect(page.GetByTestId("saved")).ToContainTextAsync("Merged as version 3; no voxel was in dispute");
        Assert.Equal(3, record.Regions.Current(made.Id)!.Version);
        RegionVersion merged = record.Regions.Current(made.Id)!;
        Assert.Equal(["kidney_left", "liver"], merged.Regions.Where(r => r.Changed).Select(r => r.Name).Order());
        Assert.Equal(shrunk, MillilitresOf(record, made.Id, merged, "kidney_left"), 0.001 * shrunk);

        await watched.GoToAsync($"/cases/{made.Id}/regions");
        await Expect(page.GetByTestId("versions").GetByRole(AriaRole.Row)).ToHaveCountAsync(5); // head, three versions, without edits
        await Expect(page.GetByText("Computed from older inputs").First).ToBeVisibleAsync();
        await page.GetByTestId("start-prepare").ClickAsync();
        ILocator row = page.GetByTestId("regions-table").Locator("tr").Filter(new() { HasText = "edited by anna.curie" });
        await Expect(row.First).ToBeVisibleAsync(Patiently);
        Assert.Equal(shrunk, double.Parse(await row.Filter(new() { HasText = "kidney_left" }).Locator("td.number").First.InnerTextAsync(), CultureInfo.InvariantCulture), 0.002 * shrunk);
        await watched.PictureAsync("edit-versions");
    }

    private string ComputedId() => cases.ComputedAsync(app).GetAwaiter().GetResult().Id;

    private static async Task EditAsync(WatchedPage watched, string caseId)
    {
        await watched.Page.AddInitScriptAsync(NoWebGl2);
        await watched.GoToAsync($"/cases/{caseId}/regions/edit?at=-45,-20,130");
        await Expect(watched.Page.Locator("[data-testid=editor][data-editing]")).ToBeVisibleAsync(Patiently);
        await Expect(watched.Page.GetByTestId("slices")).ToContainTextAsync("no WebGL2");
        await watched.Page.GetByRole(AriaRole.Button, new() { Name = "Axial" }).ClickAsync();
        await watched.Page.Locator("[data-region=kidney_left] input[type=radio]").CheckAsync();
        await watched.Page.GetByTestId("overwrite").CheckAsync();
    }

    /// <summary>A stroke from the crosshair, which lies in the kidney, to its outside.</summary>
    private static async Task PaintAsync(IPage page, string tool)
    {
        await page.GetByTestId("tool-" + tool).ClickAsync();
        await Expect(page.GetByTestId("tool-" + tool)).ToHaveAttributeAsync("aria-pressed", "true");
        LocatorBoundingBoxResult box = (await page.Locator("canvas[data-stage=slices]").BoundingBoxAsync())!;
        (float x, float y) = (box.X + box.Width / 2, box.Y + box.Height / 2);
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x + 60, y, new() { Steps = 12 });
        await page.Mouse.UpAsync();
    }

    private static async Task<double> VolumeAsync(IPage page, string region, double not = double.NaN)
    {
        ILocator shown = page.Locator($"[data-region={region}] .number");
        for (int n = 0; n < 100; n++, await Task.Delay(100))
            if (double.TryParse((await shown.InnerTextAsync()).Replace(" ml", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out double ml) && ml != not) return ml;
        throw new TimeoutException($"The volume of {region} stayed {not} ml.");
    }

    /// <summary>Ben takes one voxel from the liver while Anna works.</summary>
    private static RegionSave OtherSaves(CaseWorkspace record, string caseId)
    {
        CaseResult prepared = record.Results.Latest(caseId, JobKinds.Prepare)!;
        Dosimetry.Engine.Foundation.LabelVolume found = Dosimetry.Engine.Foundation.NiftiFile.ReadLabels(record.Results.VerifiedFile(prepared, "edit.nii.gz")!);
        ushort[] labels = (ushort[])found.Labels.Clone();
        int liver = found.Names.Single(n => n.Value == "liver").Key;
        labels[Array.IndexOf(labels, (ushort)liver)] = 0;
        return record.Regions.Save(new Actor("ben", "ben.hevesy", default), caseId,
            new RegionEdit(new(found.Grid, labels, found.Names), found.Names.Values.ToDictionary(n => n, _ => "#123456"), null, found, ""));
    }

    private static double MillilitresOf(CaseWorkspace record, string caseId, RegionVersion version, string region)
    {
        Dosimetry.Engine.Foundation.LabelVolume labels = record.Regions.Labels(caseId, version);
        int label = labels.Names.Single(n => n.Value == region).Key;
        return labels.Labels.Count(l => l == label) * labels.Grid.VoxelVolume_ml;
    }
}

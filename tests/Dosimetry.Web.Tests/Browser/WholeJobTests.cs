using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Dosimetry.Engine.Report;
using Dosimetry.TestSupport;
using Dosimetry.Web.Model;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>
/// The main job, once, as a physicist does it in the browser: files in, regions, curves, dose as a job, histogram, images, report and downloads. The
/// program runs as a user starts it and was entered by its printed link (<see cref="SignedInApp"/>); nothing is prepared but the files.
/// </summary>
[Collection(nameof(BrowserTests))]
public sealed partial class WholeJobTests(Chromium chromium, WholeApp app, ReadyCase cases)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 120_000 };

    [Fact]
    public async Task Dicom_in_dose_and_report_out()
    {
        if (TestFiles.RealTool is null)
        {
            ReferenceData.Skipped(nameof(Dicom_in_dose_and_report_out), "the dosimetry program was not built");
            return;
        }
        await using WatchedPage? watched = await app.OpenAsync(chromium);
        if (watched is null) return;
        await ImportAsync(watched);
        await SayWhatWasGivenAsync(watched);
        await ComputeRegionsAndCurvesAsync(watched);
        await ComputeDoseAsync(watched);
        ReportDocument result = ResultJson.Read(Encoding.UTF8.GetString(await OpenReportAndSaveFilesAsync(watched)));
        await ReadHistogramAsync(watched, result);
        await LookAtImagesAsync(watched);
    }

    private async Task ImportAsync(WatchedPage watched)
    {
        IPage page = watched.Page;
        await watched.CreateOfFolderAsync("Whole job", cases.Patient.Dicom);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Series" })).ToBeVisibleAsync(Patiently);
        foreach (string modality in (string[])["CT", "PT"]) await Expect(page.GetByRole(AriaRole.Cell, new() { Name = modality, Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "NM", Exact = true })).ToHaveCountAsync(3);
        await Expect(page.GetByText("kidney_left", new() { Exact = true }).First).ToBeVisibleAsync();
    }

    private async Task SayWhatWasGivenAsync(WatchedPage watched)
    {
        IPage page = watched.Page;
        await StepAsync(watched, "Administration");
        await Expect(page.GetByLabel("Net activity at injection")).ToHaveValueAsync("7400");
        await Expect(page.GetByLabel("Injection time")).ToHaveValueAsync("2026-03-02T10:05");
        await page.GetByLabel("Ligand", new() { Exact = true }).FillAsync("PSMA-617");
        await page.GetByLabel("Sensitivity", new() { Exact = true }).FillAsync(cases.Patient.Truth.Calibration.Sensitivity_cps_per_MBq.ToString(CultureInfo.InvariantCulture));
        await page.GetByLabel("Sensitivity", new() { Exact = true }).BlurAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("by anna.curie.")).ToBeVisibleAsync();
    }

    private async Task ComputeRegionsAndCurvesAsync(WatchedPage watched)
    {
        IPage page = watched.Page;
        await StepAsync(watched, "Regions");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compute regions and kinetics" }).ClickAsync();
        ILocator table = page.GetByTestId("regions-table");
        await Expect(table).ToBeVisibleAsync(Patiently);
        foreach (string region in (string[])["kidney_left", "kidney_right", "liver", "lesion_001"])
            await Expect(table.GetByRole(AriaRole.Rowheader, new() { Name = region, Exact = true })).ToBeVisibleAsync();
        await watched.PictureAsync("regions");

        await StepAsync(watched, "Kinetics");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^kidney_left") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "kidney_left" })).ToBeVisibleAsync();
        ILocator fit = page.Locator("[data-testid=fit][data-drawn]");
        await Expect(fit).ToBeVisibleAsync();
        await Expect(fit.Locator(".scatterlayer path.point")).ToHaveCountAsync(3); // one per SPECT
        Assert.NotEqual(0, await fit.Locator(".scatterlayer path.js-line").CountAsync());
        Assert.Equal("linear", await AxisAsync(fit, "yaxis"));
        await page.GetByTestId("log").CheckAsync();
        await Expect(fit.Locator(".ytick").First).ToBeVisibleAsync();
        for (int n = 0; n < 50 && await AxisAsync(fit, "yaxis") != "log"; n++) await Task.Delay(100);
        Assert.Equal("log", await AxisAsync(fit, "yaxis"));
        await watched.PictureAsync("kinetics");
    }

    private static async Task ComputeDoseAsync(WatchedPage watched)
    {
        IPage page = watched.Page;
        await StepAsync(watched, "Dose");
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "voxel-s" })).ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compute the dose" }).ClickAsync();
        await Expect(page.GetByLabel("Dose job").GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
        await watched.PictureAsync("dose-job");
        await page.ReloadAsync(); // the page goes, the job stays
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Last dose" })).ToBeVisibleAsync(Patiently);
        await watched.PictureAsync("dose");
    }

    private static async Task<byte[]> OpenReportAndSaveFilesAsync(WatchedPage watched)
    {
        IPage page = watched.Page;
        await StepAsync(watched, "Report");
        IFrameLocator report = page.FrameLocator("[data-testid=report]");
        await Expect(report.Locator("body")).ToContainTextAsync("esearch use only");
        await Expect(report.Locator("body")).ToContainTextAsync("kidney left");
        await watched.PictureAsync("report");
        byte[] json = await SaveAsync(page, "result.json");
        if (await page.GetByTestId("download-report.pdf").CountAsync() > 0) Assert.StartsWith("%PDF-", Latin(await SaveAsync(page, "report.pdf")), StringComparison.Ordinal);
        else await Expect(page.GetByText("There is no PDF")).ToBeVisibleAsync();
        foreach ((string name, string sopClass) in ((string, string)[])[("rtdose.dcm", "1.2.840.10008.5.1.4.1.1.481.2"), ("rtstruct.dcm", "1.2.840.10008.5.1.4.1.1.481.3")])
        {
            string dicom = Latin(await SaveAsync(page, name));
            Assert.Equal("DICM", dicom[128..132]);
            Assert.Contains(sopClass, dicom, StringComparison.Ordinal);
        }
        Assert.Contains("kidney_left", Latin(await SaveAsync(page, "dvh.csv")), StringComparison.Ordinal);
        return json;
    }

    private async Task ReadHistogramAsync(WatchedPage watched, ReportDocument result)
    {
        IPage page = watched.Page;
        Assert.True(ResultJson.IsIntact(result));
        await StepAsync(watched, "Review");
        ILocator plot = page.Locator("[data-testid=dvh][data-drawn]");
        await Expect(plot).ToBeVisibleAsync();
        await page.GetByTestId("bands").UncheckAsync(); // a band is two lines more
        int curves = await page.Locator(".region-picker input:checked").CountAsync();
        await Expect(plot.Locator(".scatterlayer path.js-line")).ToHaveCountAsync(curves);
        ILocator table = page.GetByTestId("dose-table");
        foreach (ReportRegion region in result.Regions)
        {
            ILocator row = table.Locator("tbody tr").Filter(new() { Has = page.GetByRole(AriaRole.Rowheader, new() { Name = region.Name, Exact = true }) });
            double?[] figures = [region.Volume_ml, region.Mass_g, region.Tia_MBq_h, region.MeanDose_Gy, region.DoseCoefficient_Gy_per_GBq, region.D98_Gy, region.D50_Gy, region.D2_Gy, region.Bed_Gy];
            Assert.Equal(figures.Select(f => Words.Number(f)), (await row.Locator("td").AllInnerTextsAsync()).Select(t => t.Trim()));
        }
        // Self-dose of the truth; the camera's blur of 12 mm spills some tenths out of a sphere of 48 mm, cross-fire adds little.
        double truth_Gy = cases.Patient.Truth.Regions.Single(r => r.Name == "kidney_left").SelfDose_Gy;
        Assert.InRange(result.Regions.Single(r => r.Name == "kidney_left").MeanDose_Gy!.Value, 0.6 * truth_Gy, 1.1 * truth_Gy);
        await watched.PictureAsync("dvh");
        await page.GetByLabel("liver", new() { Exact = true }).UncheckAsync();
        await Expect(plot.Locator(".scatterlayer path.js-line")).ToHaveCountAsync(curves - 1);
    }

    private static async Task LookAtImagesAsync(WatchedPage watched)
    {
        IPage page = watched.Page;
        await StepAsync(watched, "Viewer");
        await Expect(page.Locator(".viewer[data-ready]")).ToBeVisibleAsync(Patiently);
        await Expect(page.Locator("canvas[data-layers='2']")).ToBeVisibleAsync(); // CT and dose
        await watched.PictureAsync("viewer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Axial" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "kidney_left", Exact = true }).ClickAsync();
        // The left kidney lies 45 mm to the patient's left: x = −45 mm to the right (RAS).
        ILocator cursor = page.GetByTestId("cursor");
        await Expect(cursor).ToContainTextAsync(new Regex(@"R -4[0-9]\.\d  A -[12]\d\.\d  S 1[23]\d\.\d mm +CT.* HU +Dose: [0-9.]+ Gy"));
        double inKidney = Dose(await cursor.InnerTextAsync());

        // Radiological: what is left in the patient is right in the picture, for images, values, lines and letters alike.
        string hottest = await HottestLineAsync(page);
        Pixels line = await Pixels.OfColourAsync(page, hottest);
        Assert.True(line.Count > 20, $"{line.Count} pixels of the isodose line {hottest}");
        Assert.InRange(line.MeanX, 0.5, 1);
        Assert.Equal("R", await Pixels.LetterAsync(page, left: true));
        Assert.Equal("L", await Pixels.LetterAsync(page, left: false));
        LocatorBoundingBoxResult box = (await page.Locator("canvas[data-layers]").BoundingBoxAsync())!;
        await page.Mouse.ClickAsync((float)(box.X + line.MeanX * box.Width), (float)(box.Y + line.MeanY * box.Height));
        await Expect(cursor).ToContainTextAsync(new Regex(@"R -[345]\d\.\d"));
        Assert.InRange(Dose(await cursor.InnerTextAsync()), 0.3 * inKidney, 3 * inKidney);
        await page.Mouse.ClickAsync((float)(box.X + (1 - line.MeanX) * box.Width), (float)(box.Y + line.MeanY * box.Height));
        await Expect(cursor).ToContainTextAsync(new Regex(@"R [345]\d\.\d"));
        Assert.True(Dose(await cursor.InnerTextAsync()) < 0.5 * inKidney, await cursor.InnerTextAsync());

        await OutlinesAndLayersAsync(watched);
    }

    private static async Task OutlinesAndLayersAsync(WatchedPage watched)
    {
        IPage page = watched.Page;
        await page.GetByLabel("Show", new() { Exact = true }).UncheckAsync();
        for (int n = 0; n < 50 && (await Pixels.AnyAsync(page)).Count > 400; n++) await Task.Delay(100);
        int letters = (await Pixels.AnyAsync(page)).Count;
        await page.GetByLabel("Outlines", new() { Exact = true }).CheckAsync();
        for (int n = 0; n < 50 && (await Pixels.AnyAsync(page)).Count <= letters; n++) await Task.Delay(100);
        Assert.True((await Pixels.AnyAsync(page)).Count > letters + 100);
        await page.Locator("fieldset.layer").Filter(new() { HasText = "SPECT 24" }).GetByRole(AriaRole.Checkbox).CheckAsync();
        await Expect(page.Locator("canvas[data-layers='3']")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("cursor")).ToBeVisibleAsync();
        await watched.PictureAsync("viewer-axial");
    }

    private static async Task StepAsync(WatchedPage watched, string step)
    {
        await watched.Page.Locator("nav.rail").GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^" + step) }).ClickAsync();
        await Expect(watched.Page.Locator("nav.rail a[aria-current]")).ToContainTextAsync(step);
        await Expect(watched.Page.Locator(".page[data-ready]")).ToBeVisibleAsync();
    }

    private static Task<string> AxisAsync(ILocator plot, string axis) => plot.EvaluateAsync<string>($"e => e._fullLayout.{axis}.type");

    private static Task<string> HottestLineAsync(IPage page) => page.EvaluateAsync<string>("""
        () => {
          const rows = [...document.querySelectorAll('.legend li')].filter(li => li.querySelector('input[type=number]'));
          const hottest = rows.reduce((a, b) => Number(a.querySelector('input').value) > Number(b.querySelector('input').value) ? a : b);
          const [r, g, b] = getComputedStyle(hottest.querySelector('.swatch')).backgroundColor.match(/\d+/g).map(Number);
          return '#' + [r, g, b].map(v => v.toString(16).padStart(2, '0')).join('');
        }
        """);

    private static async Task<byte[]> SaveAsync(IPage page, string name)
    {
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("download-" + name).ClickAsync());
        Assert.Equal(name, download.SuggestedFilename);
        await using Stream stream = await download.CreateReadStreamAsync();
        using MemoryStream copy = new();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    private static string Latin(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    private static double Dose(string cursor) => double.Parse(DoseValue().Match(cursor).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Dose: ([0-9.]+) Gy")]
    private static partial Regex DoseValue();
}

using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Tools;

/// <summary>Prints the self-contained HTML report to PDF by WeasyPrint or Chromium, whichever is installed: a child process without network, with a time limit.</summary>
public sealed class ReportPrinter(TimeSpan timeLimit)
{
    private const string WeasyPrint = "weasyprint";
    private static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Prints. The HTML stays the record in any case.</summary>
    /// <param name="htmlFile">Self-contained document.</param>
    /// <param name="pdfFile">Where the PDF goes; appears only when it is complete.</param>
    /// <param name="cancel">Kills the printer.</param>
    /// <returns>Name of the program that printed; null when none is installed here.</returns>
    /// <exception cref="RefusedException">REPORT.PDF: the installed program failed or ran past its time.</exception>
    public async Task<string?> PrintAsync(string htmlFile, string pdfFile, CancellationToken cancel)
    {
        if (InstalledPrograms.Find(WeasyPrint) is { } weasyPrint) return await RunAsync(WeasyPrint, pdfFile, to => [weasyPrint, htmlFile, to], cancel);
        string? browser = Browsers.Select(InstalledPrograms.Find).FirstOrDefault(path => path is not null);
        return browser is null ? null : await PrintByBrowserAsync(browser, htmlFile, pdfFile, cancel);
    }

    private async Task<string> PrintByBrowserAsync(string browser, string htmlFile, string pdfFile, CancellationToken cancel)
    {
        string profile = Directory.CreateTempSubdirectory("dosimetry-print-").FullName;
        try
        {
            return await RunAsync("chromium", pdfFile, to =>
            [
                browser, "--headless", "--disable-gpu", "--no-pdf-header-footer", $"--user-data-dir={profile}",
                .. Environment.UserName == "root" ? (string[])["--no-sandbox"] : [], // Chromium refuses its sandbox to root
                $"--print-to-pdf={to}", new Uri(Path.GetFullPath(htmlFile)).AbsoluteUri,
            ], cancel);
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }

    private async Task<string> RunAsync(string name, string pdfFile, Func<string, IReadOnlyList<string>> command, CancellationToken cancel)
    {
        string temporary = pdfFile + ".part";
        try
        {
            ChildResult result = await ChildProcess.RunAsync(new ChildCommand(Confined(command(temporary)), timeLimit), cancel);
            if (result is not { Ending: ChildEnding.Exited, ExitCode: 0 } || !File.Exists(temporary)) throw Failed(name, result);
            File.Move(temporary, pdfFile, overwrite: true);
            return name;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static IReadOnlyList<string> Confined(IReadOnlyList<string> command) => Confinement.WithLimits(Confinement.WithoutNetwork(command), null);

    private static RefusedException Failed(string name, ChildResult result) => new("REPORT.PDF", result.Ending == ChildEnding.TimedOut
        ? $"{name} did not print the report in time. The HTML report is complete; print it from the browser."
        : $"{name} could not print the report (exit {result.ExitCode}). The HTML report is complete; print it from the browser.");
}

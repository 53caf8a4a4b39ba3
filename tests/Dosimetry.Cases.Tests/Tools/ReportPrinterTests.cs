using Dosimetry.Cases.Tools;
using Xunit.Abstractions;

namespace Dosimetry.Cases.Tests.Tools;

public sealed class ReportPrinterTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_document_is_printed_whole_or_not_at_all()
    {
        string folder = Directory.CreateTempSubdirectory("dosimetry-report-").FullName;
        try
        {
            string html = Path.Combine(folder, "report.html"), pdf = Path.Combine(folder, "report.pdf");
            File.WriteAllText(html, "<!doctype html><title>Dose</title><h1>Kidneys 18.2 Gy</h1><img src='http://192.0.2.1/x.png'>");
            string? by = await new ReportPrinter(TimeSpan.FromSeconds(60)).PrintAsync(html, pdf, default);
            if (by is null) { output.WriteLine("SKIPPED A_document_is_printed: neither weasyprint nor chromium is installed"); return; }
            Assert.StartsWith("%PDF-", File.ReadAllText(pdf)[..8]);
            Assert.Equal([html, pdf], Directory.GetFiles(folder).Order());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

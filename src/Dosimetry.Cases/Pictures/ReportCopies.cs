using System.Security.Cryptography;
using System.Text;
using Dosimetry.Cases.Store;
using Dosimetry.Cases.Tools;
using Dosimetry.Engine.Report;
using Dosimetry.Engine.Report.Html;

namespace Dosimetry.Cases.Pictures;

/// <summary>
/// The report of a dose with the pictures that people added behind it, as HTML and PDF. The stored report stays as it was sealed: this is a copy for reading
/// and print, and its last section says who added what.
/// </summary>
public sealed class ReportCopies(CaseResults results, CasePictures pictures, DataRoot root)
{
    private static readonly TimeSpan PrintLimit = TimeSpan.FromSeconds(60);

    /// <summary>The HTML with its pictures, or null when there is no report.</summary>
    /// <exception cref="Dosimetry.Engine.Foundation.RefusedException">STORE.FILE_CHANGED.</exception>
    public string? Html(CaseResult dose)
    {
        if (results.VerifiedFile(dose, ReportFiles.Html) is not { } path) return null;
        string html = File.ReadAllText(path);
        IReadOnlyList<CasePicture> all = pictures.List(dose.CaseId);
        if (all.Count == 0) return html;
        string section = AddedPictures.Section([.. all.Select(p => new AddedPicture(pictures.Read(dose.CaseId, p), p.Caption, p.CreatedBy, p.CreatedAt))]);
        int end = html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html + section : html.Insert(end, section);
    }

    /// <summary>Path of the PDF with its pictures; null when there is no report or no program that prints.</summary>
    /// <exception cref="Dosimetry.Engine.Foundation.RefusedException">REPORT.PDF.</exception>
    public async Task<string?> PdfAsync(CaseResult dose, CancellationToken cancel)
    {
        if (Html(dose) is not { } html) return null;
        string name = Path.Combine(root.CaseCache(dose.CaseId), "report-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(html)))[..32]);
        if (File.Exists(name + ".pdf")) return name + ".pdf";
        DataRoot.CreateFolder(root.CaseCache(dose.CaseId));
        Durable.WriteText(name + ".html", html);
        return await new ReportPrinter(PrintLimit).PrintAsync(name + ".html", name + ".pdf", cancel) is null ? null : name + ".pdf";
    }
}

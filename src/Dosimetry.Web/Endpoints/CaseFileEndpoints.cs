using Dosimetry.Cases;
using Dosimetry.Cases.Audit;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Report.Pictures;
using Dosimetry.Web.Authentication;
using Dosimetry.Web.Hosting;
using Microsoft.Net.Http.Headers;

namespace Dosimetry.Web.Endpoints;

/// <summary>
/// Volumes and result files of a case over plain HTTP: the circuit carries commands, never voxels. A name becomes a path only when the import or the
/// result's manifest lists it.
/// </summary>
public static class CaseFileEndpoints
{
    /// <summary>Names under which a result's files may be opened in the browser instead of being saved.</summary>
    private static readonly Dictionary<string, string> ShownTypes = new()
    {
        [".html"] = "text/html; charset=utf-8", [".pdf"] = "application/pdf", [".png"] = "image/png", [".json"] = "application/json", [".csv"] = "text/csv; charset=utf-8",
    };

    /// <summary>A report is a page of its own: it may be framed by our pages and may load nothing.</summary>
    internal const string ReportPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

    /// <summary>Maps <c>/api/cases/{id}/…</c>.</summary>
    public static void MapCaseFiles(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder files = routes.MapGroup("/api/cases/{caseId}").RequireAuthorization().AnswersRefusals();
        files.MapGet("/images/{seriesId}.nii.gz", (string caseId, string seriesId, CaseWorkspace workspace) =>
            OfSeries(caseId, seriesId, workspace, series => series.File, "application/gzip"));
        files.MapGet("/images/{seriesId}.png", (string caseId, string seriesId, CaseWorkspace workspace) =>
            OfSeries(caseId, seriesId, workspace, series => SeriesPreview.FileName(series.Id), "image/png"));
        files.MapGet("/results/{resultId}/{**name:required}", ResultFile);
    }

    /// <summary>Address of an imported volume.</summary>
    public static string ImageAddress(string caseId, string seriesId) => $"api/cases/{caseId}/images/{Uri.EscapeDataString(seriesId)}.nii.gz";

    /// <summary>Address of a small picture of an imported series.</summary>
    public static string PreviewAddress(string caseId, string seriesId) => $"api/cases/{caseId}/images/{Uri.EscapeDataString(seriesId)}.png";

    /// <summary>Address of a result's file; <paramref name="save"/> makes the browser save it.</summary>
    public static string ResultAddress(CaseResult result, string name, bool save = false) => $"api/cases/{result.CaseId}/results/{result.Id}/{name}{(save ? "?save=1" : "")}";

    private static IResult OfSeries(string caseId, string seriesId, CaseWorkspace workspace, Func<ImportedSeries, string> fileOf, string type)
    {
        if (workspace.Cases.Find(caseId) is null || workspace.Results.Import(caseId) is not { } import) return Results.NotFound();
        ImportedSeries? series = import.Study.Series.FirstOrDefault(s => s.Id == seriesId);
        string? path = series is null ? null : Path.Combine(import.Folder, fileOf(series));
        return path is null || !System.IO.File.Exists(path) ? Results.NotFound() : File(path, type, import.At);
    }

    private static IResult ResultFile(string caseId, string resultId, string name, string? save, HttpContext http, CaseWorkspace workspace)
    {
        if (workspace.Results.Find(caseId, resultId) is not { } result || workspace.Results.VerifiedFile(result, name) is not { } path) return Results.NotFound();
        if (save == "1")
        {
            workspace.Audit.Record(http.User.ToActor(), "result.export", "case", caseId, name);
            return Results.File(path, "application/octet-stream", Path.GetFileName(name), result.CreatedAt);
        }
        if (Path.GetExtension(name) == ".html") http.UsePolicy(ReportPolicy);
        return File(path, ShownTypes.GetValueOrDefault(Path.GetExtension(name), "application/octet-stream"), result.CreatedAt);
    }

    private static IResult File(string path, string type, DateTimeOffset at) =>
        Results.File(path, type, lastModified: at, entityTag: new EntityTagHeaderValue($"\"{at.ToUnixTimeMilliseconds():x}\""), enableRangeProcessing: true);
}

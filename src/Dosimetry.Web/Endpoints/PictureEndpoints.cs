using Dosimetry.Cases;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Pictures;
using Dosimetry.Web.Authentication;
using Dosimetry.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Dosimetry.Web.Endpoints;

/// <summary>Pictures of the viewer into the report, and the report with them.</summary>
public static class PictureEndpoints
{
    /// <summary>Maps <c>/api/cases/{id}/pictures</c> and <c>/api/cases/{id}/report.html</c>, <c>.pdf</c>.</summary>
    public static void MapPictures(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder read = routes.MapGroup("/api/cases/{caseId}").RequireAuthorization().AnswersRefusals();
        read.MapGet("/pictures/{id}.png", Picture);
        read.MapGet("/report.html", Html);
        read.MapGet("/report.pdf", PdfAsync);
        RouteGroupBuilder change = routes.MapGroup("/api/cases/{caseId}").RequireAuthorization(Policies.EditCases).RequireAntiforgeryToken().AnswersRefusals();
        change.MapPost("/pictures", AddAsync).WithMetadata(new RequestSizeLimitAttribute(CasePictures.Most_bytes));
    }

    private static IResult Picture(string caseId, string id, CasePictures pictures) =>
        pictures.List(caseId).FirstOrDefault(p => p.Id == id) is { } found ? Results.Bytes(pictures.Read(caseId, found), "image/png") : Results.NotFound();

    private static async Task<IResult> AddAsync(string caseId, HttpContext http, CasePictures pictures)
    {
        using MemoryStream png = new();
        await http.Request.Body.CopyToAsync(png, http.RequestAborted);
        CasePicture added = pictures.Add(http.User.ToActor(), caseId, png.ToArray(), Uri.UnescapeDataString(http.Request.Headers["X-Caption"].ToString()));
        return Results.Ok(new { added.Id });
    }

    /// <summary>The result <paramref name="of"/>, else the last dose.</summary>
    private static CaseResult? ResultOf(string caseId, string? of, CaseWorkspace workspace) => of is null ? workspace.Results.Latest(caseId, JobKinds.Dose) : workspace.Results.Find(caseId, of);

    private static IResult Html(string caseId, string? of, HttpContext http, CaseWorkspace workspace)
    {
        if (ResultOf(caseId, of, workspace) is not { } dose || workspace.ReportCopies.Html(dose) is not { } html) return Results.NotFound();
        http.UsePolicy(CaseFileEndpoints.ReportPolicy);
        return Results.Content(html, "text/html; charset=utf-8");
    }

    private static async Task<IResult> PdfAsync(string caseId, string? of, HttpContext http, CaseWorkspace workspace)
    {
        if (ResultOf(caseId, of, workspace) is not { } dose || await workspace.ReportCopies.PdfAsync(dose, http.RequestAborted) is not { } path) return Results.NotFound();
        workspace.Audit.Record(http.User.ToActor(), "result.export", "case", caseId, "report.pdf with pictures");
        return Results.File(path, "application/pdf", "report.pdf");
    }
}

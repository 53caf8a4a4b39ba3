using Dosimetry.Cases;
using Dosimetry.Cases.Uploads;
using Dosimetry.Web.Authentication;
using Dosimetry.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Dosimetry.Web.Endpoints;

/// <summary>
/// Uploads by plain HTTP: open, one request per file (streamed to the quarantine folder, nothing is parsed here), complete, or discard.
/// Sent file names are text in a header, percent-encoded; they never become a path.
/// </summary>
public static class UploadEndpoints
{
    /// <summary>Case that an upload goes into.</summary>
    public sealed record OpenUpload(string CaseId);

    /// <summary>Maps <c>/api/uploads</c>.</summary>
    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder uploads = routes.MapGroup("/api/uploads").RequireAuthorization(Policies.EditCases).RequireAntiforgeryToken().AnswersRefusals();
        uploads.MapPost("/", Open).RequireRateLimiting(RateLimits.Uploads);
        // The record counts bytes while they come and refuses above its own bound, so Kestrel's bound for ordinary requests is lifted here only.
        uploads.MapPost("/{id}/{number:int}", AddFile).WithMetadata(new DisableRequestSizeLimitAttribute());
        uploads.MapPost("/{id}/complete", Complete);
        uploads.MapDelete("/{id}", Abort);
    }

    private static IResult Open(OpenUpload ask, HttpContext http, UploadDesk desk) => Results.Ok(desk.Begin(http.User.ToActor(), ask.CaseId));

    private static async Task<IResult> AddFile(string id, int number, HttpContext http, UploadDesk desk)
    {
        string name = Uri.UnescapeDataString(http.Request.Headers["X-File-Name"].ToString());
        string? sha256 = http.Request.Headers["X-Content-Sha256"].ToString() is { Length: > 0 } text ? text.ToLowerInvariant() : null;
        UploadedFile file = await desk.AddFileAsync(http.User.ToActor(), id, number, name, http.Request.Body, sha256, http.RequestAborted);
        return Results.Ok(new { file.Number, file.Bytes, file.Sha256 });
    }

    private static IResult Complete(string id, HttpContext http, UploadDesk desk) => Results.Ok(desk.Complete(http.User.ToActor(), id));

    private static IResult Abort(string id, HttpContext http, UploadDesk desk)
    {
        desk.Abort(http.User.ToActor(), id);
        return Results.NoContent();
    }
}

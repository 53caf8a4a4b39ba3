using Dosimetry.Cases;
using Dosimetry.Cases.Exports;
using Dosimetry.Web.Authentication;

namespace Dosimetry.Web.Endpoints;

/// <summary>Regions as files for other systems, and de-identified research bundles. Each download is in the trail.</summary>
public static class ExportEndpoints
{
    /// <summary>Maps <c>/api/cases/{id}/exports/{name}</c> and <c>/api/cases/{id}/bundle.zip</c>.</summary>
    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder exports = routes.MapGroup("/api/cases/{caseId}").RequireAuthorization().AnswersRefusals();
        exports.MapGet("/exports/{name}", Region);
        exports.MapGet("/bundle.zip", Bundle).RequireAuthorization(Policies.MakeBundles);
    }

    /// <summary>Address of an export of the regions.</summary>
    public static string Address(string caseId, string name) => $"api/cases/{caseId}/exports/{name}";

    /// <summary>Address of the bundle.</summary>
    public static string BundleAddress(string caseId) => $"api/cases/{caseId}/bundle.zip";

    private static IResult Region(string caseId, string name, HttpContext http, CaseWorkspace workspace) =>
        workspace.Cases.Find(caseId) is null || workspace.RegionFiles.Make(http.User.ToActor(), caseId, name) is not { } bytes
            ? Results.NotFound() : Results.File(bytes, "application/octet-stream", name);

    // Written to a file first: a refusal in the middle must not look like a zip.
    private static IResult Bundle(string caseId, HttpContext http, CaseWorkspace workspace)
    {
        if (workspace.Cases.Find(caseId) is null) return Results.NotFound();
        FileStream zip = new(Path.Combine(workspace.Root.Folder, $"bundle-{Guid.NewGuid():n}.tmp"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        try
        {
            workspace.Bundles.Write(http.User.ToActor(), caseId, zip, http.RequestAborted);
            zip.Position = 0;
            return Results.File(zip, "application/zip", "research-bundle.zip");
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }
}

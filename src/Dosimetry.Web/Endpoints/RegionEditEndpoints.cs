using Dosimetry.Cases;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Regions;
using Dosimetry.Cases.Work;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment.Edit;
using Dosimetry.Web.Authentication;
using Dosimetry.Web.Model;
using Microsoft.AspNetCore.Mvc;

namespace Dosimetry.Web.Endpoints;

/// <summary>
/// The region editor's voxels over plain HTTP: labels of a version out, an edit in as a new version, and operations on one region that would hold up the
/// browser (growing, smoothing, region growing).
/// </summary>
public static class RegionEditEndpoints
{
    /// <summary>A region in the labels that a script sends: number, name, colour (#rrggbb).</summary>
    public sealed record SentRegion(int Label, string Name, string Colour);

    /// <summary>
    /// An edit as a script sends it: the version it began with, or the result of the preparation it began with, and its regions; the voxels follow,
    /// one byte each.
    /// </summary>
    public sealed record SentEdit(long? Version, string? ResultId, IReadOnlyList<SentRegion> Regions, string Note);

    /// <summary>What the script is told: the version made, whether it is in use, and who else saved.</summary>
    public sealed record SaveAnswer(long Version, bool InUse, long? OtherVersion, string? OtherBy, DateTimeOffset? OtherAt);

    /// <summary>Maps <c>/api/cases/{id}/regions</c>.</summary>
    public static void MapRegionEdits(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder read = routes.MapGroup("/api/cases/{caseId}/regions").RequireAuthorization().AnswersRefusals();
        read.MapGet("/versions/{version:long}.nii.gz", Labels);
        RouteGroupBuilder change = routes.MapGroup("/api/cases/{caseId}/regions").RequireAuthorization(Policies.EditCases).RequireAntiforgeryToken().AnswersRefusals();
        change.MapPost("/versions", Save).WithMetadata(new RequestSizeLimitAttribute(EditGrid.MostVoxels));
        change.MapPost("/operation", Operate).WithMetadata(new RequestSizeLimitAttribute(EditGrid.MostVoxels));
    }

    /// <summary>Address of a version's labels.</summary>
    public static string LabelsAddress(string caseId, long version) => FormattableString.Invariant($"api/cases/{caseId}/regions/versions/{version}.nii.gz");

    private static IResult Labels(string caseId, long version, RegionVersions versions) => versions.Find(caseId, version) is { } found
        ? Results.File(versions.LabelsFile(caseId, found), "application/gzip", enableRangeProcessing: true) : Results.NotFound();

    private static async Task<IResult> Save(string caseId, HttpContext http, CaseWorkspace workspace)
    {
        (SentEdit sent, byte[] voxels) = await VoxelFrame.ReadAsync<SentEdit>(http.Request.Body, EditGrid.MostVoxels, http.RequestAborted);
        (Grid grid, LabelVolume? prepared) = Began(caseId, sent, workspace);
        if (voxels.Length != grid.Count) throw new RefusedException("EDIT.OTHER_GRID", "The page sent labels of another size than those it began with. Reload it and repeat the edit.");
        LabelVolume labels = new(grid, Array.ConvertAll(voxels, v => (ushort)v), sent.Regions.ToDictionary(r => r.Label, r => r.Name));
        Dictionary<string, string> colours = sent.Regions.DistinctBy(r => r.Name).ToDictionary(r => r.Name, r => Colours.Safe(r.Colour));
        RegionSave save = workspace.Regions.Save(http.User.ToActor(), caseId, new RegionEdit(labels, colours, sent.Version, prepared, sent.Note));
        return Results.Ok(new SaveAnswer(save.Saved.Version, save.InUse, save.Other?.Version, save.Other?.CreatedBy, save.Other?.CreatedAt));
    }

    private static (Grid, LabelVolume?) Began(string caseId, SentEdit sent, CaseWorkspace workspace)
    {
        if (sent.Version is { } version)
        {
            RegionVersion from = workspace.Regions.Find(caseId, version) ?? throw new RefusedException("EDIT.NO_VERSION", $"There is no version {version} of the regions of this case.");
            return (workspace.Regions.Labels(caseId, from).Grid, null);
        }
        CaseResult result = workspace.Results.Find(caseId, sent.ResultId ?? "") ?? throw new RefusedException("EDIT.NO_ORIGIN", "The regions that the edit began with are gone. Compute the regions again.");
        LabelVolume prepared = PreparedLabels(workspace, result);
        return (prepared.Grid, prepared);
    }

    /// <summary>The labels that a preparation offers for editing.</summary>
    internal static LabelVolume PreparedLabels(CaseWorkspace workspace, CaseResult result)
    {
        if (result.Kind != JobKinds.Prepare || workspace.Results.VerifiedFile(result, PreparedFiles.EditLabels) is not { } path)
            throw new RefusedException("EDIT.NO_ORIGIN", "These regions were computed by an older version and cannot be edited. Compute the regions again.");
        return NiftiFile.ReadLabels(path);
    }

    private static async Task Operate(string caseId, HttpContext http, RegionOperations operations)
    {
        (RegionOperation asked, byte[] voxels) = await VoxelFrame.ReadAsync<RegionOperation>(http.Request.Body, 2 * EditGrid.MostVoxels, http.RequestAborted);
        bool[] mask = operations.Apply(caseId, asked, voxels);
        await VoxelFrame.WriteAsync(http.Response, new { Voxels = mask.Count(m => m) }, Array.ConvertAll(mask, m => m ? (byte)1 : (byte)0), http.RequestAborted);
    }
}

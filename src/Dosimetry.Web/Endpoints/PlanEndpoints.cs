using System.Text;
using Dosimetry.Cases;
using Dosimetry.Cases.Planning;
using Dosimetry.Engine.Foundation;
using Dosimetry.Web.Authentication;

namespace Dosimetry.Web.Endpoints;

/// <summary>The plan of a case as a file for the command line.</summary>
public static class PlanEndpoints
{
    /// <summary>Maps <c>/api/cases/{id}/plan.json</c>.</summary>
    public static void MapPlans(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/cases/{caseId}").RequireAuthorization().AnswersRefusals().MapGet("/plan.json", Plan);

    /// <summary>Address of the file.</summary>
    public static string Address(string caseId) => $"api/cases/{caseId}/plan.json";

    private static IResult Plan(string caseId, HttpContext http, CaseWorkspace workspace, NuclideLibrary nuclides)
    {
        if (workspace.Cases.Find(caseId) is null || workspace.Overview(caseId) is not { ModelFit: { } fit, Settings.Settings: var settings }) return Results.NotFound();
        PlanBasis basis = PlanBasis.Of(workspace.Results, fit, settings, nuclides);
        workspace.Audit.Record(http.User.ToActor(), "plan.export", "case", caseId, "plan.json");
        return Results.File(Encoding.UTF8.GetBytes(PlanFile.Write(basis.Request, settings.Planning?.Plan)), "application/json", "plan.json");
    }
}

using Dosimetry.Cases;
using Dosimetry.Cases.Security;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Web.Endpoints;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: store and disk can take work; otherwise 503 with what is wrong.
/// Open to everybody because supervisors have no account; they tell nothing about cases.
/// </summary>
public static class HealthEndpoints
{
    /// <summary>Maps both.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder health = routes.MapGroup("/health").AllowAnonymous();
        health.MapGet("/live", () => Results.Ok(new { status = "live" }));
        health.MapGet("/ready", Ready);
    }

    private static IResult Ready(UserAccounts accounts, DataRoot root)
    {
        Dictionary<string, string> checks = new()
        {
            ["store"] = Check(() => accounts.IsEmpty()),
            ["disk"] = Check(() => root.RequireSpace(0)),
        };
        bool ready = checks.Values.All(text => text == "ok");
        return Results.Json(new { status = ready ? "ready" : "degraded", checks }, statusCode: ready ? 200 : 503);
    }

    private static string Check(Action action)
    {
        try { action(); return "ok"; }
        catch (RefusedException refusal) { return refusal.Finding.Code; }
        // Whatever the database driver throws, the answer is "not ready"; its text may name hosts and stays in the log of the caller.
        catch (Exception) { return "fails"; }
    }
}

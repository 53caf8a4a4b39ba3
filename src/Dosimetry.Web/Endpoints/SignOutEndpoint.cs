using Dosimetry.Cases.Audit;
using Dosimetry.Web.Authentication;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace Dosimetry.Web.Endpoints;

/// <summary>Ends a sign-in. A form posts here, so the framework checks its antiforgery token.</summary>
public static class SignOutEndpoint
{
    /// <summary>Maps <c>POST /signout</c>.</summary>
    public static void MapSignOut(this IEndpointRouteBuilder routes) => routes.MapPost("/signout", SignOut);

    // The form parameter is unused: it is what makes the framework ask for the token.
    private static async Task<IResult> SignOut([FromForm(Name = "ignored")] string? _, HttpContext http, AuditTrail audit)
    {
        var actor = http.User.ToActor();
        await http.SignOutAsync();
        audit.Record(actor, "session.sign-out", "user", actor.UserId);
        return Results.LocalRedirect("/signin");
    }
}

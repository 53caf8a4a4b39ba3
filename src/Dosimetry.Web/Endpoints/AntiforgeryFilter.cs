using Microsoft.AspNetCore.Antiforgery;

namespace Dosimetry.Web.Endpoints;

/// <summary>
/// Asks every changing request of a group for the antiforgery token in the header <see cref="Header"/>. The framework does it by itself only where
/// an endpoint reads a form; ours read streams and JSON.
/// </summary>
public static class AntiforgeryFilter
{
    /// <summary>Header that carries the token.</summary>
    public const string Header = "RequestVerificationToken";

    /// <summary>Adds the check to a group of endpoints.</summary>
    public static RouteGroupBuilder RequireAntiforgeryToken(this RouteGroupBuilder group) => group.AddEndpointFilter(async (context, next) =>
    {
        HttpContext http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) return await next(context);
        return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)
            ? await next(context)
            : Results.Problem("The page is too old to send this. Reload it and try again.", statusCode: StatusCodes.Status400BadRequest);
    });
}

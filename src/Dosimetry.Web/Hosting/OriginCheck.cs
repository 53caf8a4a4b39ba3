namespace Dosimetry.Web.Hosting;

/// <summary>
/// Turns away requests that another web site's page sends with our user's cookie: every WebSocket and every request that changes something
/// must come from our own origin. Second line behind SameSite cookies and antiforgery tokens, and the only one for WebSockets.
/// </summary>
public static class OriginCheck
{
    /// <summary>Adds the check.</summary>
    public static IApplicationBuilder UseOriginCheck(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (Allows(context.Request, context.WebSockets.IsWebSocketRequest)) return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    /// <summary>True when the request may pass. A missing Origin is accepted except on WebSockets: browsers always send it there.</summary>
    public static bool Allows(HttpRequest request, bool isWebSocket)
    {
        if (!isWebSocket && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))) return true;
        string? origin = request.Headers.Origin;
        if (string.IsNullOrEmpty(origin)) return !isWebSocket;
        return string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}

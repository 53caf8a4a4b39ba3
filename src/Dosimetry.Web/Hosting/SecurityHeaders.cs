namespace Dosimetry.Web.Hosting;

/// <summary>Headers of every answer. The policy is the one the viewer and the charts were tried under: no foreign origin, no inline script, no eval.</summary>
public static class SecurityHeaders
{
    /// <summary>The content security policy. Inline styles are needed by Radzen and plotly.js, data and blob images by NiiVue.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; " +
        "connect-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'self'";

    private static readonly object OwnPolicy = new();

    /// <summary>Gives this answer a policy of its own: for the report, which may load nothing but be framed by our pages.</summary>
    public static void UsePolicy(this HttpContext context, string policy) => context.Items[OwnPolicy] = policy;

    /// <summary>Adds the headers to every answer, error answers included.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            IHeaderDictionary headers = context.Response.Headers;
            headers.ContentSecurityPolicy = context.Items[OwnPolicy] as string ?? ContentSecurityPolicy; // also over what the framework sets by itself
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
            // Pages and data of a case must not stay in a shared browser's cache; fingerprinted files set their own header.
            if (string.IsNullOrEmpty(headers.CacheControl)) headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    });
}

using System.Text.Json;
using Dosimetry.Web.Authentication;
using Dosimetry.Web.Configuration;
using Dosimetry.Web.Endpoints;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Radzen;

namespace Dosimetry.Web.Hosting;

/// <summary>The server itself: addresses, bounds, log, keys, and the order in which a request is checked.</summary>
public static class ServerSetup
{
    private const long OrdinaryBody_bytes = 1 << 20;
    private static readonly TimeSpan HeaderTime = TimeSpan.FromSeconds(30), IdleTime = TimeSpan.FromSeconds(120);

    /// <summary>Addresses and bounds of Kestrel, structured log, data-protection keys in the data folder.</summary>
    public static void AddServer(this WebApplicationBuilder builder, WebOptions options, IReadOnlyList<string> addresses)
    {
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls([.. addresses]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = OrdinaryBody_bytes;
            kestrel.Limits.RequestHeadersTimeout = HeaderTime;
            kestrel.Limits.KeepAliveTimeout = IdleTime;
        });
        // One JSON object a line. The framework's own lines per request are left out: an address may hold a one-time link.
        builder.Logging.ClearProviders().AddJsonConsole(json => json.JsonWriterOptions = new JsonWriterOptions { Indented = false })
            .AddFilter("Microsoft", LogLevel.Warning)
            // Warns that keys are not encrypted at rest: they lie in a folder that only their owner may read.
            .AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        builder.Configuration["AllowedHosts"] ??= ListenAddresses.AllowedHosts(addresses);
        builder.Services.Configure<WebOptions>(builder.Configuration.GetSection(WebOptions.Section));
        string keys = Path.Combine(Path.GetFullPath(options.DataFolder), "keys");
        Cases.Store.DataRoot.CreateFolder(keys);
        builder.Services.AddDataProtection().SetApplicationName("dosimetry-planner").PersistKeysToFileSystem(new DirectoryInfo(keys));
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
    }

    /// <summary>What every request passes, in this order.</summary>
    public static void UsePipeline(this WebApplication app, WebOptions options)
    {
        if (options.BehindProxy) app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        // A page that does not exist gets a page that says so; a script that asked for data gets the bare status.
        app.UseWhen(IsPage, pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseHsts();
        app.UseOriginCheck();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
    }

    private static bool IsPage(HttpContext http) => HttpMethods.IsGet(http.Request.Method) && !http.Request.Path.StartsWithSegments("/api")
        && !http.Request.Path.StartsWithSegments("/health");

    /// <summary>Pages, sign-in, policies, request bounds.</summary>
    public static void AddPages(this IServiceCollection services, WebOptions options)
    {
        services.AddRazorComponents().AddInteractiveServerComponents()
            // A browser that draws volumes without a graphics card can be silent for more than the usual 30 s; that must not end the session.
            .AddHubOptions(hub => hub.ClientTimeoutInterval = TimeSpan.FromMinutes(2));
        services.AddRadzenComponents();
        services.AddSignInCookie(options);
        services.AddPolicies();
        services.AddRateLimits(options);
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = AntiforgeryFilter.Header;
            antiforgery.Cookie.Name = "dosimetry-form";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddProblemDetails();
        services.AddSingleton(Console.Out);
        services.AddHostedService<StartupNotice>();
    }
}

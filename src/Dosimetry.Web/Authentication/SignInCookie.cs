using Dosimetry.Cases.Security;
using Dosimetry.Web.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dosimetry.Web.Authentication;

/// <summary>The cookie that carries a sign-in: unreadable for scripts, never sent by other sites, ended after a time without requests.</summary>
public static class SignInCookie
{
    /// <summary>Adds cookie authentication.</summary>
    public static IServiceCollection AddSignInCookie(this IServiceCollection services, WebOptions options)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "dosimetry-sign-in";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.LoginPath = "/signin";
            cookie.AccessDeniedPath = "/not-allowed";
            cookie.ReturnUrlParameter = "then";
            cookie.ExpireTimeSpan = TimeSpan.FromHours(options.IdleSignOut_h);
            cookie.SlidingExpiration = true;
            cookie.Events.OnValidatePrincipal = RejectEndedSession;
            cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
            cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        });
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
        return services;
    }

    private static async Task RejectEndedSession(CookieValidatePrincipalContext context)
    {
        UserAccounts accounts = context.HttpContext.RequestServices.GetRequiredService<UserAccounts>();
        if (context.Principal is { } user && accounts.IsCurrent(user)) return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync();
    }

    // A script that asks for data needs a status it can read; only a page is worth a redirect.
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/_blazor")) context.Response.StatusCode = status;
        else context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}

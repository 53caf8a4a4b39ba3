using Dosimetry.Cases.Security;
using Microsoft.AspNetCore.Authorization;

namespace Dosimetry.Web.Authentication;

/// <summary>Who may do what, by role. The fallback closes every page and endpoint that names no policy of its own.</summary>
public static class Policies
{
    /// <summary>Change a case: create, upload, fill in forms, run and cancel jobs.</summary>
    public const string EditCases = "edit-cases";
    /// <summary>Make a de-identified research bundle of a case.</summary>
    public const string MakeBundles = "make-bundles";
    /// <summary>Read the audit trail.</summary>
    public const string ReadAudit = "read-audit";

    /// <summary>Adds the policies and the default deny.</summary>
    public static IServiceCollection AddPolicies(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder()
            .AddPolicy(EditCases, policy => policy.RequireRole(nameof(Role.Physicist)))
            .AddPolicy(MakeBundles, policy => policy.RequireRole(nameof(Role.Physicist), nameof(Role.Admin)))
            .AddPolicy(ReadAudit, policy => policy.RequireRole(nameof(Role.Auditor), nameof(Role.Admin)))
            .SetFallbackPolicy(AnyRole())
            .SetDefaultPolicy(AnyRole());
        return services;
    }

    private static AuthorizationPolicy AnyRole() => new AuthorizationPolicyBuilder().RequireAuthenticatedUser()
        .RequireRole(Enum.GetNames<Role>().Where(n => n != nameof(Role.None))).Build();
}

using System.Security.Claims;
using Dosimetry.Cases;
using Dosimetry.Cases.Security;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Dosimetry.Web.Authentication;

/// <summary>The signed-in person as claims in the cookie and as the <see cref="Actor"/> that every command of the record wants.</summary>
public static class Claims
{
    private const string Stamp = "stamp";
    private static readonly Role[] SingleRoles = [.. Enum.GetValues<Role>().Where(r => r != Role.None)];

    /// <summary>The claims of an account; the stamp ends the session when password, roles or activity change.</summary>
    public static ClaimsPrincipal ToPrincipal(this UserAccount user)
    {
        IEnumerable<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, user.Id),
            new(ClaimTypes.Name, user.Name),
            new(Stamp, user.SecurityStamp),
            .. SingleRoles.Where(r => user.Roles.HasFlag(r)).Select(r => new Claim(ClaimTypes.Role, r.ToString())),
        ];
        return new ClaimsPrincipal(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme));
    }

    /// <summary>Who acts. Pages and endpoints are closed to others, so there always is somebody.</summary>
    public static Actor ToActor(this ClaimsPrincipal user) => new(
        user.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("Nobody is signed in."),
        user.Identity?.Name ?? "", user.Roles());

    /// <summary>Role names in words, for the header.</summary>
    public static string RoleNames(this ClaimsPrincipal user) => user.Roles().ToString();

    /// <summary>True while the account is as it was when the person signed in.</summary>
    public static bool IsCurrent(this UserAccounts accounts, ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && user.FindFirstValue(Stamp) is { } stamp && accounts.FindSession(id, stamp) is not null;

    private static Role Roles(this ClaimsPrincipal user) =>
        SingleRoles.Where(r => user.IsInRole(r.ToString())).Aggregate(Role.None, (all, r) => all | r);
}

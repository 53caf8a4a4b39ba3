using Dosimetry.Cases.Security;

namespace Dosimetry.Cases;

/// <summary>Who acts: every command carries one, and its name stands in the audit trail.</summary>
public sealed record Actor(string UserId, string Name, Role Roles)
{
    /// <summary>The program itself: job watcher, set-up, command line.</summary>
    public static Actor System { get; } = new("system", "system", Role.None);
}

namespace Dosimetry.Cases.Security;

/// <summary>An account as pages show it; the password hash never leaves the store.</summary>
public sealed record UserAccount
{
    /// <summary>ULID.</summary>
    public string Id { get; init; } = "";
    /// <summary>Sign-in name, lower case.</summary>
    public string Name { get; init; } = "";
    /// <summary>Name on screen.</summary>
    public string DisplayName { get; init; } = "";
    /// <summary>What the person may do.</summary>
    public Role Roles { get; init; }
    /// <summary>False: cannot sign in.</summary>
    public bool Active { get; init; }
    /// <summary>Signing in is refused until then.</summary>
    public DateTimeOffset? LockedUntil { get; init; }
    /// <summary>
    /// Changes with password, roles and activity. A session carries the stamp it was made with; when it differs from the stored one, the session has ended.
    /// </summary>
    public string SecurityStamp { get; init; } = "";
    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>For optimistic saves.</summary>
    public long RowVersion { get; init; }

    /// <summary>This person as the one who acts.</summary>
    public Actor ToActor() => new(Id, Name, Roles);
}

/// <summary>Outcome of a sign-in. <see cref="User"/> is null when it failed; the text is the same whatever was wrong.</summary>
public sealed record SignInResult(UserAccount? User)
{
    /// <summary>True when the person is who they say.</summary>
    public bool Succeeded => User is not null;
    /// <summary>The only text a failed sign-in shows: it does not say whether the account exists or is locked.</summary>
    public const string FailureText = "The name or the password is not right, or the account is locked for a while after too many tries.";
}

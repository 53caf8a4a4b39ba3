using Dosimetry.Cases.Audit;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Security;

/// <summary>Accounts: making, changing, and looking up. Every change ends the account's sessions by a new security stamp.</summary>
public sealed class UserAccounts(Database database, AuditTrail audit, TimeProvider time)
{
    internal const string Columns = "id, name, display_name, roles, active, locked_until, security_stamp, created_at, row_version";
    private const int LongestName = 64;

    /// <summary>All accounts by name.</summary>
    public IReadOnlyList<UserAccount> List() => database.Read(scope => scope.Rows<UserAccount>($"select {Columns} from app_user order by name"));

    /// <summary>An account by its identifier, or null.</summary>
    public UserAccount? Find(string userId) => database.Read(scope => Find(scope, userId));

    /// <summary>True until the first account is made: the program then shows its set-up page to the holder of a one-time link.</summary>
    public bool IsEmpty() => database.Read(scope => scope.Value<long>("select count(*) from app_user") == 0);

    /// <summary>The account of a session, or null when the session has ended because password, roles or activity changed.</summary>
    public UserAccount? FindSession(string userId, string securityStamp) =>
        Find(userId) is { Active: true } user && user.SecurityStamp == securityStamp ? user : null;

    /// <summary>Makes an account.</summary>
    /// <exception cref="RefusedException">USER.NAME, USER.PASSWORD, or USER.EXISTS.</exception>
    public UserAccount Create(Actor actor, string name, string displayName, string password, Role roles) =>
        database.Write(scope => Create(scope, actor, name, displayName, password, roles));

    /// <summary>Changes what a person may do.</summary>
    /// <exception cref="RefusedException">USER.LAST_ADMIN: nobody could manage accounts any more.</exception>
    public void SetRoles(Actor actor, string userId, Role roles) =>
        Change(actor, userId, "user.roles", "roles = @value", roles.ToString(), old => $"{old.Roles} → {roles}");

    /// <summary>Switches an account off or on.</summary>
    /// <exception cref="RefusedException">USER.LAST_ADMIN.</exception>
    public void SetActive(Actor actor, string userId, bool active) =>
        Change(actor, userId, active ? "user.activate" : "user.deactivate", "active = @value", active ? 1 : 0, _ => "");

    /// <summary>Gives an account another password and lifts a lock.</summary>
    /// <exception cref="RefusedException">USER.PASSWORD.</exception>
    public void SetPassword(Actor actor, string userId, string password)
    {
        UserAccount user = Find(userId) ?? throw Unknown();
        PasswordRules.Check(password, user.Name);
        Change(actor, userId, "user.password", "failed_tries = 0, locked_until = null, password_hash = @value", PasswordHash.Create(password), _ => "");
    }

    internal UserAccount Create(StoreScope scope, Actor actor, string name, string displayName, string password, Role roles)
    {
        name = Normalised(name);
        PasswordRules.Check(password, name);
        string id = Ulid.New(time.GetUtcNow());
        int rows = scope.Do("""
            insert into app_user (id, name, display_name, password_hash, roles, active, failed_tries, security_stamp, created_at, row_version)
            values (@id, @name, @shown, @hash, @roles, 1, 0, @stamp, @now, 1) on conflict (name) do nothing
            """, new
        {
            id, name, shown = displayName.Trim() is { Length: > 0 } text ? text : name, hash = PasswordHash.Create(password),
            roles = roles.ToString(), stamp = NewStamp(), now = time.GetUtcNow(),
        });
        if (rows == 0) throw new RefusedException("USER.EXISTS", $"There is an account {name} already. Choose another sign-in name.");
        audit.Append(scope, actor, "user.create", "user", id, $"{name}: {roles}");
        return Find(scope, id)!;
    }

    internal static UserAccount? Find(StoreScope scope, string userId) =>
        scope.Row<UserAccount>($"select {Columns} from app_user where id = @userId", new { userId });

    /// <summary>Names are compared without case: <c>Anna</c> and <c>anna</c> are one person.</summary>
    internal static string Normalised(string name)
    {
        name = name.Trim().ToLowerInvariant();
        bool good = name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@');
        return good ? name : throw new RefusedException("USER.NAME", $"A sign-in name has 1 to {LongestName} letters, digits or . - _ @.");
    }

    private void Change(Actor actor, string userId, string action, string set, object value, Func<UserAccount, string> summary) => database.Write(scope =>
    {
        UserAccount old = Find(scope, userId) ?? throw Unknown();
        scope.Do($"update app_user set {set}, security_stamp = @stamp, row_version = row_version + 1 where id = @userId",
            new { userId, value, stamp = NewStamp() });
        bool adminsLeft = scope.Rows<UserAccount>($"select {Columns} from app_user where active = 1").Any(u => u.Roles.HasFlag(Role.Admin));
        if (!adminsLeft && old.Roles.HasFlag(Role.Admin) && old.Active)
            throw new RefusedException("USER.LAST_ADMIN", "This is the last account that can manage accounts. Give another one the role Admin first.");
        audit.Append(scope, actor, action, "user", userId, summary(old));
    });

    private static string NewStamp() => Guid.NewGuid().ToString("n");

    private static RefusedException Unknown() => new("USER.UNKNOWN", "There is no such account.");
}

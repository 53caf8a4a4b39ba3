using System.Globalization;
using Dosimetry.Cases.Audit;
using Dosimetry.Cases.Store;

namespace Dosimetry.Cases.Security;

/// <summary>Checks passwords: locks an account for 15 min after 5 failures, and takes the same time whether the account exists or not.</summary>
public sealed class SignIn(Database database, AuditTrail audit, TimeProvider time)
{
    private const int MostFailures = 5;
    private static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);
    private static readonly string HashOfNobody = PasswordHash.Create(Guid.NewGuid().ToString());

    /// <summary>Signs in by name and password; leaves one audit entry either way.</summary>
    public SignInResult TryPassword(string name, string password)
    {
        Login? login = database.Read(scope => Read(scope, name.Trim().ToLowerInvariant()));
        // The slow hash runs outside the transaction, and for unknown names too, so that timing tells nothing.
        bool matches = PasswordHash.Matches(password, login?.PasswordHash ?? HashOfNobody);
        return database.Write(scope => login is null ? Unknown(scope) : Finish(scope, login.Id, matches));
    }

    private SignInResult Finish(StoreScope scope, string userId, bool matches)
    {
        DateTimeOffset now = time.GetUtcNow();
        // A change that changes nothing takes the row's lock: parallel guesses queue up here and cannot slip past the limit.
        scope.Do("update app_user set failed_tries = failed_tries where id = @userId", new { userId });
        UserAccount user = UserAccounts.Find(scope, userId)!;
        Actor actor = user.ToActor();
        if (!user.Active || user.LockedUntil > now) return Fail(scope, actor, userId, user.Active ? "locked" : "inactive");
        if (!matches) return Fail(scope, actor, userId, CountFailure(scope, userId, now));
        scope.Do("update app_user set failed_tries = 0, locked_until = null where id = @userId", new { userId });
        audit.Append(scope, actor, "session.sign-in", "user", userId, "password");
        return new SignInResult(user);
    }

    private static string CountFailure(StoreScope scope, string userId, DateTimeOffset now)
    {
        scope.Do("update app_user set failed_tries = failed_tries + 1 where id = @userId", new { userId });
        long tries = scope.Value<long>("select failed_tries from app_user where id = @userId", new { userId });
        if (tries >= MostFailures)
            scope.Do("update app_user set failed_tries = 0, locked_until = @until where id = @userId", new { userId, until = now + LockTime });
        return string.Create(CultureInfo.InvariantCulture, $"wrong password, try {tries}{(tries >= MostFailures ? ", locked for 15 min" : "")}");
    }

    private SignInResult Unknown(StoreScope scope)
    {
        // The name typed may be a password put into the wrong field: it is not kept.
        audit.Append(scope, Actor.System, "session.failed", "user", "", "unknown name");
        return new SignInResult((UserAccount?)null);
    }

    private SignInResult Fail(StoreScope scope, Actor actor, string userId, string reason)
    {
        audit.Append(scope, actor, "session.failed", "user", userId, reason);
        return new SignInResult((UserAccount?)null);
    }

    private static Login? Read(StoreScope scope, string name) => scope.Row<Login>("select id, password_hash from app_user where name = @name", new { name });

    private sealed record Login
    {
        public string Id { get; init; } = "";
        public string PasswordHash { get; init; } = "";
    }
}

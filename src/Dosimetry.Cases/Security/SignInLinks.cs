using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dosimetry.Cases.Audit;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Security;

/// <summary>
/// One-time sign-in links: 256 random bits, stored as a hash only, good for one use within 15 min. The first one, printed on the console, opens the page that
/// makes the first administrator; later ones sign in an account.
/// </summary>
public sealed class SignInLinks(Database database, UserAccounts users, AuditTrail audit, TimeProvider time)
{
    private const int TokenBytes = 32;
    /// <summary>How long a link is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>Makes a link and returns its token: the only time that it exists in the clear.</summary>
    /// <param name="actor">Who asked for it.</param>
    /// <param name="userId">Account to sign in; null = the right to make the first administrator.</param>
    public string Create(Actor actor, string? userId = null)
    {
        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        DateTimeOffset now = time.GetUtcNow();
        database.Write(scope =>
        {
            scope.Do("delete from sign_in_link where expires_at < @now", new { now });
            scope.Do("insert into sign_in_link (token_sha256, user_id, created_at, expires_at) values (@hash, @userId, @now, @until)",
                new { hash = Hash(token), userId, now, until = now + Lifetime });
            audit.Append(scope, actor, "link.create", "user", userId ?? "", userId is null ? "first administrator" : "sign-in link");
        });
        return token;
    }

    /// <summary>Looks without using up: true for a link that may still be used.</summary>
    public bool IsUsable(string token) => database.Read(scope => scope.Value<long>(
        "select count(*) from sign_in_link where token_sha256 = @hash and used_at is null and expires_at > @now",
        new { hash = Hash(token), now = time.GetUtcNow() }) == 1);

    /// <summary>True when the link gives the right to make the first administrator.</summary>
    public bool IsForFirstAdministrator(string token) => IsUsable(token) && users.IsEmpty() && database.Read(scope => scope.Value<long>(
        "select count(*) from sign_in_link where token_sha256 = @hash and user_id is null", new { hash = Hash(token) }) == 1);

    /// <summary>Uses a link up and signs its account in; null when it was used, has expired, never existed, or its account is off.</summary>
    public UserAccount? Redeem(string token) => database.Write(scope =>
    {
        string? userId = Use(scope, token) ? scope.Value<string>("select user_id from sign_in_link where token_sha256 = @hash", new { hash = Hash(token) }) : null;
        UserAccount? user = userId is null ? null : UserAccounts.Find(scope, userId);
        if (user is not { Active: true })
        {
            audit.Append(scope, Actor.System, "session.failed", "user", userId ?? "", "sign-in link not usable");
            return null;
        }
        audit.Append(scope, user.ToActor(), "session.sign-in", "user", user.Id, "one-time link");
        return user;
    });

    /// <summary>Uses the first link up and makes and signs in the first administrator, who is a physicist too. A refused password leaves the link usable.</summary>
    /// <exception cref="RefusedException">LINK.USED, or what <see cref="UserAccounts.Create(Actor, string, string, string, Role)"/> refuses.</exception>
    public UserAccount CreateFirstAdministrator(string token, string name, string displayName, string password) => database.Write(scope =>
    {
        bool good = Use(scope, token, onlyFirst: true) && scope.Value<long>("select count(*) from app_user") == 0;
        if (!good) throw new RefusedException("LINK.USED", "This link was used or has expired. Start the program again: it prints a new one.");
        UserAccount user = users.Create(scope, Actor.System, name, displayName, password, Role.Admin | Role.Physicist);
        audit.Append(scope, user.ToActor(), "session.sign-in", "user", user.Id, "first link");
        return user;
    });

    private bool Use(StoreScope scope, string token, bool onlyFirst = false) => scope.Do(
        $"update sign_in_link set used_at = @now where token_sha256 = @hash and used_at is null and expires_at > @now{(onlyFirst ? " and user_id is null" : "")}",
        new { hash = Hash(token), now = time.GetUtcNow() }) == 1;

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

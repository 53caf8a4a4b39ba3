using Dosimetry.Cases.Security;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Tests.Security;

[Trait("REQ", "A3")]
public sealed class SignInLinksTests : IDisposable
{
    private const string Good = "four words make sense";
    private readonly TestRecord _record = new();
    private SignInLinks Links => _record.Workspace.Links;

    public void Dispose() => _record.Dispose();

    [Fact]
    public void The_first_link_makes_the_first_administrator_once()
    {
        string token = Links.Create(Actor.System);
        Assert.True(Links.IsForFirstAdministrator(token));
        UserAccount made = Links.CreateFirstAdministrator(token, "anna", "Anna", Good);
        Assert.True(made.Roles.HasFlag(Role.Admin));
        Assert.False(Links.IsUsable(token));
        Assert.Equal("LINK.USED", Assert.Throws<RefusedException>(() => Links.CreateFirstAdministrator(token, "eve", "Eve", Good)).Finding.Code);
    }

    [Fact]
    public void Two_first_links_make_one_administrator()
    {
        string one = Links.Create(Actor.System), two = Links.Create(Actor.System);
        Links.CreateFirstAdministrator(one, "anna", "Anna", Good);
        Assert.False(Links.IsForFirstAdministrator(two));
        Assert.Throws<RefusedException>(() => Links.CreateFirstAdministrator(two, "eve", "Eve", Good));
        Assert.Single(_record.Workspace.Users.List());
    }

    [Fact]
    public void A_refused_password_leaves_the_link_usable()
    {
        string token = Links.Create(Actor.System);
        Assert.Throws<RefusedException>(() => Links.CreateFirstAdministrator(token, "anna", "Anna", "short"));
        Assert.True(Links.IsForFirstAdministrator(token));
    }

    [Fact]
    public void A_sign_in_link_works_once_within_fifteen_minutes()
    {
        string userId = _record.Workspace.Users.Create(Actor.System, "anna", "Anna", Good, Role.Physicist).Id;
        string token = Links.Create(Actor.System, userId), late = Links.Create(Actor.System, userId);
        _record.Time.Advance(TimeSpan.FromMinutes(14.9));
        Assert.Equal(userId, Links.Redeem(token)?.Id);
        Assert.Null(Links.Redeem(token));
        _record.Time.Advance(TimeSpan.FromMinutes(0.2));
        Assert.Null(Links.Redeem(late));
        Assert.Null(Links.Redeem("no such token"));
        Assert.Equal(3, _record.Workspace.Audit.List().Count(e => e.Action == "session.failed"));
    }

    [Fact]
    public void A_link_used_by_many_at_once_lets_one_in()
    {
        string userId = _record.Workspace.Users.Create(Actor.System, "anna", "Anna", Good, Role.Physicist).Id;
        string token = Links.Create(Actor.System, userId);
        int entered = 0;
        Parallel.For(0, 8, _ => { if (Links.Redeem(token) is not null) Interlocked.Increment(ref entered); });
        Assert.Equal(1, entered);
    }

    [Fact]
    public void A_sign_in_link_does_not_make_administrators_and_a_first_link_signs_nobody_in()
    {
        string first = Links.Create(Actor.System);
        Assert.Null(Links.Redeem(first));
        string userId = _record.Workspace.Users.Create(Actor.System, "anna", "Anna", Good, Role.Physicist).Id;
        string token = Links.Create(Actor.System, userId);
        Assert.Throws<RefusedException>(() => Links.CreateFirstAdministrator(token, "eve", "Eve", Good));
        Assert.True(Links.IsUsable(token));
    }

    [Fact]
    public void The_token_itself_is_not_stored()
    {
        string token = Links.Create(Actor.System);
        Assert.True(token.Length >= 43); // 256 bits in base 64
        Assert.DoesNotContain(token, _record.Workspace.Database.Read(s => s.Value<string>("select token_sha256 from sign_in_link")));
    }
}

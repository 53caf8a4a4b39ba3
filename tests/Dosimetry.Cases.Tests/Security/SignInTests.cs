using Dosimetry.Cases.Security;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Tests.Security;

public sealed class SignInTests : IDisposable
{
    private const string Good = "four words make sense";
    private readonly TestRecord _record = new();
    private UserAccount _anna;

    private readonly UserAccount _second;

    public SignInTests()
    {
        _anna = _record.Workspace.Users.Create(Actor.System, "Anna", "Anna A.", Good, Role.Physicist | Role.Admin);
        _second = _record.Workspace.Users.Create(Actor.System, "second", "", Good, Role.Admin);
    }

    public void Dispose() => _record.Dispose();

    [Fact, Trait("REQ", "A2")]
    public void The_right_password_signs_in_whatever_the_case_of_the_name()
    {
        SignInResult result = _record.Workspace.SignIn.TryPassword(" ANNA ", Good);
        Assert.Equal((_anna.Id, Role.Physicist | Role.Admin, true), (result.User!.Id, result.User.Roles, result.User.Active));
        Assert.Equal("session.sign-in", _record.Workspace.Audit.List(1).Single().Action);
    }

    [Fact, Trait("REQ", "R1")]
    public void A_failed_sign_in_leaves_one_entry_and_never_what_was_typed()
    {
        Assert.False(Try("wrong password 1").Succeeded);
        Assert.False(_record.Workspace.SignIn.TryPassword("my secret typed as name", "x").Succeeded);
        Assert.Equal(2, _record.Workspace.Audit.List().Count(e => e.Action == "session.failed"));
        Assert.DoesNotContain(_record.Workspace.Audit.List(), e => (e.Summary + e.EntityId + e.UserName).Contains("secret"));
    }

    [Fact, Trait("REQ", "A2")]
    public void Five_failures_lock_for_fifteen_minutes_even_for_the_right_password()
    {
        for (int i = 0; i < 5; i++) Assert.False(Try("wrong password 1").Succeeded);
        Assert.False(Try(Good).Succeeded);
        _record.Time.Advance(TimeSpan.FromMinutes(14.9));
        Assert.False(Try(Good).Succeeded);
        _record.Time.Advance(TimeSpan.FromMinutes(0.2));
        Assert.True(Try(Good).Succeeded);
    }

    [Fact, Trait("REQ", "A2")]
    public void A_success_between_failures_starts_the_count_again()
    {
        for (int i = 0; i < 4; i++) Try("wrong password 1");
        Assert.True(Try(Good).Succeeded);
        for (int i = 0; i < 4; i++) Try("wrong password 1");
        Assert.True(Try(Good).Succeeded);
    }

    [Theory, Trait("REQ", "A2")]
    [InlineData("short")]
    [InlineData("password1234")]
    [InlineData("PasswordPassword")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("anna is my name")]
    public void Weak_passwords_are_refused(string password)
    {
        var refused = Assert.Throws<RefusedException>(() => _record.Workspace.Users.SetPassword(TestRecord.Ben, _anna.Id, password));
        Assert.Equal("USER.PASSWORD", refused.Finding.Code);
    }

    [Fact, Trait("REQ", "A2")]
    public void Changing_roles_password_or_activity_ends_the_sessions()
    {
        var users = _record.Workspace.Users;
        foreach (Action change in (Action[])[
            () => users.SetRoles(TestRecord.Ben, _anna.Id, Role.ReadOnly), () => users.SetPassword(TestRecord.Ben, _anna.Id, "another good sentence"),
            () => users.SetActive(TestRecord.Ben, _anna.Id, false), () => users.SetActive(TestRecord.Ben, _anna.Id, true)])
        {
            _anna = users.Find(_anna.Id)!;
            change();
            Assert.Null(users.FindSession(_anna.Id, _anna.SecurityStamp));
        }
        Assert.NotNull(users.FindSession(_anna.Id, users.Find(_anna.Id)!.SecurityStamp));
        Assert.Contains("Physicist, Admin → ReadOnly", _record.Workspace.Audit.List().Single(e => e.Action == "user.roles").Summary);
    }

    [Fact]
    public void The_last_administrator_stays_one()
    {
        _record.Workspace.Users.SetRoles(TestRecord.Ben, _second.Id, Role.ReadOnly);
        foreach (Action change in (Action[])[
            () => _record.Workspace.Users.SetRoles(TestRecord.Ben, _anna.Id, Role.Physicist), () => _record.Workspace.Users.SetActive(TestRecord.Ben, _anna.Id, false)])
            Assert.Equal("USER.LAST_ADMIN", Assert.Throws<RefusedException>(change).Finding.Code);
        Assert.True(_record.Workspace.Users.Find(_anna.Id) is { Active: true } anna && anna.Roles.HasFlag(Role.Admin));
    }

    [Fact]
    public void An_inactive_account_cannot_sign_in()
    {
        _record.Workspace.Users.SetActive(TestRecord.Ben, _anna.Id, false);
        Assert.False(Try(Good).Succeeded);
    }

    [Fact]
    public void A_name_belongs_to_one_account()
    {
        var refused = Assert.Throws<RefusedException>(() => _record.Workspace.Users.Create(Actor.System, "anna", "", Good, Role.ReadOnly));
        Assert.Equal("USER.EXISTS", refused.Finding.Code);
    }

    [Fact]
    public void The_stored_password_is_not_the_password()
    {
        string stored = _record.Workspace.Database.Read(s => s.Value<string>("select password_hash from app_user where name = 'anna'"))!;
        Assert.StartsWith("pbkdf2-sha512$210000$", stored);
        Assert.DoesNotContain(Good, stored);
        Assert.NotEqual(stored, PasswordHash.Create(Good)); // salted
        Assert.True(PasswordHash.Matches(Good, stored));
    }

    private SignInResult Try(string password) => _record.Workspace.SignIn.TryPassword("anna", password);
}

using System.Net;
using Dosimetry.Cases;
using Dosimetry.Cases.Security;

namespace Dosimetry.Web.Tests.Hosting;

public sealed class SignInTests : IDisposable
{
    private const string Password = "four quiet lutetium words";
    private readonly WebHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    [Trait("REQ", "A3")]
    public async Task The_first_link_makes_the_administrator_once()
    {
        string link = _host.Record.Links.Create(Actor.System);
        using HttpClient client = _host.Stranger();
        using HttpResponseMessage opened = await client.GetAsync($"/signin?link={link}");
        Assert.Equal($"/setup?link={link}", opened.Target());

        using HttpResponseMessage made = await SetUpAsync(client, link, "anna");
        Assert.Equal("/cases", made.Target());
        Assert.Equal(Role.Admin | Role.Physicist, Assert.Single(_host.Record.Users.List()).Roles);

        using HttpClient second = _host.Stranger();
        string page = await second.GetStringAsync($"/setup?link={link}");
        Assert.Contains("was used or has expired", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("REQ", "A3")]
    public async Task A_weak_password_is_refused_and_the_link_stays_good()
    {
        string link = _host.Record.Links.Create(Actor.System);
        using HttpClient client = _host.Stranger();
        using HttpResponseMessage answer = await client.SubmitAsync($"/setup?link={link}",
            ("Input.Name", "anna"), ("Input.Password", "short"), ("Input.Again", "short"));
        Assert.Contains("12 to 256 characters", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(_host.Record.Links.IsForFirstAdministrator(link));
    }

    [Fact]
    [Trait("REQ", "A3")]
    public async Task Opening_a_link_does_not_use_it_up_but_signing_in_does()
    {
        string link = _host.Record.Links.Create(Actor.System, User().Id);
        using HttpClient preview = _host.Stranger();
        await preview.GetStringAsync($"/signin?link={link}");

        using HttpClient client = _host.Stranger();
        using HttpResponseMessage signedIn = await client.SubmitAsync($"/signin?link={link}&then=%2Fjobs");
        Assert.Equal("/jobs", signedIn.Target());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/cases")).StatusCode);

        using HttpClient thief = _host.Stranger();
        Assert.Contains("was used or has expired", await thief.GetStringAsync($"/signin?link={link}"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("REQ", "A2")]
    public async Task A_wrong_password_and_an_unknown_name_read_the_same()
    {
        User();
        Assert.Equal(await FailureAsync("anna", "not the password"), await FailureAsync("nobody", Password));
    }

    [Fact]
    [Trait("REQ", "A2")]
    public async Task A_session_ends_when_the_account_is_switched_off()
    {
        using HttpClient client = await _host.SignInAsync("berta");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/cases")).StatusCode);
        _host.Record.Users.SetActive(Actor.System, _host.Record.Users.List().Single().Id, false);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/cases")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_needs_the_token_and_ends_the_session()
    {
        using HttpClient client = await _host.SignInAsync("clara");
        Dictionary<string, string> form = await client.FormAsync("/cases", "form.who");
        client.DefaultRequestHeaders.Remove("RequestVerificationToken");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/signout", new FormUrlEncodedContent([]))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/cases")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostAsync("/signout", new FormUrlEncodedContent(form))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/cases")).StatusCode);
    }

    [Fact]
    [Trait("REQ", "A6")]
    public async Task Guessing_passwords_is_slowed_down()
    {
        using WebHost host = new(("Dosimetry:SignInsPerMinute", "3"));
        host.Record.Users.Create(Actor.System, "anna", "", Password, Role.Physicist);
        using HttpClient client = host.Stranger();
        List<HttpStatusCode> answers = [];
        for (int i = 0; i < 4; i++) answers.Add((await TryAsync(client, "anna", "not the password")).StatusCode);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers);
    }

    private UserAccount User() => _host.Record.Users.Create(Actor.System, "anna", "Anna", Password, Role.Physicist);

    private async Task<string> FailureAsync(string name, string password)
    {
        using HttpClient client = _host.Stranger();
        string page = await (await TryAsync(client, name, password)).Content.ReadAsStringAsync();
        return new AngleSharp.Html.Parser.HtmlParser().ParseDocument(page).QuerySelector("#failure")!.TextContent;
    }

    private static Task<HttpResponseMessage> TryAsync(HttpClient client, string name, string password) =>
        client.SubmitAsync("/signin", ("Input.Name", name), ("Input.Password", password));

    private static Task<HttpResponseMessage> SetUpAsync(HttpClient client, string link, string name) =>
        client.SubmitAsync($"/setup?link={link}", ("Input.Name", name), ("Input.Password", Password), ("Input.Again", Password));
}

using System.Net;
using System.Text.RegularExpressions;
using Dosimetry.Cases.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dosimetry.Web.Tests.Hosting;

public sealed class DefaultDenyTests : IDisposable
{
    private static readonly string[] Open = ["/health/live", "/health/ready", "/signin", "/setup", "/error"];
    private readonly WebHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    [Trait("REQ", "A1")]
    public void Only_the_named_pages_are_open_to_strangers() =>
        Assert.Equal(Open.Order(), Endpoints().Where(IsOpen).Select(Address).Where(IsPage).Distinct().Order());

    [Fact]
    [Trait("REQ", "A1")]
    public async Task Every_other_endpoint_turns_a_stranger_away()
    {
        using HttpClient stranger = _host.Stranger();
        List<string> entered = [];
        foreach (RouteEndpoint endpoint in Endpoints().Where(e => !IsOpen(e)))
        foreach (string method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET"])
        {
            using HttpResponseMessage answer = await stranger.SendAsync(new HttpRequestMessage(new HttpMethod(method), Address(endpoint)));
            bool turnedAway = answer.StatusCode == HttpStatusCode.Unauthorized
                || (answer.StatusCode == HttpStatusCode.Redirect && answer.Target()!.StartsWith("/signin?", StringComparison.Ordinal));
            if (!turnedAway) entered.Add($"{method} {Address(endpoint)}: {answer.StatusCode}");
        }
        Assert.Empty(entered);
    }

    [Theory]
    [Trait("REQ", "A1")]
    [InlineData(Role.ReadOnly)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Physician)]
    [InlineData(Role.Admin)]
    public async Task Only_a_physicist_may_upload(Role role)
    {
        using HttpClient client = await _host.SignInAsync("reader", role);
        using HttpResponseMessage answer = await client.PostAsync("/api/uploads", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    [Trait("REQ", "A1")]
    public async Task An_account_without_a_role_sees_nothing()
    {
        UserAccountWithoutRole();
        using HttpClient client = _host.Stranger();
        var user = _host.Record.Users.List().Single();
        using HttpResponseMessage signedIn = await client.SubmitAsync($"/signin?link={_host.Record.Links.Create(Cases.Actor.System, user.Id)}");
        using HttpResponseMessage answer = await client.GetAsync("/cases");
        Assert.StartsWith("/not-allowed?", answer.Target(), StringComparison.Ordinal);
    }

    private void UserAccountWithoutRole() => _host.Record.Users.Create(Cases.Actor.System, "nobody", "", "four quiet lutetium words", Role.None);

    private IEnumerable<RouteEndpoint> Endpoints() => _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static bool IsOpen(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    // Style sheets, scripts and fonts hold nothing of anybody.
    private static bool IsPage(string address) => !Path.HasExtension(address);

    private static string Address(RouteEndpoint endpoint) =>
        "/" + Regex.Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), @"\{[^}]*\}", match => match.Value.Contains(":int", StringComparison.Ordinal) ? "0" : "01ARZ3NDEKTSV4RRFFQ69G5FAV").TrimEnd('/');
}

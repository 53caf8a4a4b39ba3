using Dosimetry.Web.Hosting;
using Microsoft.AspNetCore.Http;

namespace Dosimetry.Web.Tests.Hosting;

public sealed class OriginCheckTests
{
    [Theory]
    [Trait("REQ", "A4")]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://127.0.0.1:5081", false)]
    [InlineData("https://127.0.0.1:5080", false)]
    [InlineData("http://evil.example", false)]
    [InlineData("null", false)]
    [InlineData("", false)]
    public void A_web_socket_needs_our_own_origin(string origin, bool allowed) => Assert.Equal(allowed, OriginCheck.Allows(Request("GET", origin), isWebSocket: true));

    [Fact]
    public void Reading_needs_no_origin_and_a_tool_without_one_may_write()
    {
        Assert.True(OriginCheck.Allows(Request("GET", "http://evil.example"), isWebSocket: false));
        Assert.True(OriginCheck.Allows(Request("POST", ""), isWebSocket: false));
    }

    private static HttpRequest Request(string method, string origin)
    {
        HttpRequest request = new DefaultHttpContext().Request;
        (request.Method, request.Scheme, request.Host, request.Headers.Origin) = (method, "http", new HostString("127.0.0.1", 5080), origin);
        return request;
    }
}

public sealed class WebSocketOriginTests : IDisposable
{
    private readonly WebHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    [Trait("REQ", "A4")]
    public async Task A_web_socket_of_another_site_is_refused()
    {
        Microsoft.AspNetCore.TestHost.WebSocketClient sockets = _host.Server.CreateWebSocketClient();
        sockets.ConfigureRequest = request => request.Headers.Origin = "http://evil.example";
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => sockets.ConnectAsync(new("ws://localhost/_blazor"), default));
        Assert.Contains("403", refusal.Message, StringComparison.Ordinal);
    }
}

using Dosimetry.Web.Configuration;

namespace Dosimetry.Web.Tests.Configuration;

public sealed class OptionsTests
{
    [Fact]
    [Trait("REQ", "O2")]
    public void Every_error_is_named_at_once()
    {
        WebOptions options = new() { Port = 70_000, Device = "tpu", DataFolder = "", Tool = "/no/such/file", Postgres = "nonsense", UploadsPerMinute = 0, IdleSignOut_h = double.NaN };
        IReadOnlyList<string> errors = OptionsCheck.Errors(options, ["http://0.0.0.0:80"]);
        foreach (string name in (string[])["--port", "--device", "--data", "--tool", "--postgres", "--urls", "UploadsPerMinute", "IdleSignOut_h"])
            Assert.Contains(errors, e => e.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("REQ", "A7")]
    public void An_unreadable_connection_string_is_not_repeated() =>
        Assert.DoesNotContain("hunter2", string.Concat(OptionsCheck.Errors(new() { Postgres = "Host=x;Password=hunter2;Nonsense=1" }, [])), StringComparison.Ordinal);

    [Theory]
    [Trait("REQ", "A3")]
    [InlineData("http://127.0.0.1:5080", false, true)]
    [InlineData("http://localhost:5080", false, true)]
    [InlineData("http://[::1]:5080", false, true)]
    [InlineData("http://0.0.0.0:5080", false, false)]
    [InlineData("http://*:5080", false, false)]
    [InlineData("http://+:5080", false, false)]
    [InlineData("http://10.0.0.4:5080", false, false)]
    [InlineData("http://hospital.example", false, false)]
    [InlineData("http://*:5080", true, true)]
    [InlineData("https://*:5443", false, true)]
    [InlineData("ftp://127.0.0.1", true, false)]
    [InlineData("nonsense", true, false)]
    public void Beyond_loopback_needs_tls_or_a_proxy(string address, bool behindProxy, bool accepted) =>
        Assert.Equal(accepted, ListenAddresses.Objection(address, behindProxy) is null);

    [Fact]
    public void Host_names_are_checked_only_where_nobody_else_can_listen()
    {
        Assert.Equal("localhost;127.0.0.1;[::1]", ListenAddresses.AllowedHosts(["http://127.0.0.1:0"]));
        Assert.Equal("*", ListenAddresses.AllowedHosts(["http://127.0.0.1:0", "https://*:443"]));
    }

    [Fact]
    public void Options_of_the_command_line_become_configuration() => Assert.Equal(
        ["--Dosimetry:Port=1", "--Dosimetry:DataFolder", "/x", "--Dosimetry:BehindProxy=true", "--environment", "Test"],
        CommandLine.ToConfiguration(["--port=1", "--data", "/x", "--behind-proxy", "--environment", "Test"]));
}

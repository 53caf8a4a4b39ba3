using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>The program as a process: what it prints, what it refuses, and what a second start finds. Needs no browser.</summary>
public sealed class StartTests
{
    [Fact]
    [Trait("REQ", "A3")]
    public async Task Beyond_loopback_without_tls_it_refuses_to_start_and_names_every_error()
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet",
            [TestFiles.WebProgram, "--urls", "http://0.0.0.0:0", "--device", "tpu", "--data", "/proc/version", "--tool", "/no/such/tool"]) { RedirectStandardError = true })!;
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(2, process.ExitCode);
        foreach (string option in (string[])["--urls", "--device", "--data", "--tool"]) Assert.Contains(option, errors, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("REQ", "A3")]
    public async Task A_start_after_the_first_signs_the_administrator_in_and_finds_the_record_as_it_was()
    {
        string data = Directory.CreateTempSubdirectory("dosimetry-web-").FullName;
        AppProcess first = await AppProcess.StartAsync(data);
        Assert.Contains("creates the first administrator", first.Output, StringComparison.Ordinal);
        Assert.StartsWith("http://127.0.0.1:", first.Address, StringComparison.Ordinal);
        using (HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new(first.Address) })
        {
            string page = first.Link.PathAndQuery.Replace("/signin", "/setup", StringComparison.Ordinal);
            await Hosting.Forms.SubmitAsync(client, page,
                ("Input.Name", "anna"), ("Input.Password", "four quiet lutetium words"), ("Input.Again", "four quiet lutetium words"));
        }
        await first.KillAsync();

        await using AppProcess second = await AppProcess.StartAsync(data);
        Assert.Contains("signs in anna", second.Output, StringComparison.Ordinal);
        using HttpClient health = new() { BaseAddress = new(second.Address) };
        JsonElement ready = await health.GetFromJsonAsync<JsonElement>("/health/ready");
        Assert.Equal("ready", ready.GetProperty("status").GetString());
    }
}

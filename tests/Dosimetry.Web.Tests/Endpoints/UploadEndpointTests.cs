using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Dosimetry.Cases;
using Dosimetry.Web.Tests.Hosting;

namespace Dosimetry.Web.Tests.Endpoints;

public sealed class UploadEndpointTests : IDisposable
{
    private readonly WebHost _host = new(("Dosimetry:Record:MaxFileBytes", "100000"), ("Dosimetry:Record:MaxUploadFiles", "5"), ("Dosimetry:UploadsPerMinute", "6"));

    public void Dispose() => _host.Dispose();

    [Fact]
    [Trait("REQ", "P4")]
    public async Task A_file_sent_twice_is_one_file_and_completing_twice_is_one_import()
    {
        using HttpClient client = await _host.SignInAsync();
        (string caseId, string upload) = await OpenAsync(client);
        byte[] bytes = RandomNumberGenerator.GetBytes(20_000);
        for (int i = 0; i < 2; i++) (await SendAsync(client, upload, 0, bytes)).EnsureSuccessStatusCode();
        string first = await CompleteAsync(client, upload), second = await CompleteAsync(client, upload);
        Assert.Equal(first, second);
        CaseFile file = Assert.Single(_host.Record.Cases.Files(caseId));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), file.Sha256);
        Assert.Single(_host.Record.Jobs.ListOfCase(caseId));
    }

    [Theory]
    [Trait("REQ", "U2")]
    [InlineData("../../../etc/passwd")]
    [InlineData("/abs/CT.dcm")]
    [InlineData("..\\..\\w.dcm")]
    [InlineData("C:x.dcm")]
    [InlineData("<img src=x onerror=alert(1)>.dcm")]
    [InlineData("a\0b.dcm")]
    public async Task A_hostile_name_is_text_and_never_a_path(string name)
    {
        using HttpClient client = await _host.SignInAsync();
        (string caseId, string upload) = await OpenAsync(client);
        string[] before = Names(Path.GetDirectoryName(_host.DataFolder)!);
        (await SendAsync(client, upload, 0, [1, 2, 3], name)).EnsureSuccessStatusCode();
        await CompleteAsync(client, upload);
        Assert.Equal(before, Names(Path.GetDirectoryName(_host.DataFolder)!));
        Assert.All(Directory.EnumerateFiles(_host.Record.Root.CaseFiles(caseId)), f => Assert.Matches("^[0-9a-f]{64}$", Path.GetFileName(f)));
        Assert.Equal(name.Replace("\0", "", StringComparison.Ordinal), Assert.Single(_host.Record.Cases.Files(caseId)).DisplayName);
    }

    [Fact]
    public async Task A_discarded_upload_leaves_nothing()
    {
        using HttpClient client = await _host.SignInAsync();
        (string caseId, string upload) = await OpenAsync(client);
        await SendAsync(client, upload, 0, new byte[1000]);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"/api/uploads/{upload}")).StatusCode);
        Assert.False(Directory.Exists(_host.Record.Root.Upload(upload)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(client, upload, 1, new byte[10])).StatusCode);
        Assert.Empty(_host.Record.Cases.Files(caseId));
    }

    [Fact]
    [Trait("REQ", "A6")]
    public async Task Bounds_of_size_and_number_are_said()
    {
        using HttpClient client = await _host.SignInAsync();
        (_, string upload) = await OpenAsync(client);
        Assert.Equal("UPLOAD.TOO_LARGE", await CodeAsync(await SendAsync(client, upload, 0, new byte[100_001])));
        Assert.Equal("UPLOAD.TOO_MANY_FILES", await CodeAsync(await SendAsync(client, upload, 5, new byte[10])));
        (await SendAsync(client, upload, 1, new byte[100_000])).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_file_that_changed_on_its_way_is_refused()
    {
        using HttpClient client = await _host.SignInAsync();
        (_, string upload) = await OpenAsync(client);
        using HttpRequestMessage request = Request(upload, 0, [1, 2, 3], "a.dcm");
        request.Headers.Add("X-Content-Sha256", new string('0', 64));
        Assert.Equal("UPLOAD.DAMAGED", await CodeAsync(await client.SendAsync(request)));
    }

    [Fact]
    [Trait("REQ", "A4")]
    public async Task Without_the_token_nothing_is_taken()
    {
        using HttpClient client = await _host.SignInAsync();
        (_, string upload) = await OpenAsync(client);
        client.DefaultRequestHeaders.Remove("RequestVerificationToken");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync("/api/uploads", new { caseId = "x" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(client, upload, 0, [1])).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync($"/api/uploads/{upload}/complete", null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.DeleteAsync($"/api/uploads/{upload}")).StatusCode);
    }

    [Fact]
    [Trait("REQ", "A1")]
    public async Task The_upload_of_another_person_is_unknown()
    {
        using HttpClient anna = await _host.SignInAsync("anna");
        using HttpClient berta = await _host.SignInAsync("berta");
        (_, string upload) = await OpenAsync(anna);
        Assert.Equal("UPLOAD.UNKNOWN", await CodeAsync(await SendAsync(berta, upload, 0, [1])));
        Assert.Equal("UPLOAD.UNKNOWN", await CodeAsync(await berta.DeleteAsync($"/api/uploads/{upload}")));
    }

    [Fact]
    [Trait("REQ", "A6")]
    public async Task Opening_too_many_uploads_in_a_minute_is_answered_429()
    {
        using HttpClient client = await _host.SignInAsync();
        string caseId = NewCase();
        HttpStatusCode last = default;
        for (int i = 0; i < 7; i++) last = (await client.PostAsJsonAsync("/api/uploads", new { caseId })).StatusCode;
        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    private string NewCase() => _host.Record.Cases.Create(Actor.System, "a case").Id;

    private async Task<(string CaseId, string Upload)> OpenAsync(HttpClient client)
    {
        string caseId = NewCase();
        using HttpResponseMessage answer = await client.PostAsJsonAsync("/api/uploads", new { caseId });
        answer.EnsureSuccessStatusCode();
        return (caseId, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string upload, int number, byte[] bytes, string name = "CT.dcm") =>
        client.SendAsync(Request(upload, number, bytes, name));

    private static HttpRequestMessage Request(string upload, int number, byte[] bytes, string name)
    {
        HttpRequestMessage request = new(HttpMethod.Post, $"/api/uploads/{upload}/{number}") { Content = new ByteArrayContent(bytes) };
        request.Headers.Add("X-File-Name", Uri.EscapeDataString(name));
        return request;
    }

    private static async Task<string> CompleteAsync(HttpClient client, string upload)
    {
        using HttpResponseMessage answer = await client.PostAsync($"/api/uploads/{upload}/complete", null);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobId").GetString()!;
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();

    // Folders of tests that run beside this one come and go; everything else must stay as it is.
    private static string[] Names(string folder) => [.. Directory.EnumerateFiles(folder).Where(f => f.EndsWith(".dcm", StringComparison.Ordinal) || f.EndsWith("passwd", StringComparison.Ordinal)).Order()];
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dosimetry.Cases;
using Dosimetry.Cases.Audit;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Security;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Web.Tests.Hosting;

namespace Dosimetry.Web.Tests.Endpoints;

/// <summary>Volumes and result files over HTTP: who may read them, which names exist, and what happens when the disk says something else than the record.</summary>
public sealed class CaseFileEndpointTests(CaseFileEndpointTests.OneHost one) : IClassFixture<CaseFileEndpointTests.OneHost>
{
    private const string Html = "<!doctype html><title>report</title>", Dose = "dose bytes 0123456789";
    private readonly WebHost _host = one.Host;

    /// <summary>One host for all tests here: each makes cases of its own.</summary>
    public sealed class OneHost : IDisposable
    {
        /// <summary>The application.</summary>
        public WebHost Host { get; } = new(("Dosimetry:SignInsPerMinute", "1000"));

        /// <inheritdoc/>
        public void Dispose() => Host.Dispose();
    }

    [Fact]
    [Trait("REQ", "A1")]
    public async Task A_stranger_gets_no_byte()
    {
        CaseResult result = NewResult();
        using HttpClient stranger = _host.Stranger();
        foreach (string address in (string[])[Address(result, "dose.nii.gz"), Address(result, "report.html"), Address(result, "dose.nii.gz?save=1"), Image(result.CaseId, "ct-1")])
        {
            using HttpResponseMessage answer = await stranger.GetAsync(address);
            Assert.True(answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Unauthorized, $"{address}: {answer.StatusCode}");
            Assert.DoesNotContain("bytes", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [Trait("REQ", "A1")]
    [InlineData(Role.ReadOnly)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Physician)]
    [InlineData(Role.Physicist)]
    public async Task Every_role_may_read(Role role)
    {
        CaseResult result = NewResult();
        using HttpClient client = await _host.SignInAsync($"reader-{role}", role);
        Assert.Equal(Dose, await client.GetStringAsync(Address(result, "dose.nii.gz")));
        Assert.Equal("voxels", await client.GetStringAsync(Image(result.CaseId, "ct-1")));
    }

    [Fact]
    public async Task A_result_is_found_under_its_own_case_only()
    {
        CaseResult mine = NewResult(), other = NewResult();
        using HttpClient client = await _host.SignInAsync($"anna-{Guid.NewGuid():n}");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, Address(mine, "dose.nii.gz")));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, $"/api/cases/{other.CaseId}/results/{mine.Id}/dose.nii.gz"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, $"/api/cases/01ARZ3NDEKTSV4RRFFQ69G5FAV/results/{mine.Id}/dose.nii.gz"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, Image("01ARZ3NDEKTSV4RRFFQ69G5FAV", "ct-1")));
    }

    [Theory]
    [Trait("REQ", "U2")]
    [InlineData("secret.txt")] // lies in the folder, stands in no manifest
    [InlineData("../secret.txt")]
    [InlineData("..%2f..%2fimport%2fimport.json")]
    [InlineData("%2e%2e/%2e%2e/%2e%2e/record.db")]
    [InlineData("..%5c..%5crecord.db")]
    [InlineData("%2fetc%2fpasswd")]
    [InlineData("dose.nii.gz%20")]
    [InlineData("")]
    [InlineData("DOSE.NII.GZ")]
    [InlineData("./dose.nii.gz/..")]
    public async Task Only_names_of_the_manifest_exist(string name)
    {
        CaseResult result = NewResult();
        File.WriteAllText(Path.Combine(result.Folder, "secret.txt"), "secret");
        using HttpClient client = await _host.SignInAsync($"anna-{Guid.NewGuid():n}");
        using HttpResponseMessage answer = await client.GetAsync($"/api/cases/{result.CaseId}/results/{result.Id}/{name}");
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{answer.StatusCode}");
        Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("REQ", "U2")]
    [InlineData("ct-2")]
    [InlineData("..%2fimport")]
    [InlineData("%2e%2e%2f%2e%2e%2frecord")]
    public async Task Only_series_of_the_import_exist(string series)
    {
        CaseResult result = NewResult();
        using HttpClient client = await _host.SignInAsync($"anna-{Guid.NewGuid():n}");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, $"/api/cases/{result.CaseId}/images/{series}.nii.gz"));
    }

    [Theory]
    [Trait("REQ", "D4")]
    [InlineData("dose bytes 0123456780")]
    [InlineData(null)]
    public async Task A_file_that_changed_or_went_is_refused_and_not_sent(string? now)
    {
        CaseResult result = NewResult();
        string path = Path.Combine(result.Folder, "dose.nii.gz");
        if (now is null) File.Delete(path); else File.WriteAllText(path, now);
        using HttpClient client = await _host.SignInAsync($"anna-{Guid.NewGuid():n}");
        foreach (string query in (string[])["", "?save=1"])
        {
            using HttpResponseMessage answer = await client.GetAsync(Address(result, "dose.nii.gz" + query));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Equal("STORE.FILE_CHANGED", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        }
        Assert.Empty(Exports(result));
    }

    [Fact]
    public async Task A_part_of_a_file_can_be_asked_for()
    {
        CaseResult result = NewResult();
        using HttpClient client = await _host.SignInAsync($"anna-{Guid.NewGuid():n}");
        using HttpRequestMessage request = new(HttpMethod.Get, Address(result, "dose.nii.gz")) { Headers = { Range = new RangeHeaderValue(5, 9) } };
        using HttpResponseMessage part = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("bytes", await part.Content.ReadAsStringAsync());
        Assert.Equal($"bytes 5-9/{Dose.Length}", part.Content.Headers.ContentRange!.ToString());
        using HttpRequestMessage beyond = new(HttpMethod.Get, Address(result, "dose.nii.gz")) { Headers = { Range = new RangeHeaderValue(500, null) } };
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await client.SendAsync(beyond)).StatusCode);
    }

    [Fact]
    [Trait("REQ", "A7")]
    public async Task Saving_a_file_leaves_an_entry_in_the_trail_and_looking_does_not()
    {
        CaseResult result = NewResult();
        using HttpClient client = await _host.SignInAsync("saver");
        await client.GetAsync(Address(result, "report.html"));
        Assert.Empty(Exports(result));
        using HttpResponseMessage saved = await client.GetAsync(Address(result, "report.html?save=1"));
        AuditEntry entry = Assert.Single(Exports(result));
        Assert.Equal(("saver", "case"), (entry.UserName, entry.Entity));
        Assert.Contains("report.html", entry.Summary, StringComparison.Ordinal);
        Assert.Equal("attachment", saved.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("application/octet-stream", saved.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    [Trait("REQ", "A4")]
    public async Task The_report_may_be_framed_by_our_pages_and_runs_no_script_and_nothing_else_may()
    {
        CaseResult result = NewResult();
        using HttpClient client = await _host.SignInAsync($"anna-{Guid.NewGuid():n}");
        string report = await PolicyAsync(client, Address(result, "report.html"));
        Assert.Contains("default-src 'none'", report, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'self'", report, StringComparison.Ordinal);
        Assert.DoesNotContain("script", report, StringComparison.Ordinal);
        foreach (string address in (string[])[Address(result, "report.html?save=1"), Address(result, "dose.nii.gz"), Address(result, "result.json"), Address(result, "gone.html"), Image(result.CaseId, "ct-1")])
            Assert.Contains("frame-ancestors 'none'", await PolicyAsync(client, address), StringComparison.Ordinal);
    }

    private IEnumerable<AuditEntry> Exports(CaseResult result) => _host.Record.Audit.List(entityId: result.CaseId).Where(e => e.Action == "result.export");

    private static async Task<string> PolicyAsync(HttpClient client, string address)
    {
        using HttpResponseMessage answer = await client.GetAsync(address);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        return Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address)
    {
        using HttpResponseMessage answer = await client.GetAsync(address);
        return answer.StatusCode;
    }

    private static string Address(CaseResult result, string name) => $"/api/cases/{result.CaseId}/results/{result.Id}/{name}";

    private static string Image(string caseId, string series) => $"/api/cases/{caseId}/images/{series}.nii.gz";

    /// <summary>A case with an import of one CT and a dose result of four files, as committed jobs leave them.</summary>
    private CaseResult NewResult()
    {
        string caseId = _host.Record.Cases.Create(Actor.System, "a case").Id;
        string import = _host.Record.Root.CaseImport(caseId);
        Directory.CreateDirectory(import);
        File.WriteAllText(Path.Combine(import, "ct.nii.gz"), "voxels");
        StudyFile.Write(new ImportedStudy(import, new ImportedPatient("P", null, null, null, null, null),
            [new ImportedSeries("ct-1", "CT", "ctNumber", "HU", "ct.nii.gz", [2, 2, 2], [1, 1, 1], new double[16], "1.2", "1.2", null, null, null, 2)], [], []));
        Insert(caseId, JobKinds.Import, import);
        string id = Insert(caseId, JobKinds.Dose, null, ("dose.nii.gz", Dose), ("report.html", Html), ("result.json", "{}"), ("dvh.csv", "region"));
        return _host.Record.Results.Find(caseId, id)!;
    }

    private string Insert(string caseId, string kind, string? folder, params (string Name, string Text)[] files)
    {
        string id = Dosimetry.Cases.Store.Ulid.New(DateTimeOffset.UtcNow);
        Dictionary<string, string> manifest = [];
        foreach ((string name, string text) in files)
        {
            string path = Path.Combine(Directory.CreateDirectory(folder ?? _host.Record.Root.CaseResult(caseId, id)).FullName, name);
            File.WriteAllText(path, text);
            manifest[name] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        }
        _host.Record.Database.Write(scope => scope.Do("""
            insert into case_result (id, case_id, kind, created_at, created_by, input_sha256, manifest, manifest_sha256)
            values (@id, @caseId, @kind, @now, 'anna', 'inputs', @manifest, '')
            """, new { id, caseId, kind, now = DateTimeOffset.UtcNow, manifest = JsonSerializer.Serialize(manifest, EngineJson.Options) }));
        return id;
    }
}

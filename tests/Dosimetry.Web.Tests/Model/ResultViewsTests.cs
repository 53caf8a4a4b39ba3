using System.Security.Cryptography;
using System.Text;
using Dosimetry.Cases;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Work;
using Dosimetry.Engine.Foundation;
using Dosimetry.TestSupport;
using Dosimetry.Web.Model;

namespace Dosimetry.Web.Tests.Model;

/// <summary>Documents of results as pages read them: damaged or foreign ones are refused by name, whole ones are read once.</summary>
public sealed class ResultViewsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CaseWorkspace _record;
    private readonly ResultViews _views;

    public ResultViewsTests()
    {
        _record = new CaseWorkspace(new CasesOptions { DataFolder = _folder.File("data"), CliProgram = TestFiles.FakeTool, DiskReserveBytes = 0 }, TimeProvider.System);
        _views = new ResultViews(_record.Results);
    }

    public void Dispose()
    {
        _record.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_document_is_read_once_and_kept()
    {
        CaseResult result = Result("""{ "regions": [], "spots": [], "findings": [], "physicalHalfLife_h": 159.5 }""");
        PreparedRegions regions = _views.Document<PreparedRegions>(result, PreparedFiles.Regions);
        Assert.Equal(159.5, regions.PhysicalHalfLife_h);
        Assert.Same(regions, _views.Document<PreparedRegions>(result, PreparedFiles.Regions));
    }

    [Theory]
    [InlineData("RESULT.NOT_READABLE", "no json")]
    [InlineData("RESULT.NOT_READABLE", "null")]
    [InlineData("RESULT.NOT_READABLE", "[1, 2]")]
    [InlineData("RESULT.NOT_READABLE", "")]
    public void What_cannot_be_read_is_refused_with_the_name_of_the_file(string code, string text)
    {
        RefusedException refused = Assert.Throws<RefusedException>(() => _views.Document<PreparedRegions>(Result(text), PreparedFiles.Regions));
        Assert.Equal(code, refused.Finding.Code);
        Assert.Contains(PreparedFiles.Regions, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_or_changed_is_refused()
    {
        CaseResult result = Result("{}");
        Assert.Equal("RESULT.NO_FILE", Assert.Throws<RefusedException>(() => _views.Document<PreparedRegions>(result, "engines.json")).Finding.Code);
        File.WriteAllText(Path.Combine(result.Folder, PreparedFiles.Regions), "{ }");
        Assert.Equal("STORE.FILE_CHANGED", Assert.Throws<RefusedException>(() => _views.Document<PreparedRegions>(result, PreparedFiles.Regions)).Finding.Code);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("{}")]
    [InlineData("""{ "schema": "something-else/9" }""")]
    public void A_foreign_report_is_refused_and_never_half_shown(string text) =>
        Assert.StartsWith("RE", Assert.Throws<RefusedException>(() => _views.Report(Result(text, "result.json"))).Finding.Code, StringComparison.Ordinal);

    private CaseResult Result(string text, string name = PreparedFiles.Regions)
    {
        string id = Dosimetry.Cases.Store.Ulid.New(DateTimeOffset.UtcNow), folder = Directory.CreateDirectory(_folder.File(id)).FullName;
        File.WriteAllText(Path.Combine(folder, name), text);
        return new CaseResult(id, id, JobKinds.Prepare, folder, default, "anna", "x", new Dictionary<string, string> { [name] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) });
    }
}

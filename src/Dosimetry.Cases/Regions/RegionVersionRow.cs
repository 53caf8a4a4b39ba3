using System.Text.Json;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Regions;

/// <summary>A version as it stands in the database.</summary>
internal sealed record RegionVersionRow
{
    private const string Columns = "case_id, version, parent, sha256, regions, note, created_at, created_by";

    public string CaseId { get; init; } = "";
    public long Version { get; init; }
    public long? Parent { get; init; }
    public string Sha256 { get; init; } = "";
    public string Regions { get; init; } = "";
    public string Note { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public string CreatedBy { get; init; } = "";

    public RegionVersion ToVersion() =>
        new(Version, Parent, Sha256, JsonSerializer.Deserialize<List<EditedRegion>>(Regions, EngineJson.Options)!, Note, CreatedAt, CreatedBy);

    public static RegionVersionRow? Find(StoreScope scope, string caseId, long version) =>
        scope.Row<RegionVersionRow>($"select {Columns} from region_version where case_id = @caseId and version = @version", new { caseId, version });

    public static IReadOnlyList<RegionVersionRow> Of(StoreScope scope, string caseId) =>
        scope.Rows<RegionVersionRow>($"select {Columns} from region_version where case_id = @caseId order by version desc", new { caseId });

    public static IReadOnlyList<RegionVersionRow> All(StoreScope scope) =>
        scope.Rows<RegionVersionRow>($"select {Columns} from region_version order by case_id, version");

    public static void Insert(StoreScope scope, string caseId, RegionVersion v) => scope.Do($"""
        insert into region_version ({Columns}) values (@caseId, @Version, @Parent, @Sha256, @regions, @Note, @CreatedAt, @CreatedBy)
        """, new { caseId, v.Version, v.Parent, v.Sha256, regions = JsonSerializer.Serialize(v.Regions, EngineJson.Options), v.Note, v.CreatedAt, v.CreatedBy });
}

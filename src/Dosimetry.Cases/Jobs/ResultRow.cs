using System.Text.Json;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Jobs;

/// <summary>A result as it stands in the database.</summary>
internal sealed record ResultRow
{
    private const string Columns = "id, case_id, kind, created_at, created_by, input_sha256, manifest";

    public string Id { get; init; } = "";
    public string CaseId { get; init; } = "";
    public string Kind { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public string CreatedBy { get; init; } = "";
    public string InputSha256 { get; init; } = "";
    public string Manifest { get; init; } = "";

    public IReadOnlyDictionary<string, string> Files() => JsonSerializer.Deserialize<Dictionary<string, string>>(Manifest, EngineJson.Options)!;

    /// <summary>The result of these inputs where there is one, else (<paramref name="orOlder"/>) the newest of its kind.</summary>
    public static ResultRow? Latest(StoreScope scope, string caseId, string kind, string? inputSha256, bool orOlder = false) => scope.Row<ResultRow>($"""
        select {Columns} from case_result where case_id = @caseId and kind = @kind and (@any = 1 or input_sha256 = @inputSha256)
        order by case when input_sha256 = @inputSha256 then 0 else 1 end, created_at desc, id desc limit 1
        """, new { caseId, kind, inputSha256 = inputSha256 ?? "", any = orOlder || inputSha256 is null ? 1 : 0 });

    public static ResultRow? Find(StoreScope scope, string caseId, string id) =>
        scope.Row<ResultRow>($"select {Columns} from case_result where case_id = @caseId and id = @id", new { caseId, id });

    public static IReadOnlyList<ResultRow> OfKind(StoreScope scope, string caseId, string kind, int count) => scope.Rows<ResultRow>(
        $"select {Columns} from case_result where case_id = @caseId and kind = @kind order by created_at desc, id desc limit @count", new { caseId, kind, count });

    public static IReadOnlyList<ResultRow> All(StoreScope scope) => scope.Rows<ResultRow>($"select {Columns} from case_result order by id");
}

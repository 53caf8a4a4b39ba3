using System.Text.Json;
using System.Text.Json.Nodes;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Settings;

/// <summary>One field that differs between two versions of a document: path, old and new as JSON text (null = absent).</summary>
public sealed record FieldChange(string Path, string? Old, string? New)
{
    /// <summary>As it stands in the audit trail.</summary>
    public override string ToString() => $"{Path}: {Old ?? "—"} → {New ?? "—"}";
}

/// <summary>Field-by-field comparison: shown when two people saved at once, and written to the audit trail.</summary>
public static class SettingsDiff
{
    /// <summary>Fields that differ, in document order. Lists count as one field.</summary>
    public static IReadOnlyList<FieldChange> Between(CaseSettings old, CaseSettings changed)
    {
        List<FieldChange> changes = [];
        Compare("", ToNode(old), ToNode(changed), changes);
        return changes;
    }

    private static JsonNode? ToNode(CaseSettings settings) => JsonSerializer.SerializeToNode(settings, EngineJson.Options);

    private static void Compare(string path, JsonNode? old, JsonNode? changed, List<FieldChange> changes)
    {
        if (JsonNode.DeepEquals(old, changed)) return;
        if (old is not (null or JsonObject) || changed is not (null or JsonObject) || (old is null && changed is null))
        {
            changes.Add(new FieldChange(path, Text(old), Text(changed)));
            return;
        }
        foreach (string key in Keys(old).Union(Keys(changed)))
            Compare(path.Length == 0 ? key : $"{path}.{key}", (old as JsonObject)?[key], (changed as JsonObject)?[key], changes);
    }

    private static IEnumerable<string> Keys(JsonNode? node) => node is JsonObject o ? o.Select(field => field.Key) : [];

    private static string? Text(JsonNode? node) => node?.ToJsonString(JsonSerializerOptions.Default);
}

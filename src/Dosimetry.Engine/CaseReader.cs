using System.Text.Json;
using System.Text.Json.Nodes;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine;

/// <summary>Reads and writes <c>case.json</c>: refuses values outside their range by name, and reports keys it does not know.</summary>
public static class CaseReader
{
    /// <summary>A description with what was noticed while reading it.</summary>
    public sealed record Reading(CaseDescription Case, IReadOnlyList<Finding> Findings);

    /// <summary>Reads a description.</summary>
    /// <exception cref="RefusedException">Not JSON, a value of the wrong kind, or a value outside its range (<c>CASE.*</c>).</exception>
    public static Reading Read(string json)
    {
        CaseDescription description = Parse(json);
        CaseRanges.Refuse(description);
        return new Reading(description, [.. UnknownKeys(json, description)]);
    }

    /// <summary>The description as JSON; <see cref="Read"/> gives the same record back.</summary>
    public static string Write(CaseDescription description) => JsonSerializer.Serialize(description, EngineJson.Options);

    private static CaseDescription Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<CaseDescription>(json, EngineJson.Options)
                ?? throw new RefusedException("CASE.EMPTY", "case.json holds nothing. Write at least {\"inputs\": {\"path\": \"…\"}}.");
        }
        catch (JsonException e)
        {
            string place = string.IsNullOrEmpty(e.Path) || e.Path == "$" ? "" : $" at \"{e.Path[2..]}\"";
            string line = e.LineNumber is { } n ? $" (line {n + 1})" : "";
            throw new RefusedException("CASE.NOT_READABLE",
                $"case.json cannot be read{place}{line}. Check the JSON there: numbers without quotes, times as 2026-03-02T09:00:00, texts in quotes.");
        }
    }

    /// <summary>What survives a round trip is known; a key that does not was misspelt or belongs to another program.</summary>
    private static IEnumerable<Finding> UnknownKeys(string json, CaseDescription description)
    {
        var lenient = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        JsonNode? written = JsonNode.Parse(json, documentOptions: lenient);
        JsonNode? known = JsonSerializer.SerializeToNode(description, EngineJson.Options);
        return Lost(written, known, "").Select(key => new Finding(Severity.Warning, "CASE.UNKNOWN_KEY",
            $"case.json: \"{key}\" is not a key this version knows, so it has no effect. Check its spelling."));
    }

    private static IEnumerable<string> Lost(JsonNode? written, JsonNode? known, string path)
    {
        if (written is not JsonObject a || known is not JsonObject b) yield break;
        foreach ((string key, JsonNode? value) in a)
        {
            if (value is null) continue;
            JsonNode? twin = b.FirstOrDefault(p => p.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value;
            if (twin is null) yield return path + key;
            else foreach (string inner in Lost(value, twin, $"{path}{key}.")) yield return inner;
        }
    }
}

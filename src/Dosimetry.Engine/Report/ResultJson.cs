using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Report;

/// <summary><c>result.json</c>: the report document as JSON, and the hash that ties paper and file together.</summary>
public static class ResultJson
{
    /// <summary>The document as JSON.</summary>
    public static string Write(ReportDocument document) => JsonSerializer.Serialize(document, EngineJson.Options);

    /// <summary>Reads a document back.</summary>
    /// <exception cref="RefusedException">The text is not a result of this layout.</exception>
    public static ReportDocument Read(string json)
    {
        try { return JsonSerializer.Deserialize<ReportDocument>(json, EngineJson.Options) ?? throw new JsonException("empty"); }
        catch (JsonException e) { throw new RefusedException("REPORT.NOT_READABLE", $"result.json cannot be read: {e.Message} Run the case again."); }
    }

    /// <summary>The document with its content hash: SHA-256 of the JSON without time stamps, timings and the hash itself.</summary>
    public static ReportDocument Seal(ReportDocument document) => document with { ContentHash = Hash(document) };

    /// <summary>True when the document is what was sealed.</summary>
    public static bool IsIntact(ReportDocument document) => document.ContentHash == Hash(document);

    private static string Hash(ReportDocument document)
    {
        ReportDocument timeless = document with
        {
            ContentHash = null,
            Timings_s = new Dictionary<string, double>(),
            Provenance = document.Provenance with { Created = "" },
        };
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Write(timeless))));
    }
}

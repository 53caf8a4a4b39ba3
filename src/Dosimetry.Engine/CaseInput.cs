using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dosimetry.Engine;

/// <summary>
/// One series of a case: in JSON a plain string (series id, series instance UID or path) or an object with the same in <c>series</c> or
/// <c>path</c> and, for files that carry no time, the hours after injection.
/// </summary>
[JsonConverter(typeof(CaseInputConverter))]
public sealed record CaseInput(string Reference, double? Time_h = null);

/// <summary>Reads both spellings, writes the shorter one.</summary>
internal sealed class CaseInputConverter : JsonConverter<CaseInput>
{
    private sealed record Long(string? Series, string? Path, double? Time_h);

    public override CaseInput Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return new CaseInput(reader.GetString()!);
        Long spelled = JsonSerializer.Deserialize<Long>(ref reader, options)!;
        string reference = spelled.Series ?? spelled.Path ?? throw new JsonException("An input names neither a series nor a path.");
        return new CaseInput(reference, spelled.Time_h);
    }

    public override void Write(Utf8JsonWriter writer, CaseInput value, JsonSerializerOptions options)
    {
        if (value.Time_h is null) writer.WriteStringValue(value.Reference);
        else JsonSerializer.Serialize(writer, new Long(value.Reference, null, value.Time_h), options);
    }
}

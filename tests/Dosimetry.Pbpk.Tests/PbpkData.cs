using System.Text.Json;

namespace Dosimetry.Pbpk.Tests;

/// <summary>JSON files of the independent implementation (tests/Data/pbpk).</summary>
internal static class PbpkData
{
    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Data", "pbpk", file);

    public static JsonElement Json(string name) => JsonDocument.Parse(File.ReadAllText(PathOf(name + ".json"))).RootElement;

    public static Dictionary<string, double> Numbers(this JsonElement parent, string name) =>
        parent.GetProperty(name).EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
}

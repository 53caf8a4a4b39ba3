using System.Globalization;
using System.Text.Json;

namespace Dosimetry.Engine.Foundation.Nifti;

/// <summary>Names of label numbers in a JSON file beside the label volume: <c>{"1": "kidney_left", …}</c>.</summary>
internal static class LabelNames
{
    public static IReadOnlyDictionary<int, string> Read(string volumePath, IEnumerable<int> used)
    {
        string? file = Candidates(volumePath).FirstOrDefault(File.Exists);
        Dictionary<int, string> names = file is null ? [] : Parse(file);
        foreach (int label in used)
            if (label != 0) names.TryAdd(label, string.Create(CultureInfo.InvariantCulture, $"label_{label}"));
        return names;
    }

    public static void Write(string volumePath, IReadOnlyDictionary<int, string> names) => File.WriteAllText(
        Candidates(volumePath).First(),
        JsonSerializer.Serialize(names.OrderBy(n => n.Key).ToDictionary(n => n.Key.ToString(CultureInfo.InvariantCulture), n => n.Value), EngineJson.Options));

    private static IEnumerable<string> Candidates(string volumePath)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(volumePath))!;
        string stem = Path.GetFileName(volumePath);
        foreach (string ending in (string[])[".gz", ".nii"])
            if (stem.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) stem = stem[..^ending.Length];
        return [Path.Combine(folder, stem + ".json"), Path.Combine(folder, "labels.json")];
    }

    private static Dictionary<int, string> Parse(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<int, string>>(File.ReadAllText(file), EngineJson.Options) ?? [];
        }
        catch (JsonException e)
        {
            throw new RefusedException("NIFTI.LABEL_NAMES", $"{Path.GetFileName(file)} is not of the form {{\"1\": \"kidney_left\"}}: {e.Message}", file);
        }
    }
}

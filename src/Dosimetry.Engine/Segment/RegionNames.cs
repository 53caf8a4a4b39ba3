using System.Globalization;
using System.Text.RegularExpressions;

namespace Dosimetry.Engine.Segment;

/// <summary>What a region name says: its class, its colour, the unions it belongs to. Names are the snake_case list of the product.</summary>
public static partial class RegionNames
{
    /// <summary>Everything inside the skin.</summary>
    public const string WholeBody = "whole_body";
    /// <summary>Whole body without the other regions.</summary>
    public const string Remainder = "remainder";
    /// <summary>Union of all lesions.</summary>
    public const string AllLesions = "lesions_all";
    /// <summary>Healthy part of an organ that a lesion touches.</summary>
    public const string WithoutLesions = "_without_lesions";
    /// <summary>An organ with the lesions in it.</summary>
    public const string WithLesions = "_with_lesions";
    private static readonly string[] LesionColours = ["#d62728", "#ff7f0e", "#e377c2", "#bcbd22", "#8c564b", "#f7436b"];

    private static readonly Dictionary<string, string[]> PartsOfUnion = new()
    {
        ["kidneys"] = ["kidney_left", "kidney_right"],
        ["salivary_glands"] = ["parotid_left", "parotid_right", "submandibular_left", "submandibular_right"],
    };

    private static readonly Dictionary<string, string> Colours = new()
    {
        ["kidney"] = "#1f77b4", ["parotid"] = "#17becf", ["submandibular"] = "#2ca9a0", ["lacrimal"] = "#76d7c4", ["liver"] = "#9467bd",
        ["spleen"] = "#7b68ee", ["bladder"] = "#f4d03f", ["small_bowel"] = "#58d68d", ["colon"] = "#45b39d", ["lung"] = "#aed6f1",
        ["red_marrow"] = "#922b21", ["skeleton"] = "#d5d8dc", ["heart"] = "#c0392b", ["prostate"] = "#ca6f1e", ["brain"] = "#f5cba7",
        [Remainder] = "#909497", [WholeBody] = "#616a6b",
    };

    /// <summary>Name of lesion <paramref name="number"/>: <c>lesion_001</c>.</summary>
    public static string Lesion(int number) => string.Create(CultureInfo.InvariantCulture, $"lesion_{number:D3}");

    /// <summary>Number of a lesion, or null when the name is no lesion's.</summary>
    public static int? LesionNumber(string name) =>
        LesionName().Match(name) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    /// <summary>Class of a region.</summary>
    public static RegionClass ClassOf(string name) => name switch
    {
        WholeBody or Remainder => RegionClass.Body,
        _ when name.StartsWith("lesion", StringComparison.Ordinal) || TumourName().IsMatch(name) => RegionClass.Lesion,
        _ => RegionClass.Organ,
    };

    /// <summary>Names that are computed from others and never drawn into the partition.</summary>
    public static bool IsComputed(string name) => name is WholeBody or Remainder or AllLesions || PartsOfUnion.ContainsKey(name);

    /// <summary>Name of the organ itself, without the ending that says how lesions were handled.</summary>
    public static string Organ(string name) =>
        name.EndsWith(WithoutLesions, StringComparison.Ordinal) ? name[..^WithoutLesions.Length]
        : name.EndsWith(WithLesions, StringComparison.Ordinal) ? name[..^WithLesions.Length] : name;

    /// <summary>Names that a union stands for; none where the name is no union's.</summary>
    public static IReadOnlyList<string> PartsOf(string union) => PartsOfUnion.GetValueOrDefault(union) ?? [];

    /// <summary>Unions with at least two parts among the names given, with the names of those parts.</summary>
    public static IEnumerable<(string Union, string[] Parts)> Unions(IReadOnlyCollection<string> names)
    {
        foreach (var (union, parts) in PartsOfUnion)
            if (names.Where(n => parts.Contains(Organ(n))).ToArray() is { Length: > 1 } present) yield return (union, present);
        string[] lesions = [.. names.Where(n => ClassOf(n) == RegionClass.Lesion)];
        if (lesions.Length > 1) yield return (AllLesions, lesions);
    }

    /// <summary>Colour as #rrggbb.</summary>
    public static string Colour(string name)
    {
        if (ClassOf(name) == RegionClass.Lesion) return LesionColours[((LesionNumber(name) ?? 1) - 1) % LesionColours.Length];
        string organ = Organ(name);
        return Colours.FirstOrDefault(c => organ.StartsWith(c.Key, StringComparison.Ordinal)).Value ?? "#82929e";
    }

    [GeneratedRegex(@"^lesion_(\d+)$")]
    private static partial Regex LesionName();
    [GeneratedRegex(@"^(tumou?r|gtv|metastas[ie]s)(_|\d|$)")]
    private static partial Regex TumourName();
}

using Dosimetry.Engine.Segment;

namespace Dosimetry.Cases.Planning;

/// <summary>A region and the organ of the model that it stands for; null = left out. <paramref name="Reason"/>: who decided, or why it is left out.</summary>
public sealed record MappedRegion(string Region, string? Organ, bool IsFitted, string Reason);

/// <summary>
/// Which region stands for which organ of the model: by name, unless a person decided otherwise. Kidneys and glands count left and right together; each of
/// the largest lesions is a tumour of its own, the others together are the rest of the tumour.
/// </summary>
public static class OrganMap
{
    /// <summary>Tumours with a parameter of their own: more make the fit slow and the PET does not tell them apart.</summary>
    public const int MostTumours = 4;
    /// <summary>The model's name for tumour that is not fitted by itself.</summary>
    public const string TumourRest = "TumorRest";
    /// <summary>Choice of a person: a tumour of its own, under the region's name.</summary>
    public const string OwnTumour = "own tumour";

    private static readonly Dictionary<string, string> ByName = new()
    {
        ["kidney"] = "Kidney", ["kidneys"] = "Kidney", ["parotid"] = "Parotid", ["submandibular"] = "Submandibular", ["lacrimal"] = "Lacrimal",
        ["liver"] = "Liver", ["spleen"] = "Spleen", ["prostate"] = "Prostate",
    };

    /// <summary>Organs whose uptake the model describes well enough to be fitted; the others give their volume only.</summary>
    private static readonly string[] Fitted = ["Kidney", "Parotid", "Submandibular"];

    /// <summary>What a person can choose for a region.</summary>
    public static IReadOnlyList<string> Choices { get; } = ["Kidney", "Parotid", "Submandibular", "Lacrimal", "Liver", "Spleen", "Prostate", OwnTumour, TumourRest];

    /// <summary>Whether the fit uses the activity of an organ.</summary>
    public static bool IsFitted(string organ) => Fitted.Contains(organ) || !ByName.ContainsValue(organ);

    /// <summary>Maps regions, given with class and volume (ml), in their order.</summary>
    public static IReadOnlyList<MappedRegion> Of(IReadOnlyList<(string Name, RegionClass Class, double Volume_ml)> regions, IReadOnlyDictionary<string, string> decided)
    {
        HashSet<string> largest = [.. regions.Where(r => r.Class == RegionClass.Lesion && !decided.ContainsKey(r.Name)).OrderByDescending(r => r.Volume_ml).Take(MostTumours).Select(r => r.Name)];
        return [.. regions.Where(r => r.Class is RegionClass.Organ or RegionClass.Lesion).Select(r => decided.TryGetValue(r.Name, out string? organ)
            ? Decided(r.Name, organ) : r.Class == RegionClass.Lesion ? Lesion(r.Name, largest) : Organ(r.Name))];
    }

    private static MappedRegion Decided(string region, string organ) =>
        organ.Length == 0 ? new MappedRegion(region, null, false, "left out by hand")
        : organ == OwnTumour ? new MappedRegion(region, region, true, "chosen by hand")
        : new MappedRegion(region, organ, IsFitted(organ), "chosen by hand");

    private static MappedRegion Lesion(string region, HashSet<string> largest) => largest.Contains(region)
        ? new MappedRegion(region, region, true, "one of the largest lesions")
        : new MappedRegion(region, TumourRest, true, "together with the other small lesions");

    private static MappedRegion Organ(string region)
    {
        string name = RegionNames.Organ(region).Replace("_left", "", StringComparison.Ordinal).Replace("_right", "", StringComparison.Ordinal);
        if (!ByName.TryGetValue(name, out string? organ)) return new MappedRegion(region, null, false, "the model has no such organ, or describes it too weakly");
        return new MappedRegion(region, organ, IsFitted(organ), IsFitted(organ) ? "by its name" : "by its name; volume only, the model is weak there");
    }
}

namespace Dosimetry.Engine.Segment;

/// <summary>
/// Why uptake in or near an organ is not counted as a lesion. <see cref="Reason"/> is the code shown to the user; <see cref="KeepsHotSpots"/>:
/// uptake well above the organ's own level stays on the list as uncertain (a liver metastasis is never removed silently).
/// Rules in order: the first organ that claims a voxel names the reason. Source: specification of physiological exclusion, distance 7 mm as in GTRC-Net.
/// </summary>
internal sealed record PhysiologicalRule(string Reason, bool KeepsHotSpots, params string[] Organs)
{
    /// <summary>Organs are grown by this much before they claim uptake: blur carries their activity outside.</summary>
    public const double Margin_mm = 7;
    /// <summary>A hot spot in liver or spleen starts at this multiple of the organ's median SUV.</summary>
    public const double HotSpotRatio = 1.5;

    public ComponentClass Class { get; init; } = ComponentClass.Physiological;

    /// <summary>A spot on a lesion that somebody drew is that lesion, not a second one.</summary>
    public static PhysiologicalRule AlreadyDrawn(IEnumerable<string> regions) =>
        new("already_drawn", false, [.. regions.Where(n => RegionNames.ClassOf(n) == RegionClass.Lesion)]) { Class = ComponentClass.Uncertain };

    public static IReadOnlyList<PhysiologicalRule> All { get; } =
    [
        new("kidney", false, "kidney_left", "kidney_right", "kidneys"),
        new("urinary_tract", false, "bladder", "ureter_left", "ureter_right", "urethra"),
        new("salivary", false, "parotid_left", "parotid_right", "submandibular_left", "submandibular_right", "salivary_glands"),
        new("lacrimal", false, "lacrimal_left", "lacrimal_right"),
        new("gallbladder", false, "gallbladder"),
        new("bowel", false, "small_bowel", "duodenum", "colon", "stomach"),
        new("liver", true, "liver"),
        new("spleen", true, "spleen"),
    ];
}

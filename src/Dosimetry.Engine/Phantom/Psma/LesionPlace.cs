namespace Dosimetry.Engine.Phantom.Psma;

/// <summary>
/// A kind of place for a lesion: it starts from a voxel of an anchor region, goes up to a distance away from it, and keeps to the host tissue.
/// <paramref name="Weight"/>: how often it is drawn.
/// </summary>
internal sealed record LesionPlace(
    LesionSite Site, string Name, string[] Anchors, double From_mm, double To_mm, string[] Hosts, double Largest_mm, double Weight)
{
    private static readonly string[] Filler = ["adipose", "muscle"];

    /// <summary>
    /// Where prostate cancer goes; the last nodes lie on purpose where uptake of bladder, kidney or ureter hides them. Weights chosen: bone and nodes most
    /// often, viscera seldom.
    /// </summary>
    public static IReadOnlyList<LesionPlace> All { get; } =
    [
        new(LesionSite.Bone, "bone", ["skeleton"], 0, 0, ["skeleton"], 60, 10),
        new(LesionSite.Node, "node beside large vessels", ["aorta", "blood_pool"], 6, 28, Filler, 36, 6),
        new(LesionSite.Node, "node near the bladder", ["bladder"], 8, 22, Filler, 18, 1.5),
        new(LesionSite.Node, "node near a kidney", ["kidney_left", "kidney_right"], 8, 22, Filler, 18, 1),
        new(LesionSite.Node, "node near a ureter", ["ureter_left", "ureter_right"], 5, 15, Filler, 16, 1),
        new(LesionSite.Visceral, "liver", ["liver"], 0, 0, ["liver"], 60, 1.5),
        new(LesionSite.Visceral, "lung", ["lung_left", "lung_right"], 0, 0, ["lung_left", "lung_right"], 25, 0.7),
        new(LesionSite.SoftTissue, "soft tissue", ["muscle"], 0, 0, ["muscle"], 35, 0.7),
        new(LesionSite.SoftTissue, "peritoneum", ["small_bowel", "colon"], 2, 12, ["adipose"], 30, 0.5),
        new(LesionSite.Local, "prostate", ["prostate"], 0, 0, ["prostate"], 24, 2.5),
    ];
}

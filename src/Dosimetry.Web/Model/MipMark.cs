using Dosimetry.Cases.Work;

namespace Dosimetry.Web.Model;

/// <summary>A place marked on the projection, RAS+ mm.</summary>
public sealed record MipMark(double[] Mm, string Name, string Colour, bool Dashed)
{
    private const string Excluded = "#7a7a7a";

    /// <summary>Lesions of a preparation, and the spots that are none (dashed, grey).</summary>
    public static IReadOnlyList<MipMark> Of(PreparedRegions regions) =>
    [
        .. regions.Regions.Where(r => r is { Class: "lesion", Label: not null, Centre_mm: not null }).Select(r => new MipMark(r.Centre_mm!, r.Name, r.Colour, false)),
        .. regions.Spots.Where(s => s.Class != "lesion").Select(s => new MipMark(s.Centre_mm, s.Id, Excluded, true)),
    ];
}

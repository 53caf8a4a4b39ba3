using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment.Organs;

namespace Dosimetry.Engine.Segment;

/// <summary>
/// Spots that only a person can judge while the organs are those of the automatic finder, which finds no bowel, heart or vessels: they are set to
/// uncertain with the reason, stay on the list, and become lesions with one click.
/// <c>faint_uptake</c>: maximum below twice the threshold of the search (blood pool, noise at the edges of organs).
/// <c>possible_bowel</c>: soft tissue in front of the kidneys, between the liver's top and the pelvic brim.
/// Source: chosen on virtual patients (seeds 101, 104, 107), where nearly all invented lesions were of these two kinds.
/// Validity: supine patient, kidneys found. Neglected: peritoneal lesions and faint metastases wait for a person as well.
/// </summary>
internal static class DoubtfulUptake
{
    private const double FaintShare = 2, BoneFrom_HU = 150, InFrontOfKidneys_mm = 15, BelowKidneys_mm = 120;

    /// <summary>The spots with the doubtful ones set to uncertain; unchanged where a person or another program drew the organs.</summary>
    public static IReadOnlyList<LesionComponent> Judge(IReadOnlyList<LesionComponent> spots, IReadOnlyList<DrawnRegion> drawn, ThresholdMethod method)
    {
        if (drawn.All(d => d.Origin != FoundOrgans.Origin)) return spots;
        Func<LesionComponent, bool> bowel = BowelPlace(drawn);
        int next = 1 + spots.Count(c => c.Class != ComponentClass.Lesion);
        LesionComponent Uncertain(LesionComponent c, string reason) => c with { Id = FormattableString.Invariant($"spot_{next++:D3}"), Class = ComponentClass.Uncertain, Reason = reason };
        return [.. spots.Select(c => c.Class != ComponentClass.Lesion ? c
            : c.SuvMax < FaintShare * method.SeedSuv ? Uncertain(c, "faint_uptake")
            : bowel(c) ? Uncertain(c, "possible_bowel") : c)];
    }

    private static Func<LesionComponent, bool> BowelPlace(IReadOnlyList<DrawnRegion> drawn)
    {
        Vector3D[] kidneys = [.. drawn.Where(d => d.Name is "kidney_left" or "kidney_right").Select(d => d.Shape.Box_mm()).Select(b => 0.5 * (b.Low + b.High))];
        if (kidneys.Length == 0) return _ => false;
        double front_mm = kidneys.Average(k => k.Y) + InFrontOfKidneys_mm, bottom_mm = kidneys.Average(k => k.Z) - BelowKidneys_mm;
        double top_mm = drawn.FirstOrDefault(d => d.Name == "liver")?.Shape.Box_mm().High.Z ?? kidneys.Max(k => k.Z) + BelowKidneys_mm;
        return c => c.HuMean is not >= BoneFrom_HU && c.Centroid_mm[1] > front_mm && c.Centroid_mm[2] > bottom_mm && c.Centroid_mm[2] < top_mm;
    }
}

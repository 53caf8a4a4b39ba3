using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;
using static Dosimetry.Engine.Tests.Segment.Shapes;

namespace Dosimetry.Engine.Tests.Segment;

/// <summary>Tumour burden by a rule of its own; qPSMA-type thresholds by bone and liver.</summary>
public sealed class BurdenTests
{
    private static readonly Grid Pet = Cube(48, 3);

    [Fact]
    public void Qpsma_uses_3_in_bone_and_the_livers_own_spread_elsewhere()
    {
        // Liver of SUV 5 without spread: soft tissue from 4.30 / 5 * 5 = 4.3. Spots of SUV 4: counted in bone, not in soft tissue.
        Volume<Suv> suv = Balls(Pet, 0.5f, (new(0, 0, 0), 20, 5), (new(50, 0, 0), 9, 4), (new(-50, 0, 0), 9, 4), (new(0, 50, 0), 9, 4.5f));
        float[] hu = Balls(Pet, 40, (new(50, 0, 0), 9, 400)).Values;
        var organs = new Dictionary<string, RegionShape> { ["liver"] = Sphere(18, 2) };
        IReadOnlyList<LesionComponent> found = [.. LesionFinder.Find(suv, organs, ThresholdMethod.Parse("qpsma"), 1, hu).Where(c => c.Class == ComponentClass.Lesion)];
        Assert.Equal(2, found.Count);
        Assert.Contains(found, c => c.Centroid_mm[0] > 45 && c.HuMean > 350);
        Assert.Contains(found, c => c.Centroid_mm[1] > 45 && c.HuMean < 50);
    }

    [Fact]
    public void Qpsma_without_liver_or_ct_is_refused_with_the_cure()
    {
        Volume<Suv> suv = Balls(Pet, 0.5f, (new(0, 0, 0), 20, 5));
        RefusedException noCt = Assert.Throws<RefusedException>(() => LesionFinder.Find(suv, new Dictionary<string, RegionShape>(), ThresholdMethod.Parse("qpsma")));
        RefusedException noLiver = Assert.Throws<RefusedException>(() => LesionFinder.Find(suv, new Dictionary<string, RegionShape>(), ThresholdMethod.Parse("qpsma"), 1, new float[Pet.Count]));
        Assert.Equal(("SEGMENT.NO_CT", "SEGMENT.NO_LIVER"), (noCt.Finding.Code, noLiver.Finding.Code));
    }

    [Fact]
    public void Burden_counts_lesions_by_rule_and_by_word_and_leaves_out_what_a_person_rejected()
    {
        Volume<Suv> suv = Balls(Pet, 0.5f, (new(40, 0, 0), 10, 10), (new(-40, 0, 0), 12, 6), (new(0, 45, 0), 10, 8));
        IReadOnlyList<LesionComponent> found = LesionFinder.Find(suv, new Dictionary<string, RegionShape>(), ThresholdMethod.Suv3);
        LesionComponent[] decided = [.. found.Select(c => c.SuvMax == 8 ? c with { Class = ComponentClass.Physiological, Reason = "rejected_by_user" } : c)];
        Burden burden = BurdenMask.Of(found, decided, suv, ThresholdMethod.Suv3);
        double expected = found.Where(c => c.SuvMax != 8).Sum(c => c.Volume_ml);
        Assert.Equal(2, burden.Lesions);
        Assert.Equal(expected, burden.Volume_ml, 9);
        Assert.Equal(10, burden.SuvMax);
        Assert.Equal(burden.Volume_ml * burden.SuvMean, burden.TotalUptake_SUV_ml, 9);
        Assert.Equal(found.Where(c => c.SuvMax != 8).Sum(c => c.Volume_ml * c.SuvMean), burden.TotalUptake_SUV_ml, 6);
    }
}

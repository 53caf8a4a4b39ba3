using Dosimetry.Cases.Planning;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Cases.Tests.Planning;

public sealed class OrganMapTests
{
    [Fact]
    public void Both_sides_are_one_organ_and_small_lesions_are_the_rest()
    {
        (string, RegionClass, double)[] lesions = [.. Enumerable.Range(1, 7).Select(n => ($"lesion_{n:D3}", RegionClass.Lesion, (double)n))];
        IReadOnlyList<MappedRegion> map = OrganMap.Of([("kidney_left", RegionClass.Organ, 150), ("kidney_right", RegionClass.Organ, 160), ("liver_without_lesions", RegionClass.Organ, 1500), ("aorta", RegionClass.Organ, 60), ("remainder", RegionClass.Body, 9e4), .. lesions], new Dictionary<string, string>());
        Assert.Equal(["Kidney", "Kidney", "Liver", null, "TumorRest", "TumorRest", "TumorRest", "lesion_004", "lesion_005", "lesion_006", "lesion_007"], map.Select(m => m.Organ));
        Assert.False(map.Single(m => m.Region == "liver_without_lesions").IsFitted); // the model is weak there
        Assert.True(map.Single(m => m.Region == "lesion_001").IsFitted);
        Assert.DoesNotContain(map, m => m.Region == "remainder");
    }

    [Fact]
    public void A_person_has_the_last_word()
    {
        IReadOnlyList<MappedRegion> map = OrganMap.Of([("kidney_left", RegionClass.Organ, 150), ("niere", RegionClass.Organ, 150), ("lesion_001", RegionClass.Lesion, 5)],
            new Dictionary<string, string> { ["kidney_left"] = "", ["niere"] = "Kidney", ["lesion_001"] = OrganMap.TumourRest });
        Assert.Equal([null, "Kidney", "TumorRest"], map.Select(m => m.Organ));
        Assert.All(map, m => Assert.Contains("by hand", m.Reason, StringComparison.Ordinal));
    }
}

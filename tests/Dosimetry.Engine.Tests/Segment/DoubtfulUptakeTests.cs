using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;
using Dosimetry.Engine.Segment.Organs;
using static Dosimetry.Engine.Tests.Segment.Shapes;

namespace Dosimetry.Engine.Tests.Segment;

/// <summary>With organs of the automatic finder faint spots and spots where the bowel lies wait for a person; with drawn organs they do not.</summary>
public sealed class DoubtfulUptakeTests
{
    private static readonly Grid Pet = Cube(64, 4);
    // A kidney at (60, -40, 0) and spots: bowel place, behind the kidneys' plane, in front but bone, above the liver, faint.
    private static readonly Volume<Suv> Suv = Balls(Pet, 0.5f, (new(0, 20, 0), 9, 20), (new(0, -60, 0), 9, 21), (new(-60, 20, 0), 9, 22), (new(0, 20, 110), 9, 23), (new(-60, -60, 60), 9, 4));
    private static readonly float[] Hu = Balls(Pet, 40, (new(-60, 20, 0), 9, 400)).Values;

    [Fact]
    public void Only_doubtful_spots_wait_and_nothing_is_lost()
    {
        IReadOnlyList<LesionComponent> found = Find(), judged = DoubtfulUptake.Judge(found, Organs(FoundOrgans.Origin), ThresholdMethod.Suv3);
        Assert.Equal(found.Count, judged.Count);
        Assert.Equal("possible_bowel", Spot(judged, 20).Reason);
        Assert.Equal("faint_uptake", Spot(judged, 4).Reason);
        Assert.All((double[])[21, 22, 23], max => Assert.Equal(ComponentClass.Lesion, Spot(judged, max).Class));
        Assert.Equal(judged.Count, judged.Select(c => c.Id).Distinct().Count());
        Assert.Equal(["spot_001", "spot_002"], judged.Where(c => c.Class == ComponentClass.Uncertain).Select(c => c.Id).Order());
    }

    [Fact]
    public void Where_a_person_drew_the_organs_every_spot_keeps_its_class() =>
        Assert.All(DoubtfulUptake.Judge(Find(), Organs("RTSTRUCT"), ThresholdMethod.Suv3), c => Assert.Equal(ComponentClass.Lesion, c.Class));

    private static IReadOnlyList<LesionComponent> Find() => LesionFinder.Find(Suv, new Dictionary<string, RegionShape>(), ThresholdMethod.Suv3, 1, Hu);

    private static LesionComponent Spot(IReadOnlyList<LesionComponent> of, double max) => of.Single(c => c.SuvMax == max);

    private static DrawnRegion[] Organs(string origin) =>
        [new("kidney_left", origin, Box(new(50, -50, -40), 20, 20, 80)), new("liver", origin, Box(new(-80, -20, 20), 40, 40, 60))];

    private static MaskShape Box(Vector3D corner, int x_mm, int y_mm, int z_mm)
    {
        Grid grid = new(x_mm, y_mm, z_mm, Affine.Diagonal(new(1, 1, 1), corner));
        return new MaskShape(grid, [.. Enumerable.Repeat(1f, grid.Count)]);
    }
}

using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Report.Contours;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Tests.Report.Contours;

public class RegionContoursTests
{
    private static readonly Grid Grid = new(24, 20, 6, Affine.Diagonal(new(4, 4, 5), new(-50, -40, 10)));

    private static Region Of(Func<Vector3D, double> weight)
    {
        var voxels = Enumerable.Range(0, Grid.Count).Select(n => (n, Weight: weight(Position(n)))).Where(v => v.Weight > 0).ToArray();
        return new Region("r", RegionClass.Organ, [.. voxels.Select(v => v.n)], [.. voxels.Select(v => (float)v.Weight)], "test", "#000000");
    }

    private static Vector3D Position(int n)
    {
        (int i, int j, int k) = Grid.Voxel(n);
        return Grid.Affine.Apply(i, j, k);
    }

    /// <summary>Volume of planar contours: shoelace area times slice distance.</summary>
    private static double Volume_ml(IEnumerable<PlanarContour> contours) => contours.Sum(c =>
    {
        double twice = 0;
        for (int n = 0; n < c.Points_mm.Count; n++)
        {
            (Vector3D a, Vector3D b) = (c.Points_mm[n], c.Points_mm[(n + 1) % c.Points_mm.Count]);
            twice += a.X * b.Y - b.X * a.Y;
        }
        return Math.Abs(twice / 2) * Grid.Spacing_mm.Z / 1000;
    });

    /// <summary>Ellipsoids of any size and place, with soft edges as partial voxels have them.</summary>
    [Fact]
    public void Any_region_keeps_its_volume() => Prop.ForAll<PositiveInt, PositiveInt, int>((across, along, shift) =>
    {
        Vector3D radii = new(1 + across.Get % 30, 1 + along.Get % 30, 8), centre = new(shift % 12 * 0.7, shift % 9, 20);
        Region region = Of(p => 0.5 + (1 - new Vector3D((p.X - centre.X) / radii.X, (p.Y - centre.Y) / radii.Y, (p.Z - centre.Z) / radii.Z).Length) * radii.X / 4 is var w && w > 1 ? 1 : w);
        return Math.Abs(Volume_ml(RegionContours.Of(region, Grid)) - region.Volume_ml(Grid)) <= 0.01 * region.Volume_ml(Grid);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_single_faint_voxel_keeps_its_volume()
    {
        Region region = new("r", RegionClass.Lesion, [Grid.Index(5, 5, 2)], [0.3f], "test", "#000000");
        Assert.Equal(0.3 * Grid.VoxelVolume_ml, Volume_ml(RegionContours.Of(region, Grid)), 4);
    }

    [Fact]
    public void A_ring_becomes_one_contour_with_a_channel_and_the_right_volume()
    {
        Region ring = Of(p => new Vector3D(p.X, p.Y, 0).Length is > 12 and < 30 ? 1 : 0);
        IReadOnlyList<PlanarContour> contours = RegionContours.Of(ring, Grid);
        Assert.Equal(Grid.Nz, contours.Count);
        Assert.Equal(ring.Volume_ml(Grid), Volume_ml(contours), 0.01 * ring.Volume_ml(Grid));
    }

    [Fact]
    public void Points_lie_in_the_plane_of_their_slice()
    {
        Region ball = Of(p => (p - new Vector3D(0, 0, 20)).Length < 14 ? 1 : 0);
        foreach (PlanarContour contour in RegionContours.Of(ball, Grid))
            Assert.All(contour.Points_mm, p => Assert.Equal(10 + 5 * contour.Slice, p.Z, 9));
    }
}

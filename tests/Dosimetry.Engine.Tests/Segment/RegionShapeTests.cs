using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;
using static Dosimetry.Engine.Tests.Segment.Shapes;

namespace Dosimetry.Engine.Tests.Segment;

/// <summary>Volumes of drawn shapes on grids that do not fit them.</summary>
public sealed class RegionShapeTests
{
    /// <summary>A straight edge along x lies between two of the ten lines of a voxel: at most half a line (0.19 mm of 20 to 40 mm) at each edge.</summary>
    private const double LineError = 0.009;

    [Theory]
    [InlineData(24, 3)]
    [InlineData(24, 4.42)]
    [InlineData(8, 4.42)] // a lesion of 2 ml on SPECT voxels
    [InlineData(8, 9)]    // less than two voxels across
    public void A_sphere_keeps_its_volume_on_any_voxel_size(double radius_mm, double voxel_mm)
    {
        double volume_ml = Volume_ml(Sphere(radius_mm, 1), Cube(24, voxel_mm));
        // Planes 1 mm apart read as slabs overestimate a sphere by (step²)/(8 r²)·…: 0.4 % for the small one.
        Assert.Equal(SphereVolume_ml(radius_mm), volume_ml, 0.006 * SphereVolume_ml(radius_mm));
    }

    [Fact]
    public void A_square_is_exact_and_its_slab_ends_half_way_to_the_next_plane()
    {
        ContourShape box = new([Square(10, 0), Square(10, 3), Square(10, 6)]);
        Assert.Equal(20 * 20 * 9 / 1000.0, Volume_ml(box, Cube(20, 3.7)), LineError * 3.6);
    }

    [Fact]
    public void A_gap_between_planes_is_a_gap()
    {
        ContourShape twoBoxes = new([Square(10, 0), Square(10, 3), Square(10, 6), Square(10, 30), Square(10, 33), Square(10, 36)]);
        Assert.Equal(2 * 20 * 20 * 9 / 1000.0, Volume_ml(twoBoxes, Cube(40, 3.7)), LineError * 7.2);
    }

    [Fact]
    public void A_contour_inside_another_is_a_hole_and_a_keyhole_is_the_same_hole()
    {
        ContourShape nested = new([Square(20, 0), Square(10, 0)], SliceSpacing_mm: 2);
        Contour keyhole = new([-20, -20, 0, 20, -20, 0, 20, 20, 0, -20, 20, 0, -20, -20, 0, -10, -10, 0, -10, 10, 0, 10, 10, 0, 10, -10, 0, -10, -10, 0]);
        Grid grid = Cube(30, 2.9);
        Assert.Equal((1600 - 400) * 2 / 1000.0, Volume_ml(nested, grid), LineError * 2.4);
        Assert.Equal(Volume_ml(nested, grid), Volume_ml(new ContourShape([keyhole], 2), grid), 1e-5);
    }

    [Fact]
    public void Mirrored_and_turned_grids_see_the_same_volume()
    {
        ContourShape sphere = Sphere(20, 2);
        Grid mirrored = new(30, 30, 30, Affine.Diagonal(new(-3, -3, 3), new(43, 43, -43)));
        (double sin, double cos) = Math.SinCos(0.3);
        Grid turned = new(30, 30, 30, Affine.FromColumns(new(3 * cos, 3 * sin, 0), new(-3 * sin, 3 * cos, 0), new(0, 0, 3), new(-43 * cos + 43 * sin, -43 * sin - 43 * cos, -43)));
        double upright = Volume_ml(sphere, Cube(30, 3));
        Assert.Equal(upright, Volume_ml(sphere, mirrored), 1e-4 * upright);
        Assert.Equal(upright, Volume_ml(sphere, turned), 2e-3 * upright);
    }

    [Fact]
    public void Labels_keep_their_volume_on_a_coarser_grid()
    {
        Grid fine = Cube(20, 2);
        LabelVolume labels = new(fine, [.. Enumerable.Range(0, fine.Count).Select(n => (ushort)(n % 3))], new Dictionary<int, string> { [1] = "a", [2] = "b" });
        LabelShape shape = new(labels, 2);
        Assert.Equal(labels.Labels.Count(l => l == 2) * fine.VoxelVolume_ml, Volume_ml(shape, Cube(12, 4.42)), 1e-3);
    }

    [Fact]
    public void A_contour_that_is_not_axial_is_refused()
    {
        ContourShape tilted = new([new Contour([0, 0, 0, 10, 0, 0, 10, 10, 8])]);
        Assert.Equal("SEGMENT.CONTOUR_NOT_AXIAL", Assert.Throws<RefusedException>(() => tilted.WeightsOn(Cube(10, 3))).Finding.Code);
    }
}

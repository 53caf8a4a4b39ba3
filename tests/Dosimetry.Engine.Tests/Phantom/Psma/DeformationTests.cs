using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom.Psma;

namespace Dosimetry.Engine.Tests.Phantom.Psma;

/// <summary>The map that makes one anatomy into another.</summary>
public sealed class DeformationTests
{
    private static readonly Grid Box = new(61, 61, 61, Affine.Diagonal(new(-4, -4, 4), new(120, 120, -120)));

    [Fact]
    public void Without_changes_a_point_comes_from_itself_and_with_a_scale_from_nearer_the_origin()
    {
        Deformation same = new(Box, new(1, 1, 1), [], []), larger = new(Box, new(1.1, 1, 0.9), [], []);
        Vector3D p = new(33, -17, 71);
        Assert.InRange((same.Back(p) - p).Length, 0, 1e-9);
        Assert.InRange((larger.Back(p) - new Vector3D(30, -17, 71 / 0.9)).Length, 0, 1e-9);
    }

    [Theory, InlineData(0.8), InlineData(1.3)]
    public void A_scaled_part_takes_the_stated_volume_about_its_centre(double scale)
    {
        const double radius = 20;
        Deformation map = new(Box, new(1, 1, 1), [], [new LocalChange(default, 4 * radius, scale, default)]);
        int inside = 0;
        for (int n = 0; n < Box.Count; n++)
        {
            (int i, int j, int k) = Box.Voxel(n);
            if (map.Back(Box.Affine.Apply(i, j, k)).Length <= radius) inside++;
        }
        double expected_mm3 = 4.0 / 3 * Math.PI * Math.Pow(radius * scale, 3);
        Assert.Equal(expected_mm3, inside * 64.0, 0.13 * expected_mm3); // the change fades by 6 to 10 % towards the surface of the part
    }

    [Fact]
    public void Nothing_folds_at_the_largest_changes_that_are_drawn()
    {
        Deformation map = new(Box, new(1, 1, 1), [], [new LocalChange(default, 60, 1.35, new(9, 9, 9)), new LocalChange(new(40, 0, 0), 60, 0.75, new(-9, 9, -9))]);
        for (double x = -100; x < 100; x += 5)
            for (double y = -60; y < 60; y += 20)
            {
                Vector3D p = new(x, y, 10);
                Vector3D dx = map.Back(p + new Vector3D(1, 0, 0)) - map.Back(p), dy = map.Back(p + new Vector3D(0, 1, 0)) - map.Back(p), dz = map.Back(p + new Vector3D(0, 0, 1)) - map.Back(p);
                Assert.True(dx.Cross(dy).Dot(dz) > 0.1, $"at {p}");
            }
    }
}

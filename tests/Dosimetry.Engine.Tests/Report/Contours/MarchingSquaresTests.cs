using Dosimetry.Engine.Report.Contours;

namespace Dosimetry.Engine.Tests.Report.Contours;

public class MarchingSquaresTests
{
    private static float[] Raster(int width, int height, Func<int, int, double> value) =>
        [.. from y in Enumerable.Range(0, height) from x in Enumerable.Range(0, width) select (float)value(x, y)];

    [Fact]
    public void The_line_around_a_cone_is_the_circle_of_its_level()
    {
        float[] cone = Raster(60, 60, (x, y) => 30 - Math.Sqrt(Math.Pow(x - 29.5, 2) + Math.Pow(y - 29.5, 2)));
        MarchingSquares.Line line = Assert.Single(MarchingSquares.Lines(cone, 60, 60, 10));
        Assert.True(line.Closed);
        Assert.Equal(Math.PI * 400, line.Area, 400 * 0.01);
        Assert.All(line.Points, p => Assert.Equal(20, Math.Sqrt(Math.Pow(p.X - 29.5, 2) + Math.Pow(p.Y - 29.5, 2)), 0.02));
    }

    [Fact]
    public void A_hole_has_negative_area()
    {
        float[] ring = Raster(40, 40, (x, y) => Math.Sqrt(Math.Pow(x - 20, 2) + Math.Pow(y - 20, 2)) is > 6 and < 15 ? 1 : 0);
        double[] areas = [.. MarchingSquares.Lines(ring, 40, 40, 0.5).Select(l => l.Area).Order()];
        Assert.Equal(2, areas.Length);
        Assert.InRange(areas[0], -Math.PI * 49, -Math.PI * 33);
        Assert.InRange(areas[1], Math.PI * 200, Math.PI * 235);
    }

    [Fact]
    public void A_slope_gives_one_open_line_across_the_raster()
    {
        MarchingSquares.Line line = Assert.Single(MarchingSquares.Lines(Raster(10, 5, (x, _) => x), 10, 5, 3.25));
        Assert.False(line.Closed);
        Assert.Equal(5, line.Points.Count);
        Assert.All(line.Points, p => Assert.Equal(3.25, p.X, 9));
    }

    [Fact]
    public void Every_line_inside_a_rim_of_zeros_is_closed() => Prop.ForAll<int[]>(numbers =>
    {
        float[] raster = Raster(10, 10, (x, y) => x is 0 or 9 || y is 0 or 9 || numbers.Length == 0 ? 0 : (numbers[(x * 7 + y * 13) % numbers.Length] & 7) / 7.0);
        return MarchingSquares.Lines(raster, 10, 10, 0.49).All(l => l.Closed && l.Points.Count >= 3);
    }).QuickCheckThrowOnFailure();
}

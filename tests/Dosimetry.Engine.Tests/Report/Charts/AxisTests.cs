using Dosimetry.Engine.Report.Charts;

namespace Dosimetry.Engine.Tests.Report.Charts;

public class AxisTests
{
    [Theory]
    [InlineData(37, 40)]
    [InlineData(40, 40)]
    [InlineData(0.83, 1)]
    [InlineData(1234, 1500)]
    [InlineData(0, 1)]
    [InlineData(double.NaN, 1)]
    public void A_linear_axis_ends_on_a_round_value_at_or_above_the_largest(double largest, double end) => Assert.Equal(end, Axis.FromZero(largest, 0, 100).High, 9);

    [Fact]
    public void A_linear_axis_is_linear_and_runs_either_way()
    {
        var down = new Axis(0, 50, 300, 20);
        Assert.Equal((300, 20, 160), (down.Pixel(0), down.Pixel(50), down.Pixel(25)));
    }

    [Fact]
    public void A_logarithmic_axis_spaces_decades_evenly()
    {
        var axis = new Axis(1, 1000, 0, 300, true);
        Assert.Equal(100, axis.Pixel(10), 9);
        Assert.Equal(200, axis.Pixel(100), 9);
        Assert.Equal([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000], axis.Ticks().Select(t => Math.Round(t, 9)));
    }

    [Fact]
    public void Every_axis_has_between_3_and_12_ticks_inside_it() => Prop.ForAll<PositiveInt, PositiveInt>((a, b) =>
    {
        Axis linear = Axis.FromZero(a.Get * 0.37, 0, 100), log = Axis.Decades(a.Get, a.Get * (1.5 + b.Get), 0, 100);
        return new[] { linear, log }.All(axis => axis.Ticks().Count is >= 2 and <= 12 && axis.Ticks().All(t => t >= axis.Low * 0.999 && t <= axis.High * 1.001));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Log_bounds_enclose_the_values()
    {
        Axis axis = Axis.Decades(3.1, 217, 0, 100);
        Assert.Equal((2, 500), (Math.Round(axis.Low, 9), Math.Round(axis.High, 9)));
    }
}

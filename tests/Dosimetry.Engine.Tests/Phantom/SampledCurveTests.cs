using Dosimetry.Engine.Phantom;

namespace Dosimetry.Engine.Tests.Phantom;

/// <summary>A sampled exponential is the exponential: values, means and integral in closed form.</summary>
public sealed class SampledCurveTests
{
    private static readonly ExponentialCurve Exact = new("r", [new(100, 40)]);
    private static readonly double[] Times = [0, 1, 5, 20, 60, 200];
    private static readonly SampledCurve Sampled = new("r", Times, [.. Times.Select(Exact.At_MBq)], Math.Log(2) / 40);

    [Theory, InlineData(0), InlineData(0.5), InlineData(33), InlineData(200), InlineData(500)]
    public void Values_between_and_after_the_samples(double t) => Assert.Equal(Exact.At_MBq(t), Sampled.At_MBq(t), 1e-9);

    [Fact]
    public void Integral_and_means()
    {
        Assert.Equal(Exact.Tia_MBq_h, Sampled.Tia_MBq_h, 1e-6);
        Assert.Equal(Exact.Mean_MBq(4, 1.5), Sampled.Mean_MBq(4, 1.5), 1e-9);
        Assert.Equal(Exact.Mean_MBq(190, 30), Sampled.Mean_MBq(190, 30), 1e-9);
    }

    [Fact]
    public void A_curve_that_starts_at_zero_rises_in_a_straight_line()
    {
        SampledCurve rising = new("r", [0, 2, 4], [0, 10, 10], 0.1);
        Assert.Equal(5, rising.At_MBq(1), 1e-12);
        Assert.Equal(10 + 20 + 100, rising.Tia_MBq_h, 1e-9);
    }
}

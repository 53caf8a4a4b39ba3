using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;
using static Dosimetry.Engine.Tests.Kinetics.KineticsData;

namespace Dosimetry.Engine.Tests.Kinetics;

/// <summary>Bootstrap intervals: repeatable, near the delta method where that is exact enough, wider with noisier points.</summary>
public sealed class BootstrapTests
{
    private static readonly double[] Times = [2, 4, 24, 48, 96, 168];

    [Fact]
    public void The_same_seed_gives_the_same_interval_and_another_seed_another()
    {
        BootstrapInterval first = Interval(0.05, 7), again = Interval(0.05, 7), other = Interval(0.05, 8);
        Assert.Equal((first.Low_MBq_h, first.High_MBq_h), (again.Low_MBq_h, again.High_MBq_h));
        Assert.NotEqual(first.Low_MBq_h, other.Low_MBq_h);
    }

    [Fact]
    public void With_small_errors_it_agrees_with_the_delta_method()
    {
        TimeActivityCurve curve = Noisy(0.03, 3);
        RegionKinetics kinetics = ModelSelection.Fixed(curve, CurveModel.Mono, Lu177HalfLife);
        BootstrapInterval interval = Bootstrap.Of(curve, kinetics, Lu177HalfLife, new BootstrapOptions(1000, 1))!;
        // 1000 draws: the standard deviation is known to 2 %; second-order terms are below 1 % at 3 % noise.
        Near(kinetics.Chosen.TiaSigma_MBq_h / kinetics.Chosen.Tia_MBq_h, interval.RelSigma, 0.08);
        Assert.InRange(kinetics.Chosen.Tia_MBq_h, interval.Low_MBq_h, interval.High_MBq_h);
    }

    [Fact]
    public void Noisier_points_widen_interval_and_band()
    {
        BootstrapInterval quiet = Interval(0.02, 1), loud = Interval(0.10, 1);
        Assert.True(loud.RelSigma > 3 * quiet.RelSigma);
        Assert.All(quiet.Band.Low_MBq.Zip(quiet.Band.High_MBq), p => Assert.True(p.First <= p.Second));
    }

    [Fact]
    public void Nothing_is_drawn_where_nothing_is_known_about_the_scatter()
    {
        TimeActivityCurve two = Curve("kidney_left", [24, 96], [80, 20]);
        Assert.Null(Bootstrap.Of(two, ModelSelection.Choose(two, Lu177HalfLife), Lu177HalfLife, new BootstrapOptions()));
        TimeActivityCurve known = Curve("kidney_left", [24, 96], [80, 20], 0.05);
        RegionKinetics fit = ModelSelection.Choose(known, Lu177HalfLife);
        Near(fit.Chosen.TiaSigma_MBq_h / fit.Chosen.Tia_MBq_h, Bootstrap.Of(known, fit, Lu177HalfLife, new BootstrapOptions(1000))!.RelSigma, 0.1);
    }

    private static TimeActivityCurve Noisy(double noise, ulong seed)
    {
        CounterRandom random = new(seed, 0);
        return Curve("kidney_left", Times, [.. Times.Select((t, n) => 100 * Math.Exp(-0.018 * t) * (1 + noise * random.Normal(n)))]);
    }

    private static BootstrapInterval Interval(double noise, ulong seed)
    {
        TimeActivityCurve curve = Noisy(noise, 3);
        return Bootstrap.Of(curve, ModelSelection.Fixed(curve, CurveModel.Mono, Lu177HalfLife), Lu177HalfLife, new BootstrapOptions(200, seed))!;
    }
}

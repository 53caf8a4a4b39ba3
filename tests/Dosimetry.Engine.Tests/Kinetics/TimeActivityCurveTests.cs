using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;
using static Dosimetry.Engine.Tests.Kinetics.KineticsData;

namespace Dosimetry.Engine.Tests.Kinetics;

/// <summary>Points that cannot be measurements are refused with the region and the cure.</summary>
public sealed class TimeActivityCurveTests
{
    [Theory]
    [InlineData("KINETICS.NEGATIVE_ACTIVITY", new[] { 4.0, 24 }, new[] { 10.0, -1 })]
    [InlineData("KINETICS.BEFORE_INJECTION", new[] { -1.0, 24 }, new[] { 10.0, 1 })]
    [InlineData("KINETICS.UNSORTED", new[] { 24.0, 4 }, new[] { 10.0, 1 })]
    [InlineData("KINETICS.DUPLICATE_TIME", new[] { 24.0, 24 }, new[] { 10.0, 11 })]
    [InlineData("KINETICS.NOT_A_NUMBER", new[] { 4.0, double.NaN }, new[] { 10.0, 1 })]
    [InlineData("KINETICS.NOT_A_NUMBER", new[] { 4.0, 24 }, new[] { 10.0, double.PositiveInfinity })]
    [InlineData("KINETICS.EMPTY", new double[0], new double[0])]
    [InlineData("KINETICS.NO_ACTIVITY", new[] { 4.0, 24 }, new[] { 0.0, 0 })]
    public void Impossible_points_are_refused(string code, double[] times_h, double[] activities_MBq)
    {
        RefusedException refusal = Assert.Throws<RefusedException>(() => Curve("spleen", times_h, activities_MBq));
        Assert.Equal(code, refusal.Finding.Code);
        Assert.StartsWith("Region spleen:", refusal.Message);
    }

    [Fact]
    public void A_zero_activity_cannot_be_weighted_proportionally()
    {
        TimeActivityCurve curve = Curve("spleen", [4, 24, 96], [10, 3, 0]);
        Assert.Equal("KINETICS.ZERO_ACTIVITY", Assert.Throws<RefusedException>(() => new CurveFitter(curve, Lu177HalfLife)).Finding.Code);
        Assert.True(new CurveFitter(curve, Lu177HalfLife, Weighting.None).Fit(CurveModel.Mono).Tia_MBq_h > 0);
    }
}

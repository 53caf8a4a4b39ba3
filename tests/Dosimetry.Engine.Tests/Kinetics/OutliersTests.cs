using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;
using static Dosimetry.Engine.Tests.Kinetics.KineticsData;

namespace Dosimetry.Engine.Tests.Kinetics;

/// <summary>Points that people left out: with a reason, on record, and never silently.</summary>
public sealed class OutliersTests
{
    private static readonly IReadOnlyList<TacPoint> Points = Curve("kidney_left", [4, 24, 96, 168], [90, 300, 25, 8]).Points;

    [Fact]
    public void A_point_left_out_does_not_move_the_fit_and_stays_on_record()
    {
        List<Finding> findings = [];
        var (kept, excluded) = Outliers.Split("kidney_left", Points, [new("kidney_left", 24.02, "patient moved")], findings);
        RegionKinetics without = ModelSelection.Choose(new TimeActivityCurve("kidney_left", kept), Lu177HalfLife);
        RegionKinetics never = ModelSelection.Choose(Curve("kidney_left", [4, 96, 168], [90, 25, 8]), Lu177HalfLife);
        Assert.Equal(never.Chosen.Tia_MBq_h, without.Chosen.Tia_MBq_h);
        Assert.Equal((24, 300, "patient moved"), (excluded[0].Time_h, excluded[0].Activity_MBq, excluded[0].Reason));
        Finding finding = Assert.Single(findings);
        Assert.Equal(("KINETICS.POINT_EXCLUDED", Severity.Warning), (finding.Code, finding.Severity));
        Assert.Contains("patient moved", finding.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  x ")]
    public void Without_a_reason_it_is_refused(string reason) =>
        Assert.Equal("KINETICS.NO_REASON", Assert.Throws<RefusedException>(() => Outliers.Check(new("kidney_left", 24, reason))).Finding.Code);

    [Fact]
    public void A_time_without_a_point_is_said_and_changes_nothing()
    {
        List<Finding> findings = [];
        var (kept, _) = Outliers.Split("kidney_left", Points, [new("kidney_left", 30, "camera failed"), new("liver", 24, "camera failed")], findings);
        Assert.Equal(Points, kept);
        Assert.Equal("KINETICS.NO_SUCH_POINT", Assert.Single(findings).Code);
    }

    [Fact]
    public void Not_every_point_can_be_left_out() =>
        Assert.Equal("KINETICS.ALL_EXCLUDED", Assert.Throws<RefusedException>(() =>
            Outliers.Split("kidney_left", Points, Points.Select(p => new PointExclusion("kidney_left", p.Time_h, "all wrong")), [])).Finding.Code);
}

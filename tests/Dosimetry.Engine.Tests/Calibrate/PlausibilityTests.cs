using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine.Tests.Calibrate;

public sealed class PlausibilityTests
{
    private static readonly Duration Lutetium = Duration.FromSeconds(574_300.8);
    private static readonly DateTime Injection = new(2023, 6, 1, 12, 0, 0);

    /// <summary>
    /// 67.5 mCi of Lu-177 in water, decayed to two scans: figures published with a StarGuide phantom. Both differ from exact decay by the same
    /// 2.3e-5, which is the rounding of the stated activity.
    /// </summary>
    [Theory]
    [InlineData("2023-06-01T15:02:35", 2.464639e9)]
    [InlineData("2023-06-05T08:17:16", 1.672431e9)]
    public void Decay_agrees_with_published_activities(string time, double expected_Bq)
    {
        Volume<ActivityConcentration> one = new(new Grid(1, 1, 1, Affine.Diagonal(new Vector3D(10, 10, 10), default)), [(float)Activity.FromMCi(67.5).Bq]);
        QuantifiedScan scan = new("s", one, Injection, Duration.FromSeconds(0), 0);
        QuantifiedScan later = Calibrator.DecayedTo(scan, DateTime.Parse(time, System.Globalization.CultureInfo.InvariantCulture), Lutetium);
        Assert.Equal(1, Plausibility.Total(later.Activity).Bq / expected_Bq, 3e-5);
        Assert.Equal(1, Plausibility.Share(later, new Administration("Lu-177", null, Activity.FromMCi(67.5), Injection), Lutetium), 1e-6);
    }

    [Theory]
    [InlineData(0.5, "CALIBRATE.TOTAL", Severity.Info)]
    [InlineData(1.2, "CALIBRATE.TOTAL_IMPLAUSIBLE", Severity.Warning)]
    [InlineData(0.04, "CALIBRATE.TOTAL_IMPLAUSIBLE", Severity.Warning)]
    public void A_total_outside_what_can_be_is_a_warning(double share, string code, Severity severity)
    {
        Volume<ActivityConcentration> one = new(new Grid(1, 1, 1, Affine.Diagonal(new Vector3D(10, 10, 10), default)), [(float)(share * 1e9)]);
        List<Finding> findings = [];
        Plausibility.Check(new QuantifiedScan("s", one, Injection, Duration.FromSeconds(0), 0), new Administration("Lu-177", null, Activity.FromGBq(1), Injection), Lutetium, findings);
        Finding finding = Assert.Single(findings);
        Assert.Equal((code, severity), (finding.Code, finding.Severity));
    }

    [Fact]
    public void An_image_before_the_injection_is_refused()
    {
        Volume<ActivityConcentration> one = new(new Grid(1, 1, 1, Affine.Diagonal(new Vector3D(10, 10, 10), default)), [1]);
        QuantifiedScan scan = new("s", one, Injection.AddHours(-1), Duration.FromHours(-1), 0);
        Assert.Equal("CALIBRATE.BEFORE_INJECTION", Assert.Throws<RefusedException>(
            () => Plausibility.Check(scan, new Administration("Lu-177", null, Activity.FromGBq(1), Injection), Lutetium, [])).Finding.Code);
    }

    [Theory]
    [InlineData(true, 2, 2, null)]
    [InlineData(true, 1, 2, "CALIBRATE.HEADS_DIFFER")]
    [InlineData(false, null, 2, "CALIBRATE.SYSTEM_SENSITIVITY")]
    [InlineData(false, null, 1, null)]
    public void A_wrong_number_of_heads_is_a_warning(bool perHead, int? stated, int inImage, string? code)
    {
        List<Finding> findings = [];
        Plausibility.CheckHeads("s", new SpectCalibration(9.2, perHead, stated, 0.03), new NmAcquisition("Lu-177", null, null, 20, 60, inImage, 1200, false, false), findings);
        Assert.Equal(code, findings.SingleOrDefault()?.Code);
    }
}

using System.Text.Json.Nodes;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;
using static Dosimetry.Engine.Tests.Kinetics.KineticsData;

namespace Dosimetry.Engine.Tests.Kinetics;

/// <summary>Single-time-point methods against the reference table.</summary>
public sealed class SingleTimePointTests
{
    [Fact]
    public void Both_methods_agree_with_the_reference_table()
    {
        foreach (JsonNode? row in Read("stp_triexp_bed.json")["stp"]!.AsArray())
        {
            TimeActivityCurve curve = Curve("organ", [(double)row!["t_h"]!], [(double)row["A_MBq"]!]);
            Near((double)row["haenscheid_TIA"]!, SingleTimePoint.Haenscheid(curve).Tia_MBq_h, 1e-9);
            Near((double)row["madsen_TIA"]!, SingleTimePoint.Madsen(curve, Duration.FromHours((double)row["pop_Teff_h"]!)).Tia_MBq_h, 1e-9);
        }
    }

    [Fact]
    public void The_curve_of_a_single_point_passes_through_it()
    {
        TimeActivityCurve curve = Curve("organ", [48], [70]);
        foreach (CurveFit fit in (CurveFit[])[SingleTimePoint.Haenscheid(curve), SingleTimePoint.Madsen(curve, Duration.FromHours(30))])
        {
            Near(70, fit.Activity_MBq(48), 1e-12);
            Near(fit.Tia_MBq_h, CurveIntegral.Tia_MBq_h(fit.Terms, 0), 1e-12);
        }
    }

    [Fact]
    public void Several_points_and_a_point_at_the_injection_are_refused()
    {
        Assert.Equal("KINETICS.NOT_ONE_POINT", Assert.Throws<RefusedException>(() => SingleTimePoint.Haenscheid(Curve("a", [4, 24], [1, 1]))).Finding.Code);
        Assert.Equal("KINETICS.AT_INJECTION", Assert.Throws<RefusedException>(() => SingleTimePoint.Haenscheid(Curve("a", [0], [1]))).Finding.Code);
    }
}

using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;
using static Dosimetry.Engine.Tests.Kinetics.KineticsData;

namespace Dosimetry.Engine.Tests.Kinetics;

/// <summary>Methods side by side: closed forms, exactness where the assumption holds, and errors that come true in a drawn population.</summary>
public sealed class SingleTimePointComparisonTests
{
    private static readonly PopulationKinetics Kidney = new("kidney", 40, 0.3, 0.5, "test", "read");

    [Fact]
    public void A_patient_like_the_population_is_integrated_exactly()
    {
        double washout = Math.Log(2) / 40, uptake = Math.Log(2) / 0.5;
        double At(double t) => 100 * (Math.Exp(-washout * t) - Math.Exp(-uptake * t));
        TimeActivityCurve curve = Curve("kidney_left", [48], [At(48)]);
        Near(100 * (1 / washout - 1 / uptake), SingleTimePoint.Jackson(curve, Duration.FromHours(40), Duration.FromHours(0.5)).Tia_MBq_h, 1e-12);
        Near(100 / washout, SingleTimePoint.Previous(Curve("k", [48], [100 * Math.Exp(-washout * 48)]), Duration.FromHours(40)).Tia_MBq_h, 1e-12);
    }

    [Fact]
    public void Every_method_stands_at_every_scan_beside_the_fit()
    {
        TimeActivityCurve curve = Curve("kidney_left", [4, 24, 96], [90, 70, 20], 0.05);
        CurveFit fit = ModelSelection.Choose(curve, Lu177HalfLife).Chosen;
        IReadOnlyList<SingleTimePointEstimate> rows = SingleTimePointComparison.Of(curve, fit, Kidney, Duration.FromHours(38));
        Assert.Equal(12, rows.Count);
        Assert.Equal(["hanscheid", "madsen", "jackson", "previous"], rows.Take(4).Select(r => r.Method));
        Assert.All(rows, r => Near(r.Tia_MBq_h / fit.Tia_MBq_h - 1, r.VersusFit!.Value, 1e-9));
        Assert.Equal(3, SingleTimePointComparison.Of(curve, fit, null, null).Count); // Hänscheid needs no population
    }

    [Fact]
    public void The_expected_error_holds_nine_tenths_of_a_drawn_population()
    {
        SingleTimePointEstimate madsen = SingleTimePointComparison.Of(Curve("kidney_left", [24], [50]), null, Kidney, null).Single(r => r.Method == "madsen");
        CounterRandom random = new(5, 0);
        int inside = 0, patients = 4000;
        for (int n = 0; n < patients; n++)
        {
            double rate = Math.Log(2) / (40 * Math.Exp(0.3 * random.Normal(n))), truth = 50 * Math.Exp(rate * 24) / rate;
            double error = madsen.Tia_MBq_h / truth - 1;
            if (error >= madsen.ExpectedLow && error <= madsen.ExpectedHigh) inside++;
        }
        Assert.Equal(0.9, inside / (double)patients, 0.015); // binomial: ± 0.005
    }

    [Fact]
    public void Haenscheid_is_never_more_than_six_percent_too_high()
    {
        // 2x·2^(−x) has its maximum 1.0615 at x = 1/ln 2: no spread of half-lives can take it higher.
        foreach (double t in (double[])[24, 48, 96])
            Assert.InRange(SingleTimePointComparison.Of(Curve("kidney_left", [t], [50]), null, Kidney, null)[0].ExpectedHigh!.Value, -1, 0.0616);
    }

    [Fact]
    public void The_table_beside_the_program_knows_the_organs_at_risk_and_follows_the_physical_half_life()
    {
        PopulationHalfLives table = PopulationHalfLives.OpenDefault();
        Near(35.5, table.For("kidney_left", Lu177HalfLife)!.Median_h, 1e-3);
        Assert.NotNull(table.For("lesion_003", Lu177HalfLife));
        Assert.Null(table.For("remainder", Lu177HalfLife));
        // The same biology with a nuclide of 10 h: 1/T = 1/35.5 − 1/159.53 + 1/10.
        Near(1 / (1 / 35.5 - 1 / 159.53 + 0.1), table.For("kidney_left", Duration.FromHours(10))!.Median_h, 1e-9);
    }
}

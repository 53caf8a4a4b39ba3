using System.Text.Json.Nodes;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Tests.Kinetics;
using static Dosimetry.Engine.Tests.Kinetics.KineticsData;

namespace Dosimetry.Engine.Tests.Evaluate;

/// <summary>BED in closed form against published numbers and an integrated equation.</summary>
public sealed class BiologicalDoseTests
{
    [Fact]
    public void Reference_cases_agree()
    {
        foreach (JsonNode? row in Read("stp_triexp_bed.json")["bed"]!.AsArray())
        {
            ExponentialTerm[] terms = [.. Numbers(row!["doserate_terms_A_Gy_per_h"]!).Zip(Numbers(row["lambda_eff_per_h"]!), (a, l) => new ExponentialTerm(a, l))];
            double alphaBeta = (double)row["alpha_beta_Gy"]!, repair = (double)row["Trep_h"]!, dose = CurveIntegral.Tia_MBq_h(terms, 0);
            Near((double)row["D_Gy"]!, dose, 1e-12);
            double bed = BiologicalDose.Bed_Gy(dose, terms, alphaBeta, repair);
            Near((double)row["BED_Gy"]!, bed, 1e-12);
            Near((double)row["numeric_BED"]!, bed, 1e-9);
            Near((double)row["EQD2_Gy"]!, BiologicalDose.Eqd2_Gy(bed, alphaBeta), 1e-12);
        }
    }

    [Fact]
    public void The_kidney_example_of_the_specification()
    {
        double bed = BiologicalDose.Bed_Gy(4, [new ExponentialTerm(1, Math.Log(2) / 40)], 2.5, 2.8);
        Near(4 * (1 + 4 / 2.5 * 2.8 / 42.8), bed, 1e-12);
        Assert.Equal(4.419, bed, 3);
        Assert.Equal(26.5, 6 * bed, 1);
    }

    [Fact]
    public void The_closed_form_agrees_with_integration_for_any_two_exponentials()
    {
        var cases = from l1 in Gen.Choose(5, 80) from l2 in Gen.Choose(81, 600) from share in Gen.Choose(-9, 20) from repair in Gen.Choose(5, 60) select (l1 / 1000.0, l2 / 1000.0, share / 10.0, repair / 10.0);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            ExponentialTerm[] terms = [new(1, c.Item1), new(c.Item3, c.Item2)];
            Near(Integrated(terms, c.Item4), BiologicalDose.LeaCatcheside(terms, c.Item4), 1e-9);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    [Fact]
    public void Only_the_shape_of_the_curve_matters()
    {
        ExponentialTerm[] one = [new(3, 0.01), new(-2, 0.3)], thousand = [new(3000, 0.01), new(-2000, 0.3)];
        Near(BiologicalDose.LeaCatcheside(one, 2.8), BiologicalDose.LeaCatcheside(thousand, 2.8), 1e-12);
    }

    [Fact]
    public void Fast_delivery_tends_to_the_acute_limit() =>
        Assert.Equal(1, BiologicalDose.LeaCatcheside([new ExponentialTerm(1, 1e5)], 2.8), 1e-4);

    /// <summary>X' = R − μX, I' = R X, G = 2I/D², by the Gauss rule on pieces of a substituted axis.</summary>
    private static double Integrated(ExponentialTerm[] terms, double repairHalfLife_h)
    {
        double mu = Math.Log(2) / repairHalfLife_h, dose = CurveIntegral.Tia_MBq_h(terms, 0);
        // X(t) = Σ A (e^(−λt) − e^(−μt))/(μ − λ) solves the repair equation; the product with R is integrated numerically.
        double X(double t) => terms.Sum(a => a.Amplitude_MBq * (Math.Abs(mu - a.Rate_per_h) < 1e-12 ? t * Math.Exp(-mu * t) : (Math.Exp(-a.Rate_per_h * t) - Math.Exp(-mu * t)) / (mu - a.Rate_per_h)));
        double sum = 0, edge = 0, slowest = terms.Min(t => t.Rate_per_h), step = 0.5;
        while (edge * slowest < 40)
        {
            sum += MathNet.Numerics.Integration.GaussLegendreRule.Integrate(t => CurveIntegral.Activity_MBq(terms, t) * X(t), edge, edge + step, 20);
            (edge, step) = (edge + step, step * 1.2);
        }
        return 2 * sum / (dose * dose);
    }
}

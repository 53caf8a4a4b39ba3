using System.Text.Json.Nodes;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;
using static Dosimetry.Engine.Tests.Kinetics.KineticsData;

namespace Dosimetry.Engine.Tests.Kinetics;

/// <summary>Fits against scipy (one real patient, synthetic sets) and against curves whose truth is known.</summary>
public sealed class CurveFitterTests
{
    [Theory]
    [InlineData("Kidney_Left", 1e-4)]
    [InlineData("Liver", 1e-4)]
    [InlineData("WholeBody", 1e-3)] // its uptake rate is not identified: any fast rate fits, which moves the integral by up to 4e-4
    public void Real_patient_agrees_with_the_published_fit(string region, double tolerance)
    {
        JsonNode node = Read("fit_pytheranostics_patient.json")["rois"]![region]!;
        CurveFit fit = new CurveFitter(Curve(node, region), Lu177HalfLife, Weighting.None).Fit(CurveModel.BiUptake);
        JsonNode scipy = node["refit_scipy"]!;
        Near((double)scipy["RSS"]!, fit.ResidualSumOfSquares, 1e-6);
        Near((double)scipy["TIA_MBq_h"]!, fit.Tia_MBq_h, tolerance);
        Near((double)scipy["A"]!, fit.Parameters["A_MBq"], 1e-4);
        Near((double)scipy["lambda1_per_h"]!, fit.Parameters["lambda1_per_h"], 1e-4);
        if (region != "WholeBody") Near((double)scipy["lambda2_per_h"]!, fit.Parameters["lambda2_per_h"], 1e-4);
    }

    public static TheoryData<string, string, string, string> SyntheticFits()
    {
        var rows = new TheoryData<string, string, string, string>();
        foreach (var (name, data) in Read("fit_aicc_synthetic.json")["cases"]!.AsObject())
            foreach (string weights in (string[])["proportional", "uniform"])
                foreach (var (model, ours) in (IEnumerable<(string, string)>)[("mono", "mono"), ("bi_washout", "bi"), ("bi_uptake", "bi-uptake"), ("tri_uptake", "tri")])
                    if (data!["fits"]![weights]![model] is not null) rows.Add(name, weights, model, ours);
        return rows;
    }

    [Theory]
    [MemberData(nameof(SyntheticFits))]
    public void Synthetic_sets_agree_with_scipy(string name, string weights, string model, string ours)
    {
        JsonNode data = Read("fit_aicc_synthetic.json")["cases"]![name]!, expected = data["fits"]![weights]![model]!;
        var weighting = weights == "uniform" ? Weighting.None : Weighting.Proportional;
        CurveFit fit = new CurveFitter(Curve(data, name), Lu177HalfLife, weighting).Fit(CurveModel.ByName(ours)!);
        Near((double)expected["WRSS"]!, fit.ResidualSumOfSquares, 1e-6);
        if (expected["AICc"] is { } aicc) Near((double)aicc, fit.Aicc!.Value, 1e-5);
        else Assert.Null(fit.Aicc);
        if (expected["cond_JTJ"] is not { } condition || (double)condition >= 1e8) return; // a valley: only the sum of squares is defined
        Near((double)expected["TIA_MBq_h"]!, fit.Tia_MBq_h, 1e-4);
        Near((double)expected["SE_TIA_MBq_h"]!, fit.TiaSigma_MBq_h, 0.02);
    }

    [Fact]
    public void Noise_free_curves_give_their_parameters_back()
    {
        var cases = from a in Gen.Choose(10, 5000) from washout in Gen.Choose(5, 60) from ratio in Gen.Choose(8, 60) select (A: (double)a, L1: washout / 1000.0, L2: washout * ratio / 1000.0);
        double[] times = [1, 4, 24, 48, 96, 168];
        Prop.ForAll(cases.ToArbitrary(), truth =>
        {
            double[] activities = [.. times.Select(t => truth.A * (Math.Exp(-truth.L1 * t) - Math.Exp(-truth.L2 * t)))];
            CurveFit fit = new CurveFitter(Curve("organ", times, activities), Lu177HalfLife).Fit(CurveModel.BiUptake);
            Near(truth.A * (1 / truth.L1 - 1 / truth.L2), fit.Tia_MBq_h, 1e-6);
            Near(truth.L1, fit.Parameters["lambda1_per_h"], 1e-6);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_fit_scales_with_the_activity()
    {
        JsonNode node = Read("fit_pytheranostics_patient.json")["rois"]!["Liver"]!;
        TimeActivityCurve curve = Curve(node, "Liver");
        TimeActivityCurve thousandfold = new("Liver", [.. curve.Points.Select(p => p with { Activity_MBq = 1000 * p.Activity_MBq })]);
        foreach (Weighting w in Enum.GetValues<Weighting>())
            Near(1000 * new CurveFitter(curve, Lu177HalfLife, w).Fit(CurveModel.BiUptake).Tia_MBq_h,
                new CurveFitter(thousandfold, Lu177HalfLife, w).Fit(CurveModel.BiUptake).Tia_MBq_h, 1e-8);
    }

    [Fact]
    public void No_effective_rate_falls_below_the_physical_one()
    {
        // Activity that stays constant would need a rate of zero: impossible for a decaying nuclide.
        CurveFit fit = new CurveFitter(Curve("retained", [4, 24, 96, 168], [100, 100, 100, 100]), Lu177HalfLife).Fit(CurveModel.Mono);
        Near(Math.Log(2) / Lu177HalfLife.Hours, fit.Parameters["lambda_per_h"], 1e-4);
        Assert.Contains(fit.Warnings, w => w.Contains("physical half-life"));
    }

    [Fact]
    public void Two_points_carry_their_own_uncertainty_into_the_integral()
    {
        CurveFit fit = new CurveFitter(Curve("kidney_left", [24, 96], [80, 20], relSigma: 0.05), Lu177HalfLife).Fit(CurveModel.Mono);
        double rate = Math.Log(4) / 72, amplitude = 80 * Math.Exp(24 * rate);
        Near(amplitude / rate, fit.Tia_MBq_h, 1e-8);
        // Analytic: ln Ã = ln A − ln λ; ∂/∂ln y₁ and ∂/∂ln y₂ of it, each with 5 %.
        double d1 = 1 + 24.0 / 72 - 1 / (72 * rate), d2 = -24.0 / 72 + 1 / (72 * rate);
        Near(0.05 * Math.Sqrt(d1 * d1 + d2 * d2) * fit.Tia_MBq_h, fit.TiaSigma_MBq_h, 1e-6);
    }

    [Fact]
    public void Extrapolated_share_is_the_integral_outside_the_scans()
    {
        CurveFit fit = new CurveFitter(Curve("mono", [24, 96], [80, 20]), Lu177HalfLife).Fit(CurveModel.Mono);
        double rate = Math.Log(4) / 72;
        Near(1 - (Math.Exp(-24 * rate) - Math.Exp(-96 * rate)), fit.ExtrapolatedFraction, 1e-8);
    }

    [Fact]
    public void More_parameters_than_points_are_refused()
    {
        var fitter = new CurveFitter(Curve("kidney_left", [24, 96], [80, 20]), Lu177HalfLife);
        RefusedException refusal = Assert.Throws<RefusedException>(() => fitter.Fit(CurveModel.Bi));
        Assert.Equal("KINETICS.TOO_FEW_POINTS", refusal.Finding.Code);
        Assert.Contains("2 time points cannot determine the 4 parameters", refusal.Message);
    }
}

using System.Text.Json.Nodes;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;
using static Dosimetry.Engine.Tests.Kinetics.KineticsData;

namespace Dosimetry.Engine.Tests.Kinetics;

/// <summary>The average over models: weights against the reference, sums that must close, few points.</summary>
public sealed class ModelAverageTests
{
    [Fact]
    public void The_average_weighs_the_reference_fits_by_their_reference_weights()
    {
        JsonNode data = Read("fit_aicc_synthetic.json")["cases"]!["blood_biphasic"]!, fits = data["fits"]!["proportional"]!;
        RegionKinetics kinetics = ModelSelection.Average(Curve(data, "blood"), Lu177HalfLife);
        double sum = 0, tia = 0;
        foreach ((string theirs, string ours) in (IEnumerable<(string, string)>)[("mono", "mono"), ("bi_washout", "bi"), ("bi_uptake", "bi-uptake"), ("tri_uptake", "tri")])
        {
            if (!kinetics.Chosen.Parameters.TryGetValue($"weight_{ours}", out double weight)) continue; // a model whose parameters are not identified is no part of it
            double expected = (double)fits[theirs]!["akaike_weight"]!;
            if (expected > 1e-6) Near(expected, weight, 1e-3);
            (sum, tia) = (sum + weight, tia + weight * (double)fits[theirs]!["TIA_MBq_h"]!);
        }
        Assert.Equal(1, sum, 9);
        Near(tia, kinetics.Chosen.Tia_MBq_h, 1e-3);
    }

    [Fact]
    public void The_averaged_curve_integrates_to_the_averaged_integral_and_its_variance_holds_the_disagreement()
    {
        RegionKinetics kinetics = ModelSelection.Average(Curve("kidney_left", [4, 24, 96, 168], [95, 80, 30, 9]), Lu177HalfLife);
        CurveFit average = kinetics.Chosen;
        Assert.Equal("average", average.Model);
        Near(average.Tia_MBq_h, CurveIntegral.Tia_MBq_h(average.Terms, 0), 1e-12);
        double within = 0;
        foreach (CurveFit f in kinetics.Fits)
            if (average.Parameters.TryGetValue($"weight_{f.Model}", out double w)) within += w * f.TiaSigma_MBq_h * f.TiaSigma_MBq_h;
        Near(within + Math.Pow(average.BetweenModels_MBq_h!.Value, 2), Math.Pow(average.TiaSigma_MBq_h, 2), 1e-12);
        Assert.InRange(average.Tia_MBq_h, kinetics.Fits.Min(f => f.Tia_MBq_h), kinetics.Fits.Max(f => f.Tia_MBq_h));
        Assert.Contains(average.Warnings, w => w.Contains("too few for AICc")); // four points: no model has one
    }

    [Fact]
    public void With_two_points_there_is_nothing_to_average_and_the_reason_says_so()
    {
        RegionKinetics kinetics = ModelSelection.Average(Curve("kidney_left", [24, 96], [80, 20], 0.05), Lu177HalfLife);
        Assert.Equal("mono", kinetics.Chosen.Model);
        Assert.Contains("no second model", kinetics.Reason);
    }

    [Fact]
    public void A_model_chosen_by_a_person_keeps_the_others_beside_it()
    {
        RegionKinetics kinetics = ModelSelection.For("bi-uptake", Curve("kidney_left", [1, 4, 24, 96, 168], [60, 95, 80, 30, 9]), Lu177HalfLife, Weighting.Proportional);
        Assert.Equal("bi-uptake", kinetics.Chosen.Model);
        Assert.Equal(["mono", "bi-uptake", "bi"], kinetics.Fits.Select(f => f.Model));
    }
}

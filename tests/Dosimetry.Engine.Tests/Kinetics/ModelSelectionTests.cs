using System.Text.Json.Nodes;
using Dosimetry.Engine.Kinetics;
using static Dosimetry.Engine.Tests.Kinetics.KineticsData;

namespace Dosimetry.Engine.Tests.Kinetics;

/// <summary>Choice of model against the reference sets, and what happens with few points.</summary>
public sealed class ModelSelectionTests
{
    [Theory]
    [InlineData("kidney_uptake_like", "proportional", "bi-uptake")]
    [InlineData("kidney_uptake_like", "uniform", "bi-uptake")]
    [InlineData("blood_biphasic", "proportional", "bi")]
    [InlineData("blood_biphasic", "uniform", "mono")]
    public void The_least_aicc_is_chosen_with_the_reference_weights(string name, string weights, string model)
    {
        JsonNode data = Read("fit_aicc_synthetic.json")["cases"]![name]!;
        RegionKinetics kinetics = ModelSelection.Choose(Curve(data, name), Lu177HalfLife, weights == "uniform" ? Weighting.None : Weighting.Proportional);
        Assert.Equal(model, kinetics.Chosen.Model);
        Assert.Equal(1, kinetics.Fits.Sum(f => f.AkaikeWeight ?? 0), 9);
        Near((double)data["fits"]![weights]!["mono"]!["akaike_weight"]!, kinetics.Fits[0].AkaikeWeight!.Value, 1e-3);
    }

    [Fact]
    public void Four_points_of_one_exponential_stay_one_exponential()
    {
        JsonNode data = Read("fit_aicc_synthetic.json")["cases"]!["mono_marrow_4pt"]!;
        RegionKinetics kinetics = ModelSelection.Choose(Curve(data, "marrow"), Lu177HalfLife);
        Assert.Equal("mono", kinetics.Chosen.Model);
        Assert.Contains("too few for AICc", kinetics.Reason);
    }

    [Fact]
    public void Four_points_with_a_clear_uptake_phase_do_not_end_as_one_exponential()
    {
        double[] times = [4, 24, 96, 168];
        double[] activities = [.. times.Select(t => 500 * (Math.Exp(-0.016 * t) - Math.Exp(-0.12 * t)))];
        RegionKinetics kinetics = ModelSelection.Choose(Curve("kidney_left", times, activities), Lu177HalfLife);
        Assert.Equal("bi-uptake", kinetics.Chosen.Model);
        Assert.Contains("misses them", kinetics.Reason);
    }

    [Fact]
    public void One_point_falls_back_to_haenscheid_and_says_so()
    {
        RegionKinetics kinetics = ModelSelection.Choose(Curve("kidney_left", [48], [70]), Lu177HalfLife);
        Assert.Equal("hanscheid", kinetics.Chosen.Model);
        Assert.Equal(1, kinetics.Chosen.ExtrapolatedFraction);
        Assert.Contains("One time point", Assert.Single(kinetics.Chosen.Warnings));
    }

    [Fact]
    public void Two_points_give_one_exponential_through_both()
    {
        RegionKinetics kinetics = ModelSelection.Choose(Curve("kidney_left", [24, 96], [80, 20]), Lu177HalfLife);
        Assert.Equal("mono", Assert.Single(kinetics.Fits).Model);
        Near(80, kinetics.Chosen.Activity_MBq(24), 1e-9);
        Assert.Contains(kinetics.Chosen.Warnings, w => w.Contains("As many parameters as points"));
    }
}

using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Evaluate.Uncertainty;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Tests.Evaluate.Uncertainty;

/// <summary>Budgets that add up, intervals against the closed form of a simple case, unions, bands.</summary>
public sealed class UncertaintyChainTests
{
    private static readonly Grid Grid = new(10, 10, 10, Affine.Diagonal(new(10, 10, 10), default));
    /// <summary>No outline and no blur to speak of: only lognormal sources are left, which have a closed form.</summary>
    private static readonly UncertaintyOptions Sharp = new() { DrawnFwhm_mm = 1e-6, DrawnVoxel_mm = 1e-6, ImageFwhm_mm = 1, SRelSigma = 0.04, Draws = 20_000 };

    [Fact]
    public void Shares_add_up_to_the_whole_and_the_total_is_the_root_of_the_squares()
    {
        UncertaintyBudget budget = Complete("kidney_left", new UncertaintyOptions()).Budget!;
        Assert.Equal(1, budget.Components.Sum(c => c.Share), 9);
        Assert.Equal(Math.Sqrt(budget.Components.Sum(c => c.RelSigma * c.RelSigma)), budget.RelSigma, 12);
        Assert.Equal(2 * budget.RelSigma, budget.ExpandedRelSigma, 12);
        Assert.Equal(budget.Components.MaxBy(c => c.RelSigma), budget.Largest);
        Assert.Equal(["calibration", "dose factor", "fit", "recovery", "volume"], budget.Components.Select(c => c.Source).Order());
    }

    [Fact]
    public void A_case_without_outline_uncertainty_has_the_interval_of_its_closed_form()
    {
        RegionDose dose = Complete("kidney_left", Sharp);
        // ln of the product: σ² = Σ ln(1 + u²) of 5 % calibration, 10 % fit, 4 % dose factor; 90 % lie within ± 1.6449 σ.
        double sigma = Math.Sqrt(Math.Log(1 + 0.0025) + Math.Log(1 + 0.01) + Math.Log(1 + 0.0016));
        Assert.Equal(Math.Exp(-1.6449 * sigma), dose.Interval!.LowFactor, 0.006); // 20 000 draws: the ends scatter by 0.0016
        Assert.Equal(Math.Exp(+1.6449 * sigma), dose.Interval.HighFactor, 0.006);
        Assert.Equal(Math.Sqrt(0.0025 + 0.01 + 0.0016) * dose.MeanDose_Gy, dose.MeanSigma_Gy!.Value, 1e-4);
    }

    [Fact]
    public void The_same_seed_draws_the_same_and_another_one_does_not()
    {
        DoseInterval first = Complete("kidney_left", Sharp).Interval!, again = Complete("kidney_left", Sharp).Interval!, other = Complete("kidney_left", Sharp with { Seed = 2 }).Interval!;
        Assert.Equal(first, again);
        Assert.NotEqual(first.LowFactor, other.LowFactor);
    }

    [Fact]
    public void Independent_fits_partly_cancel_in_a_union_and_the_common_calibration_does_not()
    {
        DoseInterval one = Complete("kidney_left", Sharp).Interval!, both = Chain(Sharp).Complete(Dose("kidneys", 200), ["kidney_left", "kidney_right"]).Interval!;
        double Width(DoseInterval i) => Math.Log(i.HighFactor / i.LowFactor) / 2 / 1.6449;
        Assert.True(Width(both) < Width(one));
        Assert.Equal(Math.Sqrt(0.0025 + 0.0016 + 0.01 / 2), Width(both), 0.003);
        Assert.Equal(Math.Sqrt(0.0025 + 0.0016 + 0.01 / 2), Chain(Sharp).Complete(Dose("kidneys", 200), ["kidney_left", "kidney_right"]).Budget!.RelSigma, 1e-4);
    }

    [Fact]
    public void The_band_of_the_histogram_is_the_histogram_of_multiplied_doses()
    {
        DoseVolumeHistogram dvh = new(1, [0, 1, 2, 3, 4], [1, 1, 0.5, 0.2, 0]);
        DoseInterval interval = new(0.9, 0.8, 1.25, 100, 1);
        (double low, double high) = interval.Volume_fraction(dvh, 2);
        Assert.Equal((0.35, 0.7), (Math.Round(low, 9), Math.Round(high, 9))); // V(2/0.8 = 2.5), V(2/1.25 = 1.6)
        Assert.Equal((1, 1), interval.Volume_fraction(dvh, 0));
        Assert.Equal(0, interval.Volume_fraction(dvh, 5.1).High);
        (double bedLow, double bedHigh) = interval.Bed(4, 4.419);
        Assert.Equal((0.8 * 4 + 0.64 * 0.419, 1.25 * 4 + 1.5625 * 0.419), (bedLow, bedHigh));
    }

    [Fact]
    public void A_region_without_a_curve_is_left_as_it_was_and_a_fit_without_uncertainty_is_named()
    {
        RegionDose dose = Dose("brain", 100);
        Assert.Equal(dose, Chain(Sharp).Complete(dose, ["brain"]));
        RegionKinetics unknown = Curve("kidney_left") with { FitRelSigma = null };
        UncertaintyChain chain = new([Dose("kidney_left", 100)], Regions(), [unknown], 0.05, "local", Sharp);
        Assert.Contains(chain.Complete(Dose("kidney_left", 100), ["kidney_left"]).Budget!.NotIncluded, n => n.Contains("not known"));
    }

    [Fact]
    public void What_nobody_stated_is_listed_and_what_was_stated_is_not()
    {
        Finding finding = new UncertaintyOptions { ImageFwhm_mm = 12 }.Assumptions("voxel-s")!;
        Assert.Contains("drawn outlines 5 mm", finding.Text);
        Assert.DoesNotContain("SPECT", finding.Text);
        Assert.Null(new UncertaintyOptions { DrawnFwhm_mm = 1, FoundFwhm_mm = 1, ImageFwhm_mm = 1, SRelSigma = 0.1 }.Assumptions("local"));
    }

    private static RegionDose Complete(string region, UncertaintyOptions options) => Chain(options).Complete(Dose(region, 100), [region]);

    private static UncertaintyChain Chain(UncertaintyOptions options) =>
        new([Dose("kidney_left", 100), Dose("kidney_right", 100)], Regions(), [Curve("kidney_left"), Curve("kidney_right")], 0.05, "voxel-s", options);

    private static RegionSet Regions() => new(Grid, [Part("kidney_left", 0), Part("kidney_right", 100)], []);

    private static Region Part(string name, int first) => new(name, RegionNames.ClassOf(name), [.. Enumerable.Range(first, 100)], [.. Enumerable.Repeat(1f, 100)], "RTSTRUCT", "#000000");

    private static RegionDose Dose(string name, double mass_g) =>
        new(name, mass_g, mass_g, 2, 1, 3, 1, 2, 3, 2.2, null, null, null, 0.3, new DoseVolumeHistogram(1, [0, 1, 2, 3], [1, 0.9, 0.5, 0]));

    private static RegionKinetics Curve(string name)
    {
        CurveFit fit = new("mono", [new ExponentialTerm(100, 0.02)], new Dictionary<string, double>(), null, null, 5000, 500, 0.1, 0, []) { DegreesOfFreedom = 2 };
        return new RegionKinetics(name, [], [fit], fit, "test") { FitRelSigma = 0.1 };
    }
}

using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Report;
using Dosimetry.Web.Charts;

namespace Dosimetry.Web.Tests.Charts;

public sealed class DvhChartTests
{
    internal const string Hostile = "<img src=x onerror=alert(1)>&<b>kidney</b>";

    [Fact]
    [Trait("REQ", "A5")]
    public void A_name_out_of_a_file_is_inert_in_the_plot()
    {
        CurveTrace trace = Assert.Single(DvhChart.Traces([Region(Hostile, 10)]));
        Assert.DoesNotContain('<', trace.Name);
        Assert.Equal(Hostile, System.Net.WebUtility.HtmlDecode(trace.Name));
    }

    [Fact]
    public void A_long_curve_is_thinned_and_keeps_both_ends_and_its_fall() => Prop.ForAll(Gen.Choose(2, 5000).ToArbitrary(), bins =>
    {
        ReportRegion region = Region("liver", bins);
        CurveTrace trace = Assert.Single(DvhChart.Traces([region]));
        return trace.X.Length == trace.Y.Length && trace.X.Length <= 801 && trace.Y[0] == 100 && trace.Y[^1] == 0
            && trace.X[^1] == region.Dvh.Dose_Gy[^1] && trace.Y.Zip(trace.Y.Skip(1)).All(p => p.First >= p.Second);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Curves_can_be_told_apart_without_colour() =>
        Assert.Equal(5, DvhChart.Traces(Enumerable.Range(0, 5).Select(n => Region($"r{n}", 10))).Select(t => t.Line!.Dash).Distinct().Count());

    [Fact]
    public void The_words_give_the_figures_and_no_made_up_ones()
    {
        string words = DvhChart.Description([Region("liver", 10) with { D50_Gy = 4.5, D98_Gy = null, D2_Gy = double.NaN }]);
        Assert.Contains("liver: median 4.5 Gy, 98 % of the volume gets – Gy, 2 % gets not a number Gy", words, StringComparison.Ordinal);
    }

    /// <summary>A region whose histogram falls evenly from all to nothing.</summary>
    internal static ReportRegion Region(string name, int bins) => new(
        name, "organ", null, "#123456", 10, 10, 1, 1, null, 0, 2, 0.1, 1, 1.9, null, null, null, null, null, null, null, null, null, null,
        new DoseVolumeHistogram(0.1, [.. Enumerable.Range(0, bins).Select(n => 0.1 * n)], [.. Enumerable.Range(0, bins).Select(n => 1 - (double)n / (bins - 1))]));
}

public sealed class FitChartTests
{
    private const double Decay_per_h = 0.02;

    [Fact]
    public void The_chosen_curve_comes_first_and_passes_through_the_points()
    {
        RegionKinetics region = Kinetics("kidney_left", [4, 24, 96]);
        IReadOnlyList<CurveTrace> traces = FitChart.Traces(region, 159.5);
        Assert.Equal(["mono (chosen)", "bi", "physical decay from the last point", "measured"], traces.Select(t => t.Name));
        CurveTrace measured = traces[^1];
        Assert.Equal([4, 24, 96], measured.X);
        Assert.Equal(region.Points.Select(p => p.Sigma_MBq), measured.Error_y!.Array);
        CurveTrace chosen = traces[0];
        Assert.Equal((0, 192), (chosen.X[0], chosen.X[^1]));
        int at24 = Array.FindIndex(chosen.X, t => Math.Abs(t - 24) < 1e-9);
        Assert.Equal(measured.Y[1], chosen.Y[at24], 9);
    }

    [Fact]
    public void Physical_decay_passes_through_the_last_point_and_halves_in_a_half_life()
    {
        CurveTrace decay = FitChart.Traces(Kinetics("liver", [4, 24, 96]), 96)[^2];
        int at96 = Array.FindIndex(decay.X, t => Math.Abs(t - 96) < 1e-9);
        Assert.Equal(100 * Math.Exp(-Decay_per_h * 96), decay.Y[at96], 9);
        Assert.Equal(decay.Y[at96] / 2, decay.Y[^1], 9);
    }

    [Theory]
    [InlineData(0.02)] // Rb-82: decay back over four days is beyond every number
    [InlineData(1.13)]
    [InlineData(159.5)]
    public void Every_number_that_is_drawn_is_one(double halfLife_h)
    {
        RegionKinetics region = Kinetics("liver", [4, 24, 168]);
        Assert.All(FitChart.Traces(region, halfLife_h), t => Assert.All(t.X.Concat(t.Y), v => Assert.True(double.IsFinite(v))));
        foreach (bool logarithmic in (bool[])[false, true]) Assert.All(FitChart.Layout(region, logarithmic).Yaxis.Range!, v => Assert.True(double.IsFinite(v)));
    }

    [Fact]
    public void A_logarithmic_axis_survives_a_region_without_activity()
    {
        RegionKinetics empty = Kinetics("bladder", [4, 24]) with { Points = [new(4, 0, 0), new(24, 0, 0)] };
        foreach (bool logarithmic in (bool[])[false, true])
        {
            double[] range = FitChart.Layout(empty, logarithmic).Yaxis.Range!;
            Assert.All(range, v => Assert.True(double.IsFinite(v)));
            Assert.True(range[0] < range[1]);
        }
    }

    [Fact]
    [Trait("REQ", "A5")]
    public void Names_of_models_are_inert() =>
        Assert.All(FitChart.Traces(Kinetics(DvhChartTests.Hostile, [4, 24], DvhChartTests.Hostile), 159.5), t => Assert.DoesNotContain('<', t.Name));

    private static RegionKinetics Kinetics(string name, double[] times_h, string other = "bi")
    {
        CurveFit Fit(string model) => new(model, [new ExponentialTerm(100, Decay_per_h)], new Dictionary<string, double>(), null, null, 5000, 100, 0.2, 0, []);
        return new RegionKinetics(name, [.. times_h.Select(t => new TacPoint(t, 100 * Math.Exp(-Decay_per_h * t), 2))], [Fit("mono"), Fit(other)], Fit("mono"), "test");
    }
}

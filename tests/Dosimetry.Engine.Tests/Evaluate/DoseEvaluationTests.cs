using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Tests.Evaluate;

/// <summary>The stage: regions and unions, BED along the right curve, uncertainty, refusals.</summary>
public sealed class DoseEvaluationTests
{
    private static readonly Grid Grid = new(4, 2, 1, Affine.Diagonal(new(10, 10, 10), default));
    private static readonly RadiobiologyTable Table = RadiobiologyTable.OpenDefault();

    [Fact]
    public void Regions_come_first_and_unions_after_them_with_their_own_figures()
    {
        EvaluationResult result = Evaluate(Dose([1, 1, 3, 3, 9, 9, 9, 9]));
        Assert.Equal(["kidney_left", "kidney_right", "remainder", "kidneys"], result.Regions.Select(r => r.Name));
        RegionDose union = result.Regions[3];
        Assert.Equal(2, union.MeanDose_Gy, 1e-9);
        Assert.Equal(4, union.Volume_ml, 1e-6);
        Assert.Equal(2 / 7.4, union.DosePerActivity_Gy_per_GBq, 1e-9);
    }

    [Fact]
    public void Bed_follows_the_curve_of_the_region_and_names_its_parameters()
    {
        EvaluationResult result = Evaluate(Dose([1, 1, 3, 3, 9, 9, 9, 9]));
        RegionDose kidney = result.Regions[1];
        double effective = 40, repair = 2.8;
        Assert.Equal(3 * (1 + 3 / 2.5 * repair / (repair + effective)), kidney.Bed_Gy!.Value, 1e-9);
        Assert.Equal(kidney.Bed_Gy.Value / 1.8, kidney.Eqd2_Gy!.Value, 1e-9);
        Assert.Contains("α/β 2.5 Gy", kidney.BedParameters);
        Assert.Null(result.Regions[2].Bed_Gy); // nobody knows an α/β of the remainder
    }

    [Fact]
    public void Uncertainty_joins_the_integral_and_the_statistics_of_the_engine()
    {
        DoseResult dose = Dose([1, 1, 3, 3, 9, 9, 9, 9]) with { Sigma = new Volume<Dose_Gy>(Grid, [.. Enumerable.Repeat(0.2f, 8)]) };
        RegionDose kidney = Evaluate(dose).Regions[1];
        Assert.Equal(Math.Sqrt(Math.Pow(3 * 0.1, 2) + 0.04 / 2), kidney.MeanSigma_Gy!.Value, 1e-6);
    }

    [Fact]
    public void A_dose_that_is_not_a_number_or_lies_elsewhere_is_refused()
    {
        Assert.Equal("EVALUATE.NOT_A_NUMBER", Assert.Throws<RefusedException>(() => Evaluate(Dose([1, float.NaN, 1, 1, 1, 1, 1, 1]))).Finding.Code);
        DoseResult elsewhere = Dose(new float[8]) with { Dose = new(new Grid(4, 2, 1, Affine.Diagonal(new(9, 10, 10), default)), new float[8]) };
        Assert.Equal("EVALUATE.GRID", Assert.Throws<RefusedException>(() => Evaluate(elsewhere)).Finding.Code);
    }

    [Fact]
    public void Every_organ_of_the_table_has_positive_parameters_and_a_source() =>
        Assert.All(Table.Organs, o => Assert.True(o.AlphaBeta_Gy > 0 && o.RepairHalfLife_h > 0 && o.Source.Length > 0 && o.Status is "read" or "to check"));

    private static EvaluationResult Evaluate(DoseResult dose)
    {
        Region left = Part("kidney_left", 0, 1), right = Part("kidney_right", 2, 3), rest = Part("remainder", 4, 5, 6, 7), both = Part("kidneys", 0, 1, 2, 3);
        RegionSet regions = new(Grid, [left, right, rest], []) { Unions = [both] };
        KineticsResult kinetics = new([Kinetics("kidney_left"), Kinetics("kidney_right"), Kinetics("remainder")], new(Grid, new float[8]), []);
        return DoseEvaluation.Evaluate(dose, new(Grid, [.. Enumerable.Repeat(1f, 8)]), regions, kinetics, Activity.FromGBq(7.4), Table);
    }

    private static Region Part(string name, params int[] voxels) => new(name, RegionNames.ClassOf(name), voxels, [.. voxels.Select(_ => 1f)], "t", "#000000");

    private static RegionKinetics Kinetics(string name)
    {
        double rate = Math.Log(2) / 40;
        CurveFit fit = new("mono", [new ExponentialTerm(100, rate)], new Dictionary<string, double>(), null, null, 100 / rate, 10 / rate, 0.1, 0, []);
        return new RegionKinetics(name, [], [fit], fit, "test");
    }

    private static DoseResult Dose(float[] values) => new(new Volume<Dose_Gy>(Grid, values), null, "local", "CPU", "ICRP-107", 1, 1, null, 0, new Dictionary<string, string>(), []);
}

using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Tests.Evaluate;

/// <summary>Two doses beside each other: differences, regions, other grids, other versions, refusals.</summary>
public sealed class DoseComparisonTests
{
    private static readonly Grid Grid = new(12, 10, 8, Affine.Diagonal(new(3, 3, 3), new(-16, -13, -10)));
    private static readonly GammaCriteria TwoTwo = new();
    private static readonly Region Kidney = Box("kidney_left", 2, 6), Liver = Box("liver", 6, 11);

    [Fact]
    public void A_dose_that_is_three_percent_higher_is_three_percent_higher_everywhere()
    {
        ComparisonResult result = Compare(Ramp(1), Ramp(1.03));
        Assert.All(result.Regions, r => { Assert.Equal(3, r.MeanDifference_percent!.Value, 1e-4); Assert.Equal(3, r.D98Difference_percent!.Value, 1e-4); Assert.Equal(3, r.D2Difference_percent!.Value, 1e-4); });
        Assert.Equal(["kidney_left", "liver"], result.Regions.Select(r => r.Name));
        ComparisonResult ofMaximum = Compare(Ramp(1), Ramp(1.03), PercentOf.Maximum);
        Assert.Equal(3, ofMaximum.Maps!.Percent.Values.Max(), 1e-3);
        Assert.Empty(result.Findings);
    }

    [Fact]
    public void The_percent_map_refers_to_the_mean_of_the_voxels_own_region()
    {
        ComparisonResult result = Compare(Ramp(1), Ramp(1.1));
        Volume<Dimensionless> percent = result.Maps!.Percent;
        int voxel = Grid.Index(3, 4, 4), outside = Grid.Index(0, 0, 0);
        Assert.Equal(100 * 0.1 * Ramp(1).Values[voxel] / result.Regions[0].Reference.Mean_Gy, percent.Values[voxel], 1e-3);
        Assert.Equal(0, percent.Values[outside]); // no region there
        Assert.Equal(0.1 * Ramp(1).Values[outside], result.Maps.Difference.Values[outside], 1e-5);
    }

    [Fact]
    public void Exchanging_the_two_turns_the_difference_round()
    {
        ComparisonResult there = Compare(Ramp(1), Ramp(1.05)), back = Compare(Ramp(1.05), Ramp(1));
        Assert.All(there.Maps!.Difference.Values.Zip(back.Maps!.Difference.Values), d => Assert.Equal(d.First, -d.Second));
        Assert.Equal(there.MeanDifference_Gy, -back.MeanDifference_Gy, 1e-6);
    }

    [Fact]
    public void Another_grid_is_resampled_and_said()
    {
        Grid finer = new(24, 20, 16, Affine.Diagonal(new(1.5, 1.5, 1.5), new(-16.75, -13.75, -10.75)));
        ComparisonResult result = Compare(Ramp(1), On(finer, x => 10 + 0.1 * (x + 20)));
        Assert.Contains(result.Findings, f => f.Code == "COMPARE.RESAMPLED");
        Assert.DoesNotContain(result.Findings, f => f.Code == "COMPARE.PARTLY_OUTSIDE");
        Assert.True(result.LargestDifference_Gy < 1e-4); // a straight slope survives linear interpolation
        Assert.Equal(1, result.PassRate);
    }

    [Fact]
    public void A_dose_that_covers_a_part_is_said_and_one_elsewhere_is_refused()
    {
        Grid half = new(6, 10, 8, Grid.Affine), far = new(12, 10, 8, Affine.Diagonal(new(3, 3, 3), new(500, 0, 0)));
        Assert.Contains(Compare(Ramp(1), On(half, _ => 10)).Findings, f => f.Code == "COMPARE.PARTLY_OUTSIDE" && f.Text.Contains("50.0 %", StringComparison.Ordinal));
        Assert.Equal("COMPARE.NO_OVERLAP", Assert.Throws<RefusedException>(() => Compare(Ramp(1), On(far, _ => 10))).Finding.Code);
    }

    [Fact]
    public void Other_regions_curves_and_activities_are_said()
    {
        ComparedDose a = Stated(("kidney_left", 100, 50), ("liver", 1500, 90)), b = Stated(("kidney_left", 120, 50), ("spleen", 150, 10)), c = Stated(("kidney_left", 100, 60), ("liver", 1500, 90));
        ComparisonResult regions = DoseComparison.Compare(a, b, [Kidney], TwoTwo, PercentOf.RegionMean);
        Assert.Contains(regions.Findings, f => f.Code == "COMPARE.REGIONS_DIFFER" && f.Text.Contains("liver", StringComparison.Ordinal) && f.Text.Contains("spleen", StringComparison.Ordinal));
        Assert.Contains(regions.Findings, f => f.Code == "COMPARE.VOLUMES_DIFFER");
        Assert.Equal("kidney_left", Assert.Single(regions.Regions).Name);
        ComparisonResult curves = DoseComparison.Compare(a, c with { Engine = a.Engine! with { Activity_MBq = 7000 } }, [], TwoTwo, PercentOf.RegionMean);
        Assert.Equal(["COMPARE.KINETICS_DIFFER", "COMPARE.ACTIVITY_DIFFERS"], curves.Findings.Select(f => f.Code));
        Assert.Equal(PercentOf.Maximum, curves.PercentOf); // no regions here to refer to
        Assert.All(curves.Regions, r => Assert.Null(r.PassRate));
    }

    [Fact]
    public void Pruning_the_search_changes_nothing()
    {
        // Two plateaus with an edge and a bump: every kind of neighbourhood, compared with all offsets tried by hand.
        Volume<Dose_Gy> reference = On(Grid, x => x < 0 ? 10 : 4), evaluated = new(Grid, [.. reference.Values.Select((v, n) => n % 17 == 0 ? v * 1.2f : v * 1.03f)]);
        float[] gamma = GammaIndex.Compare(reference, evaluated, TwoTwo).Gamma.Values;
        Dosimetry.Engine.Register.TrilinearSampler sampler = new(Grid, evaluated.Values);
        foreach (int n in Enumerable.Range(0, Grid.Count).Where(n => n % 61 == 0))
        {
            (int i, int j, int k) = Grid.Voxel(n);
            double best = 4;
            for (int u = -16; u <= 16; u++)
                for (int v = -16; v <= 16; v++)
                    for (int w = -16; w <= 16; w++)
                    {
                        Vector3D s = 0.25 * new Vector3D(u, v, w);
                        double d = (sampler.At(Grid.Affine.Apply(i, j, k) + s) - reference.Values[n]) / 0.2;
                        best = Math.Min(best, s.Dot(s) / 4 + d * d);
                    }
            Assert.InRange(gamma[n], 0, Math.Sqrt(best) + 0.02); // the hand's steps are coarser: never below, and not above by more than a step
            Assert.True(gamma[n] > Math.Sqrt(best) - 0.35, $"{gamma[n]} against {Math.Sqrt(best)}");
        }
    }

    private static ComparisonResult Compare(Volume<Dose_Gy> a, Volume<Dose_Gy> b, PercentOf percentOf = PercentOf.RegionMean) =>
        DoseComparison.Compare(new("a", a, new Dictionary<string, RegionFigures>()), new("b", b, new Dictionary<string, RegionFigures>()), [Kidney, Liver], TwoTwo, percentOf);

    private static ComparedDose Stated(params (string Name, double Volume_ml, double Tia)[] regions) =>
        new("stated", Ramp(1), regions.ToDictionary(r => r.Name, r => new RegionFigures(r.Volume_ml, 3, 2, 3, 4, 0.1, new(1, [0, 1], [1, 0])) { Tia_MBq_h = r.Tia }))
        { Engine = new("voxel-s", "CPU", 1, null, 7400, "2026-01-01") };

    private static Volume<Dose_Gy> Ramp(double factor) => On(Grid, x => factor * (10 + 0.1 * (x + 20)));

    private static Volume<Dose_Gy> On(Grid grid, Func<double, double> dose_Gy) =>
        new(grid, [.. Enumerable.Range(0, grid.Count).Select(n => { (int i, int j, int k) = grid.Voxel(n); return (float)dose_Gy(grid.Affine.Apply(i, j, k).X); })]);

    private static Region Box(string name, int low, int high)
    {
        int[] voxels = [.. Enumerable.Range(0, Grid.Count).Where(n => Grid.Voxel(n) is { I: var i, J: > 1 and < 8, K: > 1 and < 7 } && i >= low && i < high)];
        return new Region(name, RegionNames.ClassOf(name), voxels, [.. voxels.Select(_ => 1f)], "test", "#000000");
    }
}

using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Register;
using Dosimetry.Engine.Segment;
using static Dosimetry.Engine.Tests.Kinetics.KineticsData;

namespace Dosimetry.Engine.Tests.Kinetics;

/// <summary>From images to integrals: the sums close, and known curves come back.</summary>
public sealed class TimeIntegrationTests
{
    private static readonly Grid Grid = new(8, 8, 8, Affine.Diagonal(new(4, 4, 4), new(0, 0, 0)));
    private static readonly double[] Times_h = [4, 24, 96, 168];
    private const double KidneyRate = 0.02, RestRate = 0.04;

    [Fact]
    public void Integrals_of_known_curves_come_back_and_every_decay_is_in_one_voxel()
    {
        (AlignedStudy study, RegionSet regions) = Phantom();
        KineticsResult result = TimeIntegration.Integrate(study, regions, Lu177HalfLife, new KineticsOptions());
        double kidney = Kidney_MBq(0) / KidneyRate, rest = Rest_MBq(0) / RestRate;
        Near(kidney, result.Regions[0].Chosen.Tia_MBq_h, 1e-5);
        Near(rest, result.Regions[1].Chosen.Tia_MBq_h, 1e-5);
        Near((kidney + rest) * 3600, result.Tia.Sum(), 1e-5);
        Near(kidney * 3600, regions.Regions[0].Voxels.Sum(v => (double)result.Tia.Values[v]), 1e-5);
    }

    [Fact]
    public void Inside_a_region_the_integral_follows_the_pattern_of_the_images()
    {
        (AlignedStudy study, RegionSet regions) = Phantom();
        KineticsResult result = TimeIntegration.Integrate(study, regions, Lu177HalfLife, new KineticsOptions());
        int[] v = regions.Regions[0].Voxels;
        float[] first = study.Spect[0].Activity.Values;
        Near(first[v[5]] / (double)first[v[0]], result.Tia.Values[v[5]] / (double)result.Tia.Values[v[0]], 1e-5);
    }

    [Fact]
    public void The_calibration_uncertainty_reaches_the_integral()
    {
        (AlignedStudy study, RegionSet regions) = Phantom();
        CurveFit chosen = TimeIntegration.Integrate(study, regions, Lu177HalfLife, new KineticsOptions()).Regions[0].Chosen;
        Near(0.05, chosen.TiaSigma_MBq_h / chosen.Tia_MBq_h, 1e-3); // the noise-free fit adds nothing
    }

    [Fact]
    public void Counting_statistics_add_to_the_points()
    {
        (AlignedStudy study, RegionSet regions) = Phantom();
        QuantifiedScan scan = study.Spect[0] with { RelSigma = 0, CountsPerBq = 1e-5 };
        TacPoint point = RegionActivity.Curve(study with { Spect = [scan] }, regions.Regions[0]).Points[0];
        double counts = point.Activity_MBq * 1e6 * 1e-5;
        Near(1 / Math.Sqrt(counts), point.Sigma_MBq / point.Activity_MBq, 1e-9);
    }

    [Fact]
    public void A_region_without_activity_is_reported_and_left_out()
    {
        (AlignedStudy study, RegionSet regions) = Phantom();
        Region cold = new("spleen", RegionClass.Organ, [7], [1], "test", "#000000");
        foreach (QuantifiedScan scan in study.Spect) scan.Activity.Values[7] = 0;
        KineticsResult result = TimeIntegration.Integrate(study, regions with { Regions = [.. regions.Regions, cold] }, Lu177HalfLife, new KineticsOptions());
        Assert.DoesNotContain(result.Regions, r => r.Region == "spleen");
        Assert.Contains(result.Findings, f => f.Code == "KINETICS.EMPTY_REGION" && f.Text.StartsWith("spleen", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_image_can_give_the_pattern_and_a_region_without_one_is_spread_evenly()
    {
        (_, RegionSet regions) = Phantom();
        float[] pattern = new float[Grid.Count];
        for (int n = 0; n < 64; n++) pattern[n] = n % 3 - 0.5f; // the kidney's; negative voxels get nothing
        float[] tia = VoxelTiaMap.Spread(Grid, pattern, [(regions.Regions[0], 10), (regions.Regions[1], 20)]).Values;
        Near(10 * 3600, tia.Take(64).Sum(v => (double)v), 1e-6);
        Assert.Equal(0, tia[0]);
        Near(3, tia[2] / (double)tia[1], 1e-5); // 1.5 over 0.5
        Near(20 * 3600.0 / (Grid.Count - 64), tia[^1], 1e-5);
    }

    [Fact]
    public void Left_out_points_and_names_that_fit_nothing_reach_the_findings()
    {
        (AlignedStudy study, RegionSet regions) = Phantom();
        KineticsOptions options = new() { Exclusions = [new("kidney_left", 24, "patient moved"), new("pancreas", 24, "patient moved")] };
        KineticsResult result = TimeIntegration.Integrate(study, regions, Lu177HalfLife, options);
        Assert.Equal([4, 96, 168], result.Regions[0].Points.Select(p => p.Time_h));
        Assert.Equal(24, Assert.Single(result.Regions[0].Excluded).Time_h);
        Assert.Equal(["KINETICS.NO_SUCH_POINT", "KINETICS.POINT_EXCLUDED"], result.Findings.Where(f => f.Code.EndsWith("POINT", StringComparison.Ordinal) || f.Code.EndsWith("EXCLUDED", StringComparison.Ordinal)).Select(f => f.Code));
    }

    [Fact]
    public void A_model_chosen_for_one_region_wins()
    {
        (AlignedStudy study, RegionSet regions) = Phantom();
        var options = new KineticsOptions(ModelOfRegion: new Dictionary<string, string> { ["remainder"] = "bi" });
        KineticsResult result = TimeIntegration.Integrate(study, regions, Lu177HalfLife, options);
        Assert.Equal(["mono", "bi"], result.Regions.Select(r => r.Chosen.Model));
    }

    private static double Kidney_MBq(double t) => 60 * Math.Exp(-KidneyRate * t);
    private static double Rest_MBq(double t) => 200 * Math.Exp(-RestRate * t);

    /// <summary>A kidney of 64 voxels with a pattern, the rest uniform; shares of 1.</summary>
    private static (AlignedStudy, RegionSet) Phantom()
    {
        int[] kidney = [.. Enumerable.Range(0, 64)], rest = [.. Enumerable.Range(64, Grid.Count - 64)];
        QuantifiedScan[] scans = [.. Times_h.Select(t => new QuantifiedScan("s", Image(kidney, t), default, Duration.FromHours(t), 0.05))];
        QuantifiedStudy quantified = new(new ImportedStudy("", new(null, null, null, null, null, null), [], [], []),
            new Administration("Lu-177", null, Activity.FromGBq(7.4), default), null, null, scans, []);
        AlignedStudy study = new(quantified, Grid, scans, new(Grid, new float[Grid.Count]), false, []);
        return (study, new RegionSet(Grid, [Region("kidney_left", kidney), Region("remainder", rest)], []));
    }

    private static Volume<ActivityConcentration> Image(int[] kidney, double t)
    {
        double pattern = kidney.Sum(v => 1.0 + v % 5), voxel = Grid.VoxelVolume_ml;
        float[] values = [.. Enumerable.Range(0, Grid.Count).Select(v => (float)(1e6 / voxel *
            (v < kidney.Length ? Kidney_MBq(t) * (1 + v % 5) / pattern : Rest_MBq(t) / (Grid.Count - kidney.Length))))];
        return new Volume<ActivityConcentration>(Grid, values);
    }

    private static Region Region(string name, int[] voxels) => new(name, RegionNames.ClassOf(name), voxels, [.. voxels.Select(_ => 1f)], "test", "#000000");
}

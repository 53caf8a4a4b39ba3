using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;
using Dosimetry.Engine.Tests.Segment;
using static Dosimetry.Engine.Tests.Segment.Shapes;

namespace Dosimetry.Engine.Tests.Evaluate;

/// <summary>Dose figures against closed forms and dense sampling; histogram laws.</summary>
public sealed class DoseStatisticsTests
{
    [Fact]
    public void A_small_sphere_in_a_steep_Gaussian_agrees_with_dense_sampling_within_one_percent()
    {
        // The authored RTDOSE: D(r) = 25 exp(−r²/600) Gy about (−2, −2, −2) mm on 20³ points of 4 mm; a sphere of 24 mm drawn every 4 mm.
        Grid grid = new(20, 20, 20, Affine.Diagonal(new(4, 4, 4), new(-40, -40, -40)));
        Volume<Dose_Gy> dose = new(grid, [.. Enumerable.Range(0, grid.Count).Select(n => { var (i, j, k) = grid.Voxel(n); return (float)Gaussian(grid.Affine.Apply(i, j, k)); })]);
        DoseStatistics s = new(DoseSamples.OfPieces("sphere", Sphere(24, 4), dose));
        (double volume_ml, double mean, double[] sorted) = Dense();
        Assert.Equal(volume_ml, s.Volume_ml, 0.01 * volume_ml);
        Assert.Equal(mean, s.Mean_Gy, 0.01 * mean);
        // The peak lies amid eight points 3.5 mm away: linear interpolation cannot rise above exp(−12/600) = 98 % of it, hence 2 % for the hottest part.
        foreach (var (percent, tolerance) in ((double, double)[])[(98, 0.01), (95, 0.01), (50, 0.01), (5, 0.02), (2, 0.02)])
        {
            double expected = sorted[(int)(sorted.Length * (1 - percent / 100))];
            Assert.Equal(expected, s.D_Gy(percent), tolerance * expected);
        }
        Assert.Equal(sorted.Count(d => d >= 10) / (double)sorted.Length, s.V(10), 0.01);
    }

    private static double Gaussian(Vector3D p) => 25 * Math.Exp(-(p - new Vector3D(-2, -2, -2)).Length * (p - new Vector3D(-2, -2, -2)).Length / 600);

    /// <summary>Points every 0.8 mm inside the stack of 4 mm slabs.</summary>
    private static (double Volume_ml, double Mean, double[] Sorted) Dense()
    {
        List<double> doses = [];
        const double step = 0.8;
        for (double z = -22 + step / 2; z < 22; z += step)
        {
            double plane = 4 * Math.Round(z / 4), r2 = 24 * 24 - plane * plane;
            for (double y = -24 + step / 2; y < 24; y += step)
                for (double x = -24 + step / 2; x < 24; x += step)
                    if (x * x + y * y <= r2) doses.Add(Gaussian(new(x, y, z)));
        }
        return (doses.Count * step * step * step / 1000, doses.Average(), [.. doses.Order()]);
    }

    [Fact]
    public void A_ramp_has_linear_figures()
    {
        Grid grid = new(1000, 1, 1, Affine.Diagonal(new(1, 1, 1), default));
        DoseStatistics s = Statistics(grid, [.. Enumerable.Range(0, 1000).Select(n => n + 0.5f)]);
        Assert.Equal(500, s.Mean_Gy, 1e-9);
        Assert.Equal((20, 500, 980), (Math.Round(s.D_Gy(98), 6), Math.Round(s.D_Gy(50), 6), Math.Round(s.D_Gy(2), 6)));
        Assert.Equal(0.25, s.V(750), 1e-9);
    }

    [Fact]
    public void Mean_is_energy_over_mass()
    {
        Grid grid = new(2, 1, 1, Affine.Diagonal(new(10, 10, 10), default));
        Volume<MassDensity> density = new(grid, [1f, 0.25f]);
        Region region = new("lung_left", RegionClass.Organ, [0, 1], [1f, 1f], "t", "#000000");
        DoseStatistics s = new(DoseSamples.OfVoxels(region, new(grid, [2f, 10f]), density));
        Assert.Equal((2 * 1 + 10 * 0.25) / 1.25, s.Mean_Gy, 1e-12);
        Assert.Equal(1.25, s.Mass_g, 1e-12);
    }

    [Fact]
    public void The_histogram_falls_from_one_to_zero_and_does_not_care_about_the_order_of_voxels()
    {
        var cases = from d in Gen.Choose(0, 5000).NonEmptyListOf() from seed in Gen.Choose(1, 1000) select (Doses: d.Select(v => v / 100f).ToArray(), seed);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            Grid grid = new(c.Doses.Length, 1, 1, Affine.Diagonal(new(4, 4, 4), default));
            DoseVolumeHistogram h = Statistics(grid, c.Doses).Histogram();
            Assert.Equal(1, h.Volume_fraction[0], 1e-12);
            Assert.Equal(0, h.Volume_fraction[^1]);
            for (int n = 1; n < h.Volume_fraction.Length; n++) Assert.True(h.Volume_fraction[n] <= h.Volume_fraction[n - 1]);
            Assert.InRange(h.Dose_Gy.Length, 2, 1003);
            float[] shuffled = [.. c.Doses.Select((d, n) => (d, (n * 7919L + c.seed) % 1009)).OrderBy(x => x.Item2).Select(x => x.d)];
            DoseStatistics a = Statistics(grid, c.Doses), b = Statistics(grid, shuffled);
            Assert.Equal(a.D_Gy(98), b.D_Gy(98), 1e-9);
            Assert.Equal(a.Mean_Gy, b.Mean_Gy, 1e-9);
            Assert.Equal(h.Volume_fraction, b.Histogram().Volume_fraction);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_equivalent_uniform_dose_lies_between_coldest_and_hottest_and_is_the_mean_for_one()
    {
        Grid grid = new(4, 1, 1, Affine.Diagonal(new(4, 4, 4), default));
        DoseStatistics s = Statistics(grid, [1f, 2f, 3f, 10f]);
        Assert.Equal(4, s.Eud_Gy(1), 1e-9);
        Assert.InRange(s.Eud_Gy(-10), 1, 1.2);
        Assert.InRange(s.Eud_Gy(40), 9.6, 10);
        Assert.Equal(0, Statistics(grid, [0f, 2f, 3f, 4f]).Eud_Gy(-10)); // a cold cell survives
    }

    [Fact]
    public void A_region_without_volume_is_refused() => Assert.Equal("EVALUATE.NO_VOLUME", Assert.Throws<RefusedException>(() =>
        DoseSamples.OfPieces("lesion_001", Sphere(5, 2), new Volume<Dose_Gy>(new Grid(2, 2, 2, Affine.Diagonal(new(4, 4, 4), new(500, 0, 0))), new float[8]))).Finding.Code);

    private static DoseStatistics Statistics(Grid grid, float[] doses) => new(DoseSamples.OfVoxels(
        new Region("all", RegionClass.Organ, [.. Enumerable.Range(0, doses.Length)], [.. doses.Select(_ => 1f)], "t", "#000000"), new(grid, doses), null));
}

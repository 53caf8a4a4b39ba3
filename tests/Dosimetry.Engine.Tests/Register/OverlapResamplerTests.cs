using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Tests.Register;

/// <summary>Conservation, exactness in known cases, and honest coverage.</summary>
public sealed class OverlapResamplerTests
{
    /// <summary>A target of coarse voxels that covers the source with room to spare.</summary>
    private static readonly Grid Target = new(16, 16, 16, Affine.Diagonal(new(5, 5, 5), new(-37.5, -37.5, -37.5)));

    private static double Amount(Grid grid, float[] values) => values.Sum(v => (double)v) * grid.VoxelVolume_ml;

    [Fact]
    public void Activity_is_conserved_for_any_shift_mirror_and_swap_of_axes()
    {
        var cases = from seed in Gen.Choose(0, 9999) from mirror in Gen.Choose(0, 7) from swap in Gen.Choose(0, 2) from spacing in Gen.Choose(11, 79) from shift in Gen.Choose(-60, 60) select (seed, mirror, swap, spacing / 10.0, shift / 10.0);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            Grid source = Turned(c.mirror, c.swap, c.Item4, c.Item5);
            float[] values = Values(source, c.seed);
            OverlapResampler resampler = new(source, Target);
            Assert.True(resampler.IsExact);
            double before = Amount(source, values);
            Assert.Equal(before, Amount(Target, resampler.Average(values)), 1e-5 * before); // float storage
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Activity_is_conserved_for_any_rotation()
    {
        var cases = from seed in Gen.Choose(0, 9999) from degrees in Gen.Choose(1, 89) select (seed, degrees);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            (double sin, double cos) = Math.SinCos(c.degrees * Math.PI / 180);
            Grid source = new(6, 5, 4, Affine.FromColumns(new(4 * cos, 4 * sin, 0), new(-4 * sin, 4 * cos, 0), new(0, 0, 6), new(1, -3, -8)));
            float[] values = Values(source, c.seed);
            double before = Amount(source, values);
            Assert.Equal(before, Amount(Target, new OverlapResampler(source, Target).Average(values)), 1e-5 * before);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Halving_the_resolution_takes_the_mean_of_eight()
    {
        Grid fine = new(4, 4, 4, Affine.Diagonal(new(2, 2, 2), new(0, 0, 0))), coarse = new(2, 2, 2, Affine.Diagonal(new(4, 4, 4), new(1, 1, 1)));
        float[] values = Values(fine, 1), result = new OverlapResampler(fine, coarse).Average(values);
        double mean = 0;
        for (int k = 0; k < 2; k++) for (int j = 0; j < 2; j++) for (int i = 2; i < 4; i++) mean += values[fine.Index(i, j, k)] / 8;
        Assert.Equal(mean, result[coarse.Index(1, 0, 0)], 1e-6);
    }

    [Fact]
    public void A_shift_of_a_quarter_voxel_is_linear_interpolation()
    {
        Grid a = new(4, 1, 1, Affine.Diagonal(new(4, 4, 4), new(0, 0, 0))), b = new(4, 1, 1, Affine.Diagonal(new(4, 4, 4), new(1, 0, 0)));
        float[] result = new OverlapResampler(a, b).Average([8, 4, 0, 12]);
        Assert.Equal([0.75f * 8 + 0.25f * 4, 0.75f * 4, 0.25f * 12, 0.75f * 12], result);
    }

    [Fact]
    public void A_uniform_field_stays_uniform_where_covered_and_coverage_tells_where()
    {
        Grid source = new(4, 4, 4, Affine.Diagonal(new(-3, 3, 3), new(9, 0, 0)));
        OverlapResampler resampler = new(source, Target);
        float[] values = resampler.Average([.. Enumerable.Repeat(7f, 64)]), coverage = resampler.Coverage();
        for (int n = 0; n < values.Length; n++) Assert.Equal(7 * coverage[n], values[n], 1e-4);
        Assert.Equal(Math.Pow(4 * 3, 3), coverage.Sum(c => (double)c) * 125, 1e-3);
    }

    internal static Grid Turned(int mirror, int swap, double spacing_mm, double shift_mm)
    {
        double Sign(int axis) => (mirror >> axis & 1) == 0 ? 1 : -1;
        Vector3D[] axes = [new(Sign(0) * spacing_mm, 0, 0), new(0, Sign(1) * spacing_mm * 0.7, 0), new(0, 0, Sign(2) * spacing_mm * 1.1)];
        Vector3D centre = new(shift_mm / 4, -shift_mm / 5, shift_mm / 3);
        Vector3D a = axes[swap], b = axes[(swap + 1) % 3], c = axes[(swap + 2) % 3];
        return new Grid(5, 4, 3, Affine.FromColumns(a, b, c, centre + -2.0 * a + -1.5 * b + -1.0 * c));
    }

    private static float[] Values(Grid grid, int seed) => [.. Enumerable.Range(0, grid.Count).Select(n => (float)((n * 7919L + seed * 104729L) % 1000) / 100)];
}

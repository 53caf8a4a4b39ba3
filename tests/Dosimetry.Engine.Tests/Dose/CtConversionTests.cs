using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;
using static Dosimetry.Engine.Tests.Dose.DoseReferences;

namespace Dosimetry.Engine.Tests.Dose;

/// <summary>Density and medium from CT number.</summary>
public class CtConversionTests
{
    private static readonly CtConversion Curve = CtConversion.SchneiderMonotone(Library), Original = CtConversion.SchneiderOriginal(Library);

    [Theory]
    [InlineData(-1000, 0.00121)]
    [InlineData(14, 1.03)]
    [InlineData(101, 1.0762)]
    [InlineData(1600, 1.9642)]
    [InlineData(-3000, 0.00121)]
    [InlineData(9000, 2.8)]
    public void Density_at_the_points_of_the_curve(double hu, double expected) => Assert.Equal(expected, Curve.Density_g_per_cm3(hu), 1e-9);

    [Fact]
    public void The_default_rises_everywhere_and_the_original_steps_down()
    {
        for (int hu = -1000; hu < 3000; hu++) Assert.True(Curve.Density_g_per_cm3(hu + 1) >= Curve.Density_g_per_cm3(hu), $"{hu} HU");
        Assert.True(Original.Density_g_per_cm3(101) < Original.Density_g_per_cm3(100));
    }

    [Fact]
    public void A_ct_becomes_matter_and_says_what_it_assumed()
    {
        var grid = new Grid(6, 1, 1, Affine.Diagonal(new(1, 1, 1), new(0, 0, 0)));
        CtMatter matter = Curve.Apply(new Volume<CtNumber>(grid, [-1024, -700, -80, 40, 400, 2500]));
        Assert.Equal(["air", "lung", "adipose", "soft_tissue", "trabecular_bone", "cortical_bone"], matter.Medium.Select(m => matter.Media[m]));
        Assert.Contains(matter.Findings, f => f.Code == "DOSE.HU_CLAMPED");
        Assert.Contains(matter.Findings, f => f.Code == "DOSE.METAL");
        Assert.Throws<RefusedException>(() => Curve.Apply(new Volume<CtNumber>(grid, [float.NaN, 0, 0, 0, 0, 0])));
    }

    [Fact]
    public void Medium_by_density_agrees_with_medium_by_ct_number()
    {
        var grid = new Grid(4000, 1, 1, Affine.Diagonal(new(1, 1, 1), new(0, 0, 0)));
        var ct = new Volume<CtNumber>(grid, [.. Enumerable.Range(-1000, 4000).Select(h => h + 0.5f)]);
        CtMatter matter = Curve.Apply(ct);
        Assert.Equal(matter.Medium, MediumByDensity.Assign(matter.Density, Curve));
    }

    [Fact]
    public void A_coarse_dose_grid_keeps_the_mass()
    {
        var fine = new Grid(8, 8, 8, Affine.Diagonal(new(1, 1, 1), new(0.5, 0.5, 0.5)));
        var coarse = new Grid(2, 2, 2, Affine.Diagonal(new(4, 4, 4), new(2, 2, 2)));
        var ct = new Volume<CtNumber>(fine, [.. Enumerable.Range(0, fine.Count).Select(n => n % 3 == 0 ? -800f : 50f)]);
        CtMatter matter = Matter.FromCt(ct, coarse, Curve);
        double mass = ct.Values.Sum(h => Curve.Density_g_per_cm3(h)) * fine.VoxelVolume_ml;
        Assert.Equal(mass, matter.Density.Sum() * coarse.VoxelVolume_ml, 1e-5 * mass);
    }
}

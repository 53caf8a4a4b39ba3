using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Tests.Evaluate;

/// <summary>Gamma in cases that can be worked out by hand.</summary>
public sealed class GammaIndexTests
{
    private static readonly Grid Grid = new(6, 6, 6, Affine.Diagonal(new(2, 2, 2), default));
    private static readonly GammaCriteria TwoTwo = new(2, 2, 10);

    [Fact]
    public void A_dose_agrees_with_itself()
    {
        Volume<Dose_Gy> dose = Ramp(0);
        GammaResult result = GammaIndex.Compare(dose, dose, TwoTwo);
        Assert.Equal(1, result.PassRate);
        Assert.Equal(0, result.Gamma.Values.Max());
    }

    [Theory]
    [InlineData(1.01, 0.5)] // 1 % of a uniform dose against 2 %
    [InlineData(1.03, 1.5)]
    public void In_a_uniform_dose_only_the_dose_criterion_counts(double factor, double gamma)
    {
        Volume<Dose_Gy> one = Uniform(1), other = Uniform((float)factor);
        Assert.Equal(gamma, GammaIndex.Compare(one, other, TwoTwo).Gamma.Values[Grid.Index(3, 3, 3)], 1e-3);
        Assert.Equal(gamma <= 1 ? 1 : 0, GammaIndex.Compare(one, other, TwoTwo).PassRate);
    }

    [Fact]
    public void On_a_slope_gamma_follows_the_normal_to_it()
    {
        // Shift by 1 mm on a slope of 1 Gy/mm with ΔD = 2 % of 110 Gy: γ = s/√(Δd² + (ΔD/g)²).
        GammaResult result = GammaIndex.Compare(Ramp(0), Ramp(1), TwoTwo);
        double tolerance = 0.02 * 110;
        Assert.Equal(1 / Math.Sqrt(4 + tolerance * tolerance), result.Gamma.Values[Grid.Index(3, 3, 3)], 0.01);
        Assert.Equal(1, result.MeanDifference_Gy, 0.1);
    }

    [Fact]
    public void Voxels_below_the_cut_off_are_not_compared_and_an_empty_reference_is_refused()
    {
        float[] values = new float[Grid.Count];
        values[5] = 10;
        values[6] = 0.5f;
        Volume<Dose_Gy> dose = new(Grid, values);
        Assert.Equal(1, GammaIndex.Compare(dose, dose, TwoTwo).Compared);
        Assert.Throws<RefusedException>(() => GammaIndex.Compare(Uniform(0), dose, TwoTwo));
        Assert.Throws<RefusedException>(() => GammaIndex.Compare(dose, dose, new GammaCriteria(0, 2)));
    }

    private static Volume<Dose_Gy> Uniform(float dose_Gy) => new(Grid, [.. Enumerable.Repeat(dose_Gy, Grid.Count)]);
    private static Volume<Dose_Gy> Ramp(float shift_Gy) => new(Grid, [.. Enumerable.Range(0, Grid.Count).Select(n => 100 + shift_Gy + 2f * Grid.Voxel(n).I)]);
}

using Dosimetry.Pbpk.Model;

namespace Dosimetry.Pbpk.Tests.Model;

public sealed class KidneyFunctionTests
{
    /// <summary>Worked by hand from the published formula: 142 · (1.0/0.9)^−1.2 · 0.9938^60 = 86.2, and so on.</summary>
    [Theory]
    [InlineData(1.0, 60, false, 86.2)]
    [InlineData(0.8, 50, true, 89.7)]
    [InlineData(0.6, 40, false, 125.2)]
    [InlineData(3.0, 75, false, 21.0)]
    public void Follows_the_published_formula(double creatinine, double age, bool female, double expected) =>
        Assert.Equal(expected, KidneyFunction.IndexedGfr_ml_per_min(creatinine, age, female), 0.1);

    [Fact]
    public void Falls_with_creatinine_and_with_age() => Prop.ForAll(Gen.Choose(20, 600).Zip(Gen.Choose(20, 90)).ToArbitrary(), x =>
    {
        double creatinine = x.Item1 / 100.0, here = KidneyFunction.IndexedGfr_ml_per_min(creatinine, x.Item2, false);
        return KidneyFunction.IndexedGfr_ml_per_min(1.01 * creatinine, x.Item2, false) < here && KidneyFunction.IndexedGfr_ml_per_min(creatinine, x.Item2 + 1, false) < here;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_standard_body_keeps_its_rate()
    {
        // 1.73 m² = √(height · weight / 3600), e.g. 64.6466 kg at 166.67 cm.
        Assert.Equal(90, KidneyFunction.Deindexed_ml_per_min(90, 1.73 * 1.73 * 3600 / 166.67, 166.67), 9);
        Assert.True(KidneyFunction.Deindexed_ml_per_min(90, 100, 190) > 110);
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(double.NaN, 60)]
    [InlineData(1, 0)]
    public void What_cannot_be_is_refused(double creatinine, double age) =>
        Assert.Throws<PbpkInputException>(() => KidneyFunction.IndexedGfr_ml_per_min(creatinine, age, false));
}

using Dosimetry.Engine.Report;

namespace Dosimetry.Engine.Tests.Report;

public class FiguresTests
{
    [Theory]
    [InlineData(31.803, "31.8")]
    [InlineData(0.07349, "0.0735")]
    [InlineData(7400.0, "7400")]
    [InlineData(0.0, "0")]
    [InlineData(-12.345, "-12.3")]
    [InlineData(double.NaN, "failed")]
    [InlineData(double.PositiveInfinity, "failed")]
    [InlineData(null, "–")]
    [InlineData(1.23e9, "1.23E+9")]
    public void A_number_is_shown_with_three_digits(double? value, string shown) => Assert.Equal(shown, Figures.Show(value));

    [Theory]
    [InlineData(110.36, 8.84, "110.4 ± 8.8")]
    [InlineData(12933.0, 480.0, "12930 ± 480")]
    [InlineData(0.5, 0.0123, "0.500 ± 0.012")]
    [InlineData(5.0, null, "5.00")]
    [InlineData(5.0, 0.0, "5.00")]
    public void A_value_is_rounded_to_its_uncertainty(double value, double? sigma, string shown) => Assert.Equal(shown, Figures.WithSigma(value, sigma));
}

using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using FsCheck;
using FsCheck.Fluent;

namespace Dosimetry.Engine.Tests.Calibrate;

/// <summary>Recovery curves: the blurred-sphere model against stored figures, fits that find their own parameters, refusals.</summary>
public sealed class RecoveryFitTests
{
    [Theory] // computed independently: reference/quant/recovery_coefficients.csv, rows gauss_FWHM_*
    [InlineData(6, 10, 0.4429)]
    [InlineData(6, 22, 0.7277)]
    [InlineData(6, 60, 0.8986)]
    [InlineData(10, 10, 0.2153)]
    [InlineData(10, 17, 0.4518)]
    [InlineData(10, 37, 0.7301)]
    [InlineData(10, 60, 0.8317)]
    public void A_blurred_sphere_keeps_the_stored_share(double fwhm_mm, double diameter_mm, double expected) =>
        Assert.Equal(expected, BlurredSphereRecovery.Of(diameter_mm, fwhm_mm), 2e-4);

    [Fact]
    public void A_fit_finds_the_curve_that_made_its_spheres() => Prop.ForAll(
        (from b in Gen.Choose(20, 2000) from g in Gen.Choose(30, 150) select (Beta: b / 100.0, Gamma: g / 100.0)).ToArbitrary(), made =>
    {
        SphereRecovery truth = new(made.Beta, made.Gamma, [0, 0, 0], 0.5, "");
        SphereRecovery found = RecoveryFit.Of([.. new[] { 0.5, 1.15, 2.6, 5.6, 11.5, 26.5 }.Select(v => new RecoverySphere(v, truth.At(v), 0.02))], "phantom");
        return Math.Abs(found.Beta_ml / made.Beta - 1) < 1e-6 && Math.Abs(found.Gamma / made.Gamma - 1) < 1e-6;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Uncertainty_and_slope_are_those_of_scattered_phantoms_and_of_a_finite_difference()
    {
        SphereRecovery truth = new(2, 0.9, [0, 0, 0], 0.5, "");
        double[] volumes = [0.5, 1.15, 2.6, 5.6, 11.5, 26.5];
        SphereRecovery[] scattered = [.. Enumerable.Range(1, 400).Select(n =>
        {
            CounterRandom random = new((ulong)n, 3);
            return RecoveryFit.Of([.. volumes.Select((v, i) => new RecoverySphere(v, truth.At(v) * (1 + 0.03 * random.Normal(i)), 0.03 * truth.At(v)))], "");
        })];
        double[] at = [.. scattered.Select(c => c.At(4) / truth.At(4) - 1)];
        double seen = Math.Sqrt(at.Average(v => v * v)), said = scattered.Average(c => c.RelSigma(4));
        Assert.InRange(said / seen, 0.8, 1.4); // widened where spheres scatter more by chance
        double difference = (Math.Log(truth.At(4.04)) - Math.Log(truth.At(3.96))) / (Math.Log(4.04) - Math.Log(3.96));
        Assert.Equal(difference, truth.LogSlope(4), 1e-4);
    }

    [Fact]
    public void The_curve_of_a_resolution_knows_its_slope_and_what_ten_percent_of_resolution_do()
    {
        BlurredSphereRecovery curve = new(12);
        double difference = (Math.Log(curve.At(4.2)) - Math.Log(curve.At(3.8))) / (Math.Log(4.2) - Math.Log(3.8));
        Assert.Equal(difference, curve.LogSlope(4), 1e-3);
        Assert.InRange(curve.RelSigma(1), 0.1, 0.3); // third power of the resolution for the smallest spheres
        Assert.True(curve.RelSigma(1000) < 0.02);
        Assert.Throws<RefusedException>(() => new BlurredSphereRecovery(double.NaN));
    }

    [Theory]
    [InlineData("CALIBRATE.RECOVERY_FEW", 1.0, 0.5, 2.0, 0.6)]
    [InlineData("CALIBRATE.RECOVERY_VALUE", 1.0, 0.5, 2.0, 0.6, 5.0, 1.2)]
    [InlineData("CALIBRATE.RECOVERY_VALUE", -1.0, 0.5, 2.0, 0.6, 5.0, 0.8)]
    [InlineData("CALIBRATE.RECOVERY_SHAPE", 1.0, 0.5, 1.0, 0.6, 1.0, 0.7)]
    [InlineData("CALIBRATE.RECOVERY_SHAPE", 1.0, 0.8, 2.0, 0.5, 5.0, 0.2)]
    public void What_is_no_recovery_is_refused(string code, params double[] pairs)
    {
        RecoverySphere[] spheres = [.. pairs.Chunk(2).Select(p => new RecoverySphere(p[0], p[1], 0.02))];
        Assert.Equal(code, Assert.Throws<RefusedException>(() => RecoveryFit.Of(spheres, "")).Finding.Code);
    }
}

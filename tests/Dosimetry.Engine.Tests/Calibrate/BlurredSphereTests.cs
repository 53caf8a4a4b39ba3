using Dosimetry.Engine.Calibrate;

namespace Dosimetry.Engine.Tests.Calibrate;

/// <summary>The blurred sphere against the reference table and against limits that are known.</summary>
public sealed class BlurredSphereTests
{
    [Theory]
    [InlineData(6, 10, 0.4429)]
    [InlineData(6, 37, 0.8362)]
    [InlineData(10, 10, 0.2153)]
    [InlineData(10, 17, 0.4518)]
    [InlineData(10, 37, 0.7301)]
    [InlineData(10, 60, 0.8317)]
    public void Recovery_reproduces_the_table_of_gaussian_coefficients(double fwhm_mm, double diameter_mm, double expected) =>
        Assert.Equal(expected, new BlurredSphere(diameter_mm / 2, fwhm_mm).Recovery, 1e-4);

    [Fact]
    public void The_profile_integrates_to_the_recovery_inside_and_to_all_activity_far_outside()
    {
        foreach (double radius in (double[])[3, 8, 20])
        {
            BlurredSphere sphere = new(radius, 10);
            Assert.Equal(sphere.Recovery, sphere.Collected(radius), 1e-5);
            Assert.Equal(1, sphere.Collected(radius + 30), 1e-4); // 30 mm are seven standard deviations
        }
    }

    [Fact]
    public void A_large_sphere_shows_half_of_its_concentration_at_the_edge()
    {
        BlurredSphere large = new(500, 5);
        Assert.Equal(0.5, large.At(500), 2e-3);
        Assert.Equal(1, large.At(0), 1e-9);
        Assert.Equal(0.5, large.CollectedLogSlope, 5e-3);
    }

    [Fact]
    public void The_slope_is_the_derivative_of_what_is_collected()
    {
        BlurredSphere sphere = new(12, 9);
        double h = 1e-3, slope = (Math.Log(sphere.Collected(12 * (1 + h))) - Math.Log(sphere.Collected(12 * (1 - h)))) / (6 * h);
        Assert.Equal(slope, sphere.CollectedLogSlope, 1e-4);
    }

    [Fact]
    public void A_sphere_far_below_the_resolution_keeps_the_cube_law() =>
        Assert.Equal(8, new BlurredSphere(0.2, 10).Recovery / new BlurredSphere(0.1, 10).Recovery, 0.02); // the next term is of order (R/σ)², 0.2 %
}

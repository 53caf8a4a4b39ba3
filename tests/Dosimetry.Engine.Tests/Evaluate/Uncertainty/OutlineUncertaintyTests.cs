using Dosimetry.Engine.Evaluate.Uncertainty;
using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Engine.Tests.Evaluate.Uncertainty;

/// <summary>Outline to volume to dose: hand-worked numbers, limits, and the unlinearised factor against the slope.</summary>
public sealed class OutlineUncertaintyTests
{
    [Fact]
    public void Diameter_and_volume_follow_the_formulas_by_hand()
    {
        // 4.18879 ml is a sphere of 20 mm; a = 4 mm, FWHM = 6 mm: u_d² = 16/6 + 36/(4 ln 2) = 15.651 mm².
        OutlineUncertainty outline = new(4.1887902, 4, 6, 10, null);
        Assert.Equal(20, outline.Diameter_mm, 1e-6);
        Assert.Equal(Math.Sqrt(16.0 / 6 + 36 / (4 * Math.Log(2))), outline.DiameterSigma_mm, 1e-12);
        Assert.Equal(3 * 3.9562 / 20, outline.VolumeRelSigma, 1e-4);
    }

    [Fact]
    public void A_large_organ_loses_half_of_what_its_volume_gains()
    {
        OutlineUncertainty liver = new(1800, 1.5, 5, 10, null);
        Assert.InRange(liver.DoseLogSlope, -0.50, -0.40); // ½ collected − 0.99 mass, a little more for blur that is not corrected
        Assert.Equal(Math.Abs(liver.DoseLogSlope) * liver.VolumeRelSigma, liver.DoseRelSigma, 1e-12);
    }

    [Fact]
    public void Small_changes_follow_the_slope_and_large_ones_do_not_turn_the_dose_negative()
    {
        OutlineUncertainty lesion = new(4, 4, 6, 10, null);
        double h = 1e-3, slope = Math.Log(lesion.DoseFactor(h) / lesion.DoseFactor(-h)) / (2 * h);
        Assert.Equal(lesion.DoseLogSlope * lesion.VolumeRelSigma, slope, 1e-3);
        Assert.All(Enumerable.Range(-40, 81), n => Assert.True(lesion.DoseFactor(n / 10.0) is > 0 and < 100));
        Assert.Equal(1, lesion.DoseFactor(0), 1e-12);
    }

    [Fact]
    public void A_recovery_correction_that_grows_with_volume_makes_the_dose_hang_more_on_the_outline()
    {
        OutlineUncertainty plain = new(4, 4, 6, 10, null), corrected = new(4, 4, 6, 10, new AppliedRecovery(0.5, 0.05, 0.4));
        Assert.Equal(plain.DoseLogSlope - 0.4, corrected.DoseLogSlope, 1e-12);
    }
}

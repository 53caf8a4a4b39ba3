using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Engine.Evaluate.Uncertainty;

/// <summary>
/// How far the mean dose of a region hangs on where its outline runs.
/// Quantity: relative standard uncertainty of volume, and of dose through the volume.
/// Equation: d = (6V/π)^(1/3);  u_d² = a²/6 + FWHM²/(4 ln 2), two edges with a²/12 and FWHM²/(8 ln 2) each;  u_V/V = 3 u_d/d;
///   D ∝ Q(V)/R(V) · V^(−c): ∂ln D/∂ln V = C(R)/RC − ∂ln R/∂ln V − c, because a wider outline collects more blurred activity (<see cref="BlurredSphere"/>),
///   moves the recovery coefficient, and spreads the energy over more mass (c = 0.99, slope of sphere S values of Lu-177 between 1 and 1000 g).
/// Source: after Gear 2018 (EANM), formulas rebuilt from their derivation and not compared line by line with the paper. Validity: compact regions.
/// Neglected: shapes with more surface than a sphere, activity of the neighbours at the edge, outlines that differ between scans.
/// </summary>
public sealed class OutlineUncertainty
{
    /// <summary>Slope of the dose factor with mass.</summary>
    public const double MassExponent = 0.99;
    private const double LeastDiameterShare = 0.2;
    private readonly BlurredSphere sphere;
    private readonly double recoverySlope;

    /// <param name="volume_ml">Volume of the region.</param>
    /// <param name="voxel_mm">Voxel of the image under the outline.</param>
    /// <param name="outlineFwhm_mm">Resolution of that image, with the observer.</param>
    /// <param name="imageFwhm_mm">Resolution of the images that give the activity.</param>
    /// <param name="recovery">Recovery correction applied; null = none.</param>
    public OutlineUncertainty(double volume_ml, double voxel_mm, double outlineFwhm_mm, double imageFwhm_mm, AppliedRecovery? recovery)
    {
        sphere = BlurredSphere.OfVolume(volume_ml, imageFwhm_mm);
        recoverySlope = recovery?.LogSlope ?? 0;
        DiameterSigma_mm = Math.Sqrt(voxel_mm * voxel_mm / 6 + outlineFwhm_mm * outlineFwhm_mm / (4 * Math.Log(2)));
    }

    /// <summary>Diameter of the sphere of the same volume, mm.</summary>
    public double Diameter_mm => 2 * sphere.Radius_mm;
    /// <summary>Standard uncertainty of the diameter, mm.</summary>
    public double DiameterSigma_mm { get; }
    /// <summary>u_V/V.</summary>
    public double VolumeRelSigma => 3 * DiameterSigma_mm / Diameter_mm;
    /// <summary>∂ln D/∂ln V.</summary>
    public double DoseLogSlope => sphere.CollectedLogSlope - recoverySlope - MassExponent;
    /// <summary>u_D/D through the outline alone.</summary>
    public double DoseRelSigma => Math.Abs(DoseLogSlope) * VolumeRelSigma;
    /// <summary>Expected recovery of a sphere of this volume; what is lost without a correction is 1 minus this.</summary>
    public double ExpectedRecovery => sphere.Recovery;

    /// <summary>Dose with an outline <paramref name="normal"/> standard uncertainties wider, over the dose with the outline as drawn: not linearised.</summary>
    public double DoseFactor(double normal)
    {
        double ratio = Math.Max(1 + normal * DiameterSigma_mm / Diameter_mm, LeastDiameterShare);
        double collected = sphere.Collected(ratio * sphere.Radius_mm) / sphere.Collected(sphere.Radius_mm);
        return collected * Math.Pow(ratio, -3 * (recoverySlope + MassExponent));
    }
}

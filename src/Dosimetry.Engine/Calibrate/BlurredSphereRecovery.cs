using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Calibrate;

/// <summary>
/// Recovery of a uniform sphere blurred by an isotropic Gaussian, where no phantom was measured: mean over the true sphere,
/// R = ∫ 4πr² G(r) γ(r) dr with the sphere's own overlap γ(r) = 1 − ¾ r/ρ + (r/ρ)³/16, ρ its radius, in closed form (<see cref="BlurredSphere"/>).
/// Uncertainty: that of the resolution, taken as 10 %. Neglected: what the reconstruction does beyond a Gaussian (edge overshoot of resolution modelling).
/// </summary>
public sealed record BlurredSphereRecovery : RecoveryCurve
{
    private const double ResolutionRelSigma = 0.1, Step = 1e-3;
    private readonly double fwhm_mm;

    /// <summary>The curve of an image with this resolution (full width at half maximum, mm).</summary>
    /// <exception cref="RefusedException">No usable width.</exception>
    public BlurredSphereRecovery(double fwhm_mm) : base(0, FormattableString.Invariant($"uniform sphere blurred by {fwhm_mm:G4} mm, full width at half maximum"))
    {
        if (!(fwhm_mm is > 0 and < 60))
            throw new RefusedException("CALIBRATE.RESOLUTION", "The resolution is the full width at half maximum of a point in the reconstructed image, between 0 and 60 mm.");
        this.fwhm_mm = fwhm_mm;
    }

    /// <inheritdoc/>
    public override double At(double volume_ml) => Of(Diameter_mm(volume_ml), fwhm_mm);

    /// <inheritdoc/>
    public override double RelSigma(double volume_ml)
    {
        double d = Diameter_mm(volume_ml);
        return Math.Abs(Of(d, (1 - ResolutionRelSigma) * fwhm_mm) - Of(d, (1 + ResolutionRelSigma) * fwhm_mm)) / (2 * Of(d, fwhm_mm));
    }

    /// <inheritdoc/>
    public override double LogSlope(double volume_ml) => (Math.Log(At((1 + Step) * volume_ml)) - Math.Log(At((1 - Step) * volume_ml))) / (2 * Step);

    /// <summary>Mean over a uniform sphere after the blur.</summary>
    public static double Of(double diameter_mm, double fwhm_mm) => new BlurredSphere(diameter_mm / 2, fwhm_mm).Recovery;

    private static double Diameter_mm(double volume_ml) => Math.Cbrt(6000 * volume_ml / Math.PI);
}

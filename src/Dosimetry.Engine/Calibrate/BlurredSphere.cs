using MathNet.Numerics;

namespace Dosimetry.Engine.Calibrate;

/// <summary>
/// A sphere of uniform activity concentration 1, seen through an isotropic Gaussian point spread; lengths in mm.
/// Equation: C(r) = ½[erf((R − r)/(√2σ)) + erf((R + r)/(√2σ))] − σ/(r√(2π)) · [e^(−(R−r)²/2σ²) − e^(−(R+r)²/2σ²)], σ = FWHM/(2√(2 ln 2));
///   recovery RC = (1/V) ∫_V C dV = ∫ γ₀(s) g(s) 4πs² ds / V with the sphere's autocorrelation γ₀(s) = V (1 − 3s/4R + s³/16R³), in closed form.
/// Source: geometry; RC reproduces the table of Gaussian recovery coefficients of the reference data. Validity: no background, σ the same everywhere.
/// Neglected: noise, ringing of reconstructions that model the resolution.
/// </summary>
public sealed record BlurredSphere(double Radius_mm, double Fwhm_mm)
{
    private const int Steps = 64; // Simpson over a smooth radial profile: relative error below 1e-6
    private const double Tiny = 0.05;

    /// <summary>The sphere of a volume.</summary>
    public static BlurredSphere OfVolume(double volume_ml, double fwhm_mm) => new(10 * Math.Cbrt(3 * volume_ml / (4 * Math.PI)), fwhm_mm);

    /// <summary>Standard deviation of the point spread, mm.</summary>
    public double Sigma_mm => Fwhm_mm / (2 * Math.Sqrt(2 * Math.Log(2)));

    /// <summary>Concentration seen at a distance from the centre, in units of the true one.</summary>
    public double At(double r_mm)
    {
        double s = Sigma_mm, r = Math.Max(r_mm, 1e-4 * s), low = (Radius_mm - r) / s, high = (Radius_mm + r) / s;
        return (SpecialFunctions.Erf(low / Math.Sqrt(2)) + SpecialFunctions.Erf(high / Math.Sqrt(2))) / 2
            - s / (r * Math.Sqrt(2 * Math.PI)) * (Math.Exp(-low * low / 2) - Math.Exp(-high * high / 2));
    }

    /// <summary>Mean concentration seen inside the true outline, in units of the true one: the recovery coefficient, 0 to 1.</summary>
    public double Recovery
    {
        get
        {
            double a = 2 * Radius_mm / Sigma_mm, k = Math.Sqrt(2 / Math.PI), e = Math.Exp(-a * a / 2);
            if (a < Tiny) return k * a * a * a / 24; // volume times the peak of the point spread
            return SpecialFunctions.Erf(a / Math.Sqrt(2)) - k * a * e - 1.5 / a * k * (2 - (a * a + 2) * e) + k * (8 - (a * a * a * a + 4 * a * a + 8) * e) / (2 * a * a * a);
        }
    }

    /// <summary>Activity seen inside an outline of another radius, in units of the sphere's true activity.</summary>
    public double Collected(double radius_mm)
    {
        double h = radius_mm / Steps, sum = 0;
        for (int n = 0; n <= Steps; n++)
        {
            double r = n * h, weight = n is 0 or Steps ? 1 : n % 2 == 1 ? 4 : 2;
            sum += weight * At(r) * r * r;
        }
        return sum * h / Math.Pow(Radius_mm, 3); // (h/3) Σ C 4πr² over 4πR³/3
    }

    /// <summary>∂ln Q/∂ln v of the activity Q inside the outline: C(R)/RC. One half for a sphere large against the point spread.</summary>
    public double CollectedLogSlope => At(Radius_mm) / Recovery;
}

using Dosimetry.Engine.Dose.Physics;

namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Quantity: elastic scattering of electrons by screened atoms. Unit: collisions per g/cm²; deflection m = (1 − cos θ)/2.
/// Equation: dΣ/dm ∝ 1/(m + A)², screened Rutherford with Molière's screening A = χ_a²/4, χ_a = χ_0 √(1.13 + 3.76 (αZ/β)²),
/// χ_0 = α Z^(1/3) (mc/p) / 0.885; strength 2π r_e² Z(Z+1)/(γβ²)², the Z+1 for scattering by the atom's electrons. A mixture is treated as one
/// Rutherford law with the summed strength and the strength-weighted mean of ln A.
/// Source: Molière 1948, Bethe 1953. Neglected: spin and nuclear form factor (about 1 % in the first neighbour voxel).
/// </summary>
internal readonly struct ElasticScattering
{
    private const double Alpha = 1 / 137.035999, ElectronRadius_cm = 2.8179403e-13, Avogadro = 6.02214076e23;
    /// <summary>Rest energy of the electron, keV.</summary>
    public const double RestEnergy_keV = 510.99895;

    public ElasticScattering(Medium medium, double energy_keV)
    {
        double tau = energy_keV / RestEnergy_keV, beta2 = tau * (tau + 2) / ((tau + 1) * (tau + 1)), momentum2 = tau * (tau + 2); // (p/mc)²
        double reduced = ElectronRadius_cm / ((tau + 1) * beta2), sum = 0, logSum = 0;
        foreach (ElementShare e in medium.Elements)
        {
            double strength = e.Moles_per_g * Avogadro * 2 * Math.PI * e.Z * (e.Z + 1) * reduced * reduced;
            double chi0 = Alpha * Math.Cbrt(e.Z) / 0.885, az = Alpha * e.Z;
            sum += strength;
            logSum += strength * Math.Log(chi0 * chi0 / momentum2 * (1.13 + 3.76 * az * az / beta2) / 4);
        }
        (Screening, Strength) = (Math.Exp(logSum / sum), sum / 2);
    }

    /// <summary>A.</summary>
    public double Screening { get; }
    /// <summary>Factor before ∫ dm / (m + A)², per g/cm².</summary>
    public double Strength { get; }

    /// <summary>Collisions per g/cm² with a deflection beyond <paramref name="m"/>.</summary>
    public double Beyond(double m) => Strength * (1 / (Screening + m) - 1 / (Screening + 1));

    /// <summary>The deflection beyond which there are <paramref name="rate"/> collisions per g/cm².</summary>
    public double DeflectionAt(double rate) => 1 / (rate / Strength + 1 / (Screening + 1)) - Screening;

    /// <summary>Transport coefficients of orders 1 and 2 (1 − P₁ = 2m, 1 − P₂ = 6m(1 − m)) of the collisions with deflections below
    /// <paramref name="m"/>.</summary>
    public (double First, double Second) Transport(double m)
    {
        double a = Screening, log = Math.Log(1 + m / a);
        double mean = log - m / (a + m), square = m - 2 * a * log + a * m / (a + m);
        return (2 * Strength * mean, 6 * Strength * (mean - square));
    }
}

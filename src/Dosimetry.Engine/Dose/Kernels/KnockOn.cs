using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Quantity: collisions in which an electron passes more than W_c to another one, per g/cm². Energies in keV.
/// Equation (Møller 1932): dΣ/dW = C/β² [1/W² + 1/(E−W)² + (τ/(τ+1))²/E² − (2τ+1)/(τ+1)² /(W(E−W))], W ≤ E/2, C = 2π r_e² mc² n_e.
/// Validity: W well above the binding energies of the shells (W_c is 3 keV or more). Positrons are treated as electrons.
/// Neglected: the deflection of the faster electron, which the Z(Z+1) of <see cref="ElasticScattering"/> already holds.
/// </summary>
internal readonly struct KnockOn
{
    private const double Rest = ElasticScattering.RestEnergy_keV, Constant_keV_cm2_per_mol = 2.549550e-22 * 6.02214076e23;
    private readonly double _strength, _energy, _square, _mixed;

    public KnockOn(Medium medium, double energy_keV)
    {
        double tau = energy_keV / Rest, beta2 = tau * (tau + 2) / ((tau + 1) * (tau + 1));
        _strength = Constant_keV_cm2_per_mol * medium.Elements.Sum(e => e.Z * e.Moles_per_g) / beta2;
        (_energy, _square, _mixed) = (energy_keV, tau * tau / ((tau + 1) * (tau + 1)), (2 * tau + 1) / ((tau + 1) * (tau + 1)));
        Limit_keV = LimitAt(energy_keV);
    }

    /// <summary>W_c: losses below are part of the continuous slowing down. Their straggling is under 3 % of the energy.</summary>
    public double Limit_keV { get; }

    /// <summary>W_c at an energy.</summary>
    public static double LimitAt(double energy_keV) => Math.Max(3, 0.03 * energy_keV);

    /// <summary>Collisions per g/cm².</summary>
    public double Rate()
    {
        (double e, double w) = (_energy, Limit_keV);
        if (w >= e / 2) return 0;
        return _strength * (1 / w - 2 / e + 2 / e - 1 / (e - w) + _square / (e * e) * (e / 2 - w) - _mixed / e * Math.Log((e - w) / w));
    }

    /// <summary>Energy passed on per g/cm², to be taken off the collision stopping power.</summary>
    public double StoppingPower()
    {
        (double e, double w) = (_energy, Limit_keV);
        if (w >= e / 2) return 0;
        double far = 2 - e / (e - w) + Math.Log(e / 2 / (e - w));
        return _strength * (Math.Log(e / (2 * w)) + far + _square * (1.0 / 8 - w * w / (2 * e * e)) - _mixed * Math.Log((e - w) / (e / 2)));
    }

    /// <summary>The energy passed on in one such collision, by rejection from 1/W².</summary>
    public static double Sample(double energy_keV, ref HistoryRandom random)
    {
        double tau = energy_keV / Rest, square = tau * tau / ((tau + 1) * (tau + 1)), mixed = (2 * tau + 1) / ((tau + 1) * (tau + 1));
        double near = 1 / LimitAt(energy_keV), far = 2 / energy_keV, most = Math.Max(1, 2 + square / 4 - mixed);
        while (true)
        {
            double w = 1 / (near + (far - near) * random.UniformDouble()), share = w / (energy_keV - w);
            double shape = 1 + share * share + square * w * w / (energy_keV * energy_keV) - mixed * share;
            if (random.UniformDouble() * most <= shape) return w;
        }
    }

    /// <summary>cos θ of the slower electron's direction.</summary>
    public static double Cosine(double energy_keV, double passed_keV) =>
        Math.Sqrt(passed_keV * (energy_keV + 2 * Rest) / (energy_keV * (passed_keV + 2 * Rest)));
}

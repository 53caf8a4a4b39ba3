using Dosimetry.Engine.Dose.Physics;

namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Quantity: f(r), photon kerma in a medium over kerma in the kernel's medium for the same fluence, at distance r from the decay.
/// Equation: f = Σ Ψ(E) T(E) μ_en/ρ(E) of the medium / Σ Ψ(E) μ_en/ρ(E) of the kernel's medium, over the energy fluence Ψ(E) of the point
/// kernel in that
/// shell, with T = exp(−(μ_en,medium − μ_en,kernel) t) where the medium absorbs more: a piece of bone shields itself from the soft photons that would
/// otherwise decide (T = 1 gives f = 2 to 3 for cortical bone).
/// Validity: t stands for bones of a few centimetres in a body; it is the one number here that was chosen on a phantom (phantom A's spine, against
/// EGSnrc; it also makes up for the softer spectrum of an endless medium). Cortical bone: 1.26 near the decay to 1.44 at 16 cm.
/// </summary>
public static class KermaRatio
{
    private const double SelfShielding_cm = 3;

    /// <summary>f for every shell; 1 where there is no fluence.</summary>
    public static double[] ByShell(PointKernel kernel, Medium kernelMedium, Medium medium)
    {
        double[] own = Absorption(kernelMedium), other = Shielded(own, Absorption(medium), medium.Density_g_per_cm3),
            ratio = new double[RadialShells.Count];
        for (int k = 0; k < ratio.Length; k++)
        {
            double below = 0, above = 0;
            for (int b = 0; b < PhotonTally.EnergyBins; b++)
            {
                double fluence = kernel.PhotonFluence[k * PhotonTally.EnergyBins + b];
                (below, above) = (below + fluence * own[b], above + fluence * other[b]);
            }
            ratio[k] = below > 0 ? above / below : 1;
        }
        return ratio;
    }

    private static double[] Absorption(Medium medium) =>
        [.. Enumerable.Range(0, PhotonTally.EnergyBins).Select(b => medium.Photons.EnergyAbsorption[PhotonTally.BinEnergy_keV(b)])];

    private static double[] Shielded(double[] own, double[] other, double density) =>
        [.. other.Zip(own, (m, k) => m * Math.Exp(-Math.Max(0, m - k) * density * SelfShielding_cm))];
}

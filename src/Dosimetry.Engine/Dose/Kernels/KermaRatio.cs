using Dosimetry.Engine.Dose.Physics;

namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Quantity: f(r), photon kerma in a medium over kerma in the kernel's medium for the same fluence, at distance r from the decay.
/// Equation: f = Σ Ψ(E) μ_en/ρ(E) of the medium / the same of the kernel's medium, over the energy fluence Ψ(E) of the point kernel in that shell.
/// Validity: the fluence is that of the kernel's medium (a few percent of soft tissue); f of cortical bone is 1.2–1.4 because scattered photons of
/// 30–100 keV decide, not the 208 keV line.
/// </summary>
public static class KermaRatio
{
    /// <summary>f for every shell; 1 where there is no fluence.</summary>
    public static double[] ByShell(PointKernel kernel, Medium kernelMedium, Medium medium)
    {
        double[] own = Absorption(kernelMedium), other = Absorption(medium), ratio = new double[RadialShells.Count];
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
}

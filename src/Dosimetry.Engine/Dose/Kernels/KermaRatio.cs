using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Quantity: f, photon kerma in a medium over kerma in the kernel's medium, for photons that have not been scattered and for scattered ones.
/// Equation: f(t) = Σ Ψ(E) e^(−Δμ(E) t) μ_en/ρ(E) of the medium / Σ Ψ(E) μ_en/ρ(E) of the kernel's medium, over the energy fluence Ψ(E) of the point kernel
/// out to the kernel's reach; Δμ = μ_en of the shield − μ_en of the kernel's medium (1/cm, each at its density) where positive: what a
/// centimetre of shield absorbs beyond the centimetre of the kernel's medium in its place; t the thickness of shield around the place.
/// Source: definition of kerma; the fluence is that of our own transport. Validity: places where Ψ is that of the kernel's medium but for the
/// shield. Neglected: the change of the spectrum with distance (the two groups hold most of it), scattering by the medium itself.
/// </summary>
public sealed class KermaRatio
{
    private const double Step_cm = 0.1, KernelDensity_g_per_cm3 = 1;
    private const int Steps = 100;
    private readonly float[] _unscattered, _scattered;

    /// <summary>Tabulates f of <paramref name="medium"/> behind up to 10 cm of <paramref name="shield"/>, for kernels of 1 g/cm³. <paramref name="reach"/>: g/cm².</summary>
    public KermaRatio(PointKernel kernel, Medium own, Medium medium, Medium shield, double reach)
    {
        int shells = Enumerable.Range(0, RadialShells.Count).Count(k => RadialShells.Outer(k) < reach);
        double[] scattered = Spectrum(kernel.ScatteredFluence, shells), all = Spectrum(kernel.PhotonFluence, shells);
        double[] first = [.. all.Zip(scattered, (a, s) => Math.Max(0, a - s))];
        (double[] k, double[] m) = (Absorption(own), Absorption(medium));
        double[] excess = [.. Absorption(shield).Zip(k, (s, o) => Math.Max(0, s * shield.Density_g_per_cm3 - o * KernelDensity_g_per_cm3))];
        (_unscattered, _scattered) = (Table(first, k, m, excess), Table(scattered, k, m, excess));
    }

    /// <summary>f of unscattered and scattered photons behind <paramref name="shield_cm"/> of the shield.</summary>
    public (float Unscattered, float Scattered) At(float shield_cm)
    {
        float at = Math.Min(shield_cm * (float)(1 / Step_cm), Steps - 0.01f);
        int i = (int)at;
        float f = at - i;
        return (_unscattered[i] + f * (_unscattered[i + 1] - _unscattered[i]), _scattered[i] + f * (_scattered[i + 1] - _scattered[i]));
    }

    private static float[] Table(double[] fluence, double[] own, double[] medium, double[] excess) => [.. Enumerable.Range(0, Steps + 1).Select(i =>
    {
        double below = 0, above = 0;
        for (int b = 0; b < fluence.Length; b++)
            (below, above) = (below + fluence[b] * own[b], above + fluence[b] * medium[b] * Math.Exp(-excess[b] * i * Step_cm));
        return below > 0 ? (float)(above / below) : 1;
    })];

    private static double[] Spectrum(double[] fluence, int shells)
    {
        double[] sum = new double[PhotonTally.EnergyBins];
        for (int k = 0; k < shells; k++)
            for (int b = 0; b < sum.Length; b++) sum[b] += fluence[k * sum.Length + b];
        return sum;
    }

    private static double[] Absorption(Medium medium) =>
        [.. Enumerable.Range(0, PhotonTally.EnergyBins).Select(b => medium.Photons.EnergyAbsorption[PhotonTally.BinEnergy_keV(b)])];
}

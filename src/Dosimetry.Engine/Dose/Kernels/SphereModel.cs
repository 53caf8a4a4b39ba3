namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Quantity: fraction of the energy of decays uniform in a sphere that is absorbed in it, from a point kernel.
/// Equation: φ = Σ_k E_k γ(r_k)/E with γ(s) = 1 − 3s/(4R) + s³/(16R³), s ≤ 2R: the chance that a point at distance s from a random point of the
/// sphere, in a random direction, lies inside as well. Source: Berger, MIRD pamphlet 7; the geometric reduction factor of a sphere.
/// Validity: the sphere lies in an endless medium of its own kind.
/// </summary>
public static class SphereModel
{
    /// <summary>Absorbed energy per decay (keV) of a kernel's shells in a sphere with this radius (g/cm²).</summary>
    public static double Absorbed_keV(double[] shells_keV, double radius)
    {
        double sum = 0;
        for (int k = 0; k < shells_keV.Length && RadialShells.Outer(k - 1) < 2 * radius; k++) sum += shells_keV[k] * MeanReduction(k, radius);
        return sum;
    }

    /// <summary>Mean of γ over a shell, energy spread evenly over its thickness.</summary>
    private static double MeanReduction(int shell, double radius)
    {
        double a = RadialShells.Outer(shell - 1) / radius, b = Math.Min(2, RadialShells.Outer(shell) / radius);
        double integral = Antiderivative(b) - Antiderivative(a);
        return integral * radius / (RadialShells.Outer(shell) - RadialShells.Outer(shell - 1));

        static double Antiderivative(double s) => s - 3 * s * s / 8 + s * s * s * s / 64;
    }
}

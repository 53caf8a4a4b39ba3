using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Quantity: bremsstrahlung photons of electrons that slow down completely in a medium, photons per decay in bins of energy (keV).
/// Equation: N(k) = ∫ F(E)/S(E) · n(E, k) dE with F(E) = electrons per decay that start above E, and n(E, k) the number of photons per g/cm² and
/// keV: the shape of Koch and Motz's formula 3BN (Born approximation, no screening), scaled so that ∫ k n dk = S_rad(E) of the tables.
/// Source: Koch and Motz, Rev Mod Phys 1959;31:920. Validity: light media, to 3 MeV. Neglected: the shape's Coulomb correction (the scale has it),
/// and the way from the decay to the place of emission (a millimetre where the photon kernel is used over centimetres).
/// </summary>
internal static class Bremsstrahlung
{
    private const double Lowest_keV = 1;
    private const int Bins = 60, Steps = 120;

    /// <summary>Photon lines that stand for the spectrum, one per bin with the bin's mean energy.</summary>
    /// <param name="medium">Where the electrons slow down.</param>
    /// <param name="startsAbove">Electrons per decay that start above an energy (keV).</param>
    /// <param name="maxEnergy_keV">Largest electron energy.</param>
    public static IReadOnlyList<EmissionLine> Photons(Medium medium, Func<double, double> startsAbove, double maxEnergy_keV)
    {
        if (maxEnergy_keV <= ElectronTransport.Cutoff_keV) return [];
        double ratio = Math.Log(maxEnergy_keV / Lowest_keV) / Bins;
        double[] centre = [.. Enumerable.Range(0, Bins).Select(b => Lowest_keV * Math.Exp((b + 0.5) * ratio))], yield = new double[Bins];
        double[] width = [.. centre.Select(k => k * 2 * Math.Sinh(ratio / 2))];
        double span = Math.Log(maxEnergy_keV / ElectronTransport.Cutoff_keV) / Steps;
        for (int s = 0; s < Steps; s++)
        {
            double e = ElectronTransport.Cutoff_keV * Math.Exp((s + 0.5) * span), radiative = medium.Electrons.Radiative[e];
            double track = startsAbove(e) * e * span / (medium.Electrons.Total(e) * 1000); // path length at this energy, g/cm² per decay
            double[] power = [.. centre.Select(k => k < e ? PowerShape(e, k) : 0)];
            double norm = radiative * 1000 / power.Zip(width, (p, w) => p * w).Sum();
            for (int b = 0; b < Bins; b++) yield[b] += track * norm * power[b] * width[b] / centre[b];
        }
        return [.. centre.Zip(yield, (k, n) => new EmissionLine(k, n)).Where(l => l.Yield > 0)];
    }

    /// <summary>k dσ/dk by formula 3BN, arbitrary scale; kinetic energy and photon energy in keV.</summary>
    private static double PowerShape(double kinetic_keV, double photon_keV)
    {
        const double Rest = ElasticScattering.RestEnergy_keV;
        double e0 = kinetic_keV / Rest + 1, k = photon_keV / Rest, e = e0 - k;
        double p0 = Math.Sqrt(e0 * e0 - 1), p = Math.Sqrt(Math.Max(1e-12, e * e - 1));
        double l = 2 * Math.Log((e0 * e + p0 * p - 1) / k), l0 = 2 * Math.Log(e0 + p0), l1 = 2 * Math.Log(e + p);
        double main = 4.0 / 3 - 2 * e0 * e * (p * p + p0 * p0) / (p * p * p0 * p0) + l0 * e / (p0 * p0 * p0) + l1 * e0 / (p * p * p)
            - l1 * l0 / (p * p0);
        double inner = 8.0 / 3 * e0 * e / (p0 * p) + k * k * (e0 * e0 * e * e + p0 * p0 * p * p) / Math.Pow(p0 * p, 3)
            + k / (2 * p0 * p) * ((e0 * e + p0 * p0) / Math.Pow(p0, 3) * l0 - (e0 * e + p * p) / Math.Pow(p, 3) * l1
                + 2 * k * e0 * e / (p * p * p0 * p0));
        return Math.Max(0, p / p0 * (main + l * inner));
    }
}

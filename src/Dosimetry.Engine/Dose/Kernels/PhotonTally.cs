namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// What a photon leaves in the shells: transferred energy (kerma times mass, keV) and, in coarse bins of photon energy, the energy fluence times
/// shell mass (keV cm), from which the kerma in any other medium follows.
/// </summary>
internal sealed class PhotonTally
{
    /// <summary>Bins of photon energy: 16 per decade from 1 keV.</summary>
    public const int EnergyBins = 56;
    private const double PerDecade = 16;

    public double[] Transfer { get; } = new double[RadialShells.Count];
    public double[] EnergyFluence { get; } = new double[RadialShells.Count * EnergyBins];

    /// <summary>Middle of an energy bin, keV.</summary>
    public static double BinEnergy_keV(int bin) => Math.Pow(10, (bin + 0.5) / PerDecade);

    /// <summary>Bin of a photon energy.</summary>
    public static int Bin(double energy_keV) => Math.Clamp((int)(Math.Log10(energy_keV) * PerDecade), 0, EnergyBins - 1);

    /// <summary>A path of a photon within a shell: length in g/cm², weighted.</summary>
    public void Add(int shell, int bin, double weightedLength, double energy_keV, double transfer)
    {
        Transfer[shell] += weightedLength * transfer;
        EnergyFluence[shell * EnergyBins + bin] += weightedLength * energy_keV;
    }
}

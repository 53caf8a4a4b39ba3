namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Energy per decay (keV) left around a decay in an infinite homogeneous medium, in the shells of <see cref="RadialShells"/> (mass thickness, so
/// that one point kernel serves every density).
/// </summary>
/// <param name="Nuclide">Whose emissions.</param>
/// <param name="Medium">Name of the medium.</param>
/// <param name="Local_keV">Left at the decay itself: alphas, recoil, Auger and other electrons below the cut-off, photons below 1 keV.</param>
/// <param name="Electron_keV">From β, conversion and Auger electrons, per shell.</param>
/// <param name="Bremsstrahlung_keV">Transferred by the electrons' bremsstrahlung, per shell.</param>
/// <param name="Photon_keV">Transferred by emitted photons, per shell.</param>
/// <param name="PhotonFluence">Energy fluence (bremsstrahlung included) times shell mass in bins of photon energy: shell ×
/// <see cref="PhotonTally.EnergyBins"/>.</param>
/// <param name="Scattered_keV">The part of both photon columns that comes from photons that have been scattered, per shell.</param>
/// <param name="ScatteredFluence">The part of the fluence that has been scattered.</param>
/// <param name="ElectronBatches_keV">The electron part by batch of histories, for the statistical uncertainty.</param>
/// <param name="PhotonBatches_keV">The photon part by batch of histories.</param>
/// <param name="EmittedPhoton_keV">Photon energy that set out: emission lines above 1 keV and bremsstrahlung.</param>
public sealed record PointKernel(
    string Nuclide, string Medium, double Local_keV, double[] Electron_keV, double[] Bremsstrahlung_keV, double[] Photon_keV, double[] PhotonFluence,
    double[] Scattered_keV, double[] ScatteredFluence,
    double[][] ElectronBatches_keV, double[][] PhotonBatches_keV, double EmittedPhoton_keV)
{
    /// <summary>Charged energy per decay that the kernel holds, keV.</summary>
    public double ChargedEnergy_keV => Local_keV + Electron_keV.Sum();
    /// <summary>Absorbed photon energy per decay within the shells, bremsstrahlung included, keV.</summary>
    public double PhotonEnergy_keV => Photon_keV.Sum() + Bremsstrahlung_keV.Sum();
}

using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Self dose of a sphere: S value (Gy per MBq·s), mass (g), radius (mm), and the absorbed fractions of charged (bremsstrahlung included)
/// and of photon energy.
/// </summary>
public sealed record SphereDose(double S_Gy_per_MBq_s, double Mass_g, double Radius_mm, double ElectronFraction, double PhotonFraction)
{
    /// <summary>For a sphere of this radius in an endless medium of its own kind and density.</summary>
    public static SphereDose Compute(PointKernel kernel, NuclideData nuclide, double radius_mm, double density_g_per_cm3)
    {
        double thickness = radius_mm / 10 * density_g_per_cm3, mass = 4.0 / 3 * Math.PI * Math.Pow(radius_mm / 10, 3) * density_g_per_cm3;
        double charged = kernel.Local_keV + SphereModel.Absorbed_keV(kernel.Electron_keV, thickness)
            + SphereModel.Absorbed_keV(kernel.Bremsstrahlung_keV, thickness);
        double photon = SphereModel.Absorbed_keV(kernel.Photon_keV, thickness);
        return new((charged + photon) * EnergyToDose.Gy_g_per_keV_MBqs / mass, mass, radius_mm,
            nuclide.ChargedEnergy_keV > 0 ? charged / nuclide.ChargedEnergy_keV : 0,
                nuclide.PhotonEnergy_keV > 0 ? photon / nuclide.PhotonEnergy_keV : 0);
    }

    /// <summary>Radius in mm of a sphere of this mass (g) and density (g/cm³).</summary>
    public static double Radius_mm_of(double mass_g, double density_g_per_cm3) => 10 * Math.Cbrt(3 * mass_g / (4 * Math.PI * density_g_per_cm3));
}

using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose;

/// <summary>
/// Absorbed dose from deposited energy. Equation: D = E / (ρ V). Unit: Gy = J/kg.
/// 1 keV = 1.602176634e-16 J; 1 MBq·s = 1e6 decays; 1 g/cm³ · 1 ml = 1e-3 kg.
/// </summary>
internal static class EnergyToDose
{
    /// <summary>Gy for 1 keV per decay, 1 MBq·s and 1 g.</summary>
    public const double Gy_g_per_keV_MBqs = Energy.JoulePerKeV * 1e6 / 1e-3;

    /// <summary>Energy in a dose map, in keV per decay times MBq·s: Σ D ρ V.</summary>
    public static double Energy_keV_MBqs(float[] dose_Gy, Volume<MassDensity> density)
    {
        double sum = 0;
        for (int n = 0; n < dose_Gy.Length; n++) sum += (double)dose_Gy[n] * density.Values[n];
        return sum * density.Grid.VoxelVolume_ml / Gy_g_per_keV_MBqs;
    }
}

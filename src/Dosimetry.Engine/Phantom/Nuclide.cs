using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom;

/// <summary>What the images need to know of a nuclide: name, half-life, positrons per decay, electron energy per decay.</summary>
public sealed record Nuclide(string Name, Duration HalfLife, double PositronsPerDecay, Energy ElectronEnergy)
{
    /// <summary>Decay constant, 1/h.</summary>
    public double Lambda_per_h => Math.Log(2) / HalfLife.Hours;

    /// <summary>Ga-68: 67.71 min, 0.889 positrons (ICRP 107). Electron energy is not used.</summary>
    public static Nuclide Ga68 { get; } = new("Ga-68", Duration.FromSeconds(4062.6), 0.889, Energy.FromKeV(737.9));

    /// <summary>Lu-177: 6.647 d; 147.9 keV of β, conversion and Auger electrons per decay (ICRP 107).</summary>
    public static Nuclide Lu177 { get; } = new("Lu-177", Duration.FromSeconds(574301), 0, Energy.FromKeV(147.92));
}

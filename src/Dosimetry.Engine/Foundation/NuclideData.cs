namespace Dosimetry.Engine.Foundation;

/// <summary>A discrete emission: energy in keV, particles per decay.</summary>
public readonly record struct EmissionLine(double Energy_keV, double Yield)
{
    /// <summary>Energy emitted per decay, keV.</summary>
    public double Power_keV => Energy_keV * Yield;
}

/// <summary>A daughter and the probability that a decay leads to it.</summary>
public sealed record Daughter(string Nuclide, double Branch);

/// <summary>
/// Emissions of one nuclide, per decay of it; with those of its daughters where <see cref="Included"/> names them.
/// Quantities: energies in keV, yields per decay. Source: ICRP Publication 107 (the notice LICENSE_DECDATA.txt travels with the data).
/// Neglected: angular correlations between emissions, and the line width of everything.
/// </summary>
/// <param name="Name">As ICRP writes it: Lu-177.</param>
/// <param name="HalfLife">Physical half-life.</param>
/// <param name="Source">Which evaluation: "ICRP-107".</param>
/// <param name="Daughters">With branches.</param>
/// <param name="Alphas">Alpha lines.</param>
/// <param name="AlphaRecoil_keV">Mean recoil energy per decay.</param>
/// <param name="Photons">Gamma, X and annihilation lines.</param>
/// <param name="Electrons">Conversion, Auger and Coster-Kronig lines.</param>
/// <param name="Betas">Spectrum of β⁻ and β⁺ together; null where there is none.</param>
public sealed record NuclideData(
    string Name, Duration HalfLife, string Source, IReadOnlyList<Daughter> Daughters, IReadOnlyList<EmissionLine> Alphas, double AlphaRecoil_keV,
    IReadOnlyList<EmissionLine> Photons, IReadOnlyList<EmissionLine> Electrons, BetaSpectrum? Betas)
{
    /// <summary>Daughters whose emissions are counted, with their decays per decay of this nuclide; their beta spectra stand among the electron lines.</summary>
    public IReadOnlyList<Daughter> Included { get; init; } = [];

    /// <summary>β, conversion and Auger energy per decay, keV.</summary>
    public double ElectronEnergy_keV => Electrons.Sum(l => l.Power_keV) + (Betas?.EnergyPerDecay_keV ?? 0);
    /// <summary>Alpha and recoil energy per decay, keV.</summary>
    public double AlphaEnergy_keV => Alphas.Sum(l => l.Power_keV) + AlphaRecoil_keV;
    /// <summary>Electrons, alphas and recoil, keV per decay: what stays near the decay.</summary>
    public double ChargedEnergy_keV => ElectronEnergy_keV + AlphaEnergy_keV;
    /// <summary>Gamma, X and annihilation energy per decay, keV.</summary>
    public double PhotonEnergy_keV => Photons.Sum(l => l.Power_keV);
    /// <summary>Decay constant, 1/h.</summary>
    public double Lambda_per_h => Math.Log(2) / HalfLife.Hours;
}

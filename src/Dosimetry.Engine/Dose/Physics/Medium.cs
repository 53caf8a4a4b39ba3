namespace Dosimetry.Engine.Dose.Physics;

/// <summary>Share of an element in a medium: atomic number, atomic mass (g/mol), fraction by mass.</summary>
public readonly record struct ElementShare(int Z, double AtomicMass, double Fraction)
{
    /// <summary>Moles of atoms per gram of medium.</summary>
    public double Moles_per_g => Fraction / AtomicMass;
}

/// <summary>
/// What a photon or electron meets: composition, nominal density (g/cm³), photon and electron data, and the squared form factor F²(x) and the
/// incoherent scattering function S(x) in mol/g, x = sin(θ/2)/λ in 1/Å, mixed from the elements (independent atoms).
/// The name is the stem of the photon table's file.
/// </summary>
public sealed record Medium(
    string Name, double Density_g_per_cm3, IReadOnlyList<ElementShare> Elements, PhotonTable Photons, ElectronTable Electrons,
    LogTable FormFactorSquared, LogTable ScatteringFunction);

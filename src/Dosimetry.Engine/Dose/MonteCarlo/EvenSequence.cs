namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// Evenly spread numbers in (0, 1): the n-th number is the fraction of shift + n α with an irrational α (Kronecker sequence), so that any run of
/// neighbouring histories, such as those of one voxel, covers the spectrum and the voxel evenly. With a random shift each number is uniform and every
/// mean is unbiased; batches have shifts of their own, so that their scatter is the true uncertainty.
/// The α are fractions of the golden ratio (best spread) and of square roots of primes, in units of 2⁻³².
/// </summary>
internal struct EvenSequence
{
    public uint Energy, X, Y, Z, Electron, Photon;

    /// <summary>β energy of decay <paramref name="n"/>.</summary>
    public readonly float EnergyAt(uint n) => Fraction(Energy + n * 2654435769u);   // (√5 − 1)/2
    /// <summary>Place along x.</summary>
    public readonly float XAt(uint n) => Fraction(X + n * 1779033705u);             // √2 − 1
    /// <summary>Place along y.</summary>
    public readonly float YAt(uint n) => Fraction(Y + n * 3144134279u);             // √3 − 1
    /// <summary>Place along z.</summary>
    public readonly float ZAt(uint n) => Fraction(Z + n * 2773480763u);             // √7 − 2
    /// <summary>Electron lines.</summary>
    public readonly float ElectronAt(uint n) => Fraction(Electron + n * 1359893121u); // √11 − 3
    /// <summary>Photon lines.</summary>
    public readonly float PhotonAt(uint n) => Fraction(Photon + n * 2600822925u);   // √13 − 3

    private static float Fraction(uint bits) => ((bits >> 8) + 0.5f) * (1f / 16777216f);
}

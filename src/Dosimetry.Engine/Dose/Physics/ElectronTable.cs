namespace Dosimetry.Engine.Dose.Physics;

/// <summary>
/// Mass stopping power of a medium for electrons. Unit: MeV cm²/g (= keV per mg/cm²); argument in keV, power law between points.
/// Source: ICRU-37 formula with the ESTAR inputs (collision), NIST ESTAR elements by additivity (radiative); see the files' headers.
/// </summary>
public sealed class ElectronTable
{
    internal ElectronTable(IReadOnlyList<double> collisionEnergy_keV, IReadOnlyList<double> collision,
        IReadOnlyList<double> radiativeEnergy_keV, IReadOnlyList<double> radiative) =>
        (Collision, Radiative) = (new(collisionEnergy_keV, collision), new(radiativeEnergy_keV, radiative));

    /// <summary>Loss in collisions.</summary>
    public LogTable Collision { get; }
    /// <summary>Loss to bremsstrahlung.</summary>
    public LogTable Radiative { get; }

    /// <summary>Both.</summary>
    public double Total(double energy_keV) => Collision[energy_keV] + Radiative[energy_keV];
}

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// Energy as a whole number of quanta, 2²⁰ per keV (1 meV): sums of integers do not depend on their order, and what is split is never lost.
/// A float below 2⁴³ quanta turns into quanta without rounding upwards, so that the difference of two energies is the energy between them.
/// </summary>
internal static class EnergyQuanta
{
    /// <summary>Quanta in one keV.</summary>
    public const float PerKeV = 1 << 20;

    /// <summary>Whole quanta of an energy in keV, rounded down.</summary>
    public static long Of(float energy_keV) => (long)(energy_keV * PerKeV);
}

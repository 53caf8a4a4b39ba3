using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Physics;

/// <summary>
/// Mass interaction coefficients of a medium for photons. Unit: cm²/g; argument in keV, 1–3000 keV, power law between about 190 points.
/// Source: NIST XCOM (incoherent below 750 keV with the radiative correction), μ_en computed from them; see the files' headers.
/// </summary>
public sealed class PhotonTable
{
    internal PhotonTable(CsvTable csv)
    {
        double[] e = [.. csv.Numbers("energy_MeV").Select(x => x * 1000)];
        (Coherent, Incoherent, Photoelectric) = (new(e, csv.Numbers("coherent")), new(e, csv.Numbers("incoherent")),
            new(e, csv.Numbers("photoelectric")));
        Pair = new(e, [.. csv.Numbers("pair_nuclear").Zip(csv.Numbers("pair_electron"), (a, b) => a + b)]);
        EnergyAbsorption = new(e, csv.Numbers("mu_en"));
    }

    /// <summary>Rayleigh scattering.</summary>
    public LogTable Coherent { get; }
    /// <summary>Compton scattering off bound electrons.</summary>
    public LogTable Incoherent { get; }
    /// <summary>Photoelectric absorption.</summary>
    public LogTable Photoelectric { get; }
    /// <summary>Pair and triplet production.</summary>
    public LogTable Pair { get; }
    /// <summary>μ_en/ρ.</summary>
    public LogTable EnergyAbsorption { get; }

    /// <summary>μ/ρ with Rayleigh scattering.</summary>
    public double Total(double energy_keV) => Coherent[energy_keV] + Incoherent[energy_keV] + Photoelectric[energy_keV] + Pair[energy_keV];
}

using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// Quantity: what a decay emits, as tables to sample from. Energies in keV, yields per decay.
/// β: the inverse integral of the spectrum. Lines: cumulative yields; a decay takes one line from each slice [n, n + 1) of the cumulative yield.
/// On the spot: alphas, recoil, electrons below 10 keV, photons below 1 keV. Bremsstrahlung of the electrons (above 10 keV, as if slowed down
/// in the medium given) is emitted with the decay; the electrons' energies are lowered by the same amount.
/// </summary>
internal sealed class EmissionTables
{
    /// <summary>Pieces of the inverse integral of the β spectrum.</summary>
    public const int BetaPieces = 4096;

    public EmissionTables(NuclideData nuclide, Medium medium, int photonWeight)
    {
        EmissionLine[] electrons = [.. nuclide.Electrons.Where(l => l.Energy_keV > ElectronTransport.Cutoff_keV)
            .OrderByDescending(l => l.Energy_keV)];
        double top = Math.Max(nuclide.Betas?.MaxEnergy_keV ?? 0, electrons.Select(l => l.Energy_keV).DefaultIfEmpty(0).Max());
        EmissionLine[] braking = [.. Bremsstrahlung.Photons(medium, e => StartsAbove(nuclide, e), top)
            .Where(l => l.Energy_keV > ElectronTransport.Cutoff_keV)];
        EmissionLine[] photons = [.. nuclide.Photons.Where(l => l.Energy_keV > PhotonData.Cutoff_keV)
            .Concat(braking).OrderByDescending(l => l.Energy_keV)];
        double followed = electrons.Sum(l => l.Power_keV) + (nuclide.Betas?.EnergyPerDecay_keV ?? 0);
        double kept = followed > 0 ? 1 - braking.Sum(l => l.Power_keV) / followed : 1;
        Beta = Inverse(nuclide.Betas, kept);
        BetaYield = (float)Math.Min(1, nuclide.Betas?.Yield ?? 0);
        (ElectronYields, ElectronEnergies) = Cumulative(electrons, 1, kept);
        (PhotonYields, PhotonEnergies) = Cumulative(photons, 1.0 / photonWeight, 1);
        Local_keV = (float)(nuclide.ChargedEnergy_keV - followed
            + nuclide.Photons.Where(l => l.Energy_keV <= PhotonData.Cutoff_keV).Sum(l => l.Power_keV));
        (TopElectron_keV, TopPhoton_keV) = (top, photons.Select(l => l.Energy_keV).DefaultIfEmpty(0).Max());
    }

    public float[] Beta { get; }
    public float BetaYield { get; }
    public float[] ElectronYields { get; }
    public float[] ElectronEnergies { get; }
    public float[] PhotonYields { get; }
    public float[] PhotonEnergies { get; }
    public float Local_keV { get; }
    public double TopElectron_keV { get; }
    public double TopPhoton_keV { get; }

    private static double StartsAbove(NuclideData nuclide, double energy_keV)
    {
        double count = nuclide.Electrons.Where(l => l.Energy_keV > energy_keV).Sum(l => l.Yield);
        return nuclide.Betas is { } beta ? count + beta.Yield * beta.ShareAbove(energy_keV) : count;
    }

    /// <summary>Energies at equal steps of the integral, scaled so that straight pieces between them have the spectrum's mean
    /// energy; a yield that rounds to above 1 goes into it as well.</summary>
    private static float[] Inverse(BetaSpectrum? betas, double kept)
    {
        if (betas is null) return new float[BetaPieces + 1];
        double[] e = [.. Enumerable.Range(0, BetaPieces + 1).Select(i => betas.Sample(Math.Clamp(i / (double)BetaPieces, 1e-12, 1 - 1e-12)))];
        double mean = (e.Sum() - (e[0] + e[^1]) / 2) / BetaPieces;
        return [.. e.Select(x => (float)(x * kept * betas.MeanEnergy_keV / mean * Math.Max(1, betas.Yield)))];
    }

    private static (float[] Yields, float[] Energies) Cumulative(EmissionLine[] lines, double share, double kept)
    {
        float[] yields = new float[lines.Length + 1];
        double sum = 0;
        for (int i = 0; i < lines.Length; i++) yields[i + 1] = (float)(sum += lines[i].Yield * share);
        return (yields, [.. lines.Select(l => (float)(l.Energy_keV * kept)), 0]);
    }
}

/// <summary>Lines in a kernel's memory.</summary>
internal struct EmissionLines<TF> where TF : struct, IView<float>
{
    public TF Yields, Energies;
    public int Count;

    /// <summary>All particles per decay.</summary>
    public float Total => Yields[Count];

    /// <summary>Energy of the line that a place in the cumulative yield belongs to, keV.</summary>
    public float Energy(float at)
    {
        int low = 0, high = Count; // Yields[low] <= at < Yields[high]
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (Yields[middle] <= at) low = middle;
            else high = middle;
        }
        return Energies[low];
    }
}

using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;

namespace Dosimetry.Engine.Dose.VoxelS;

/// <summary>
/// Quantities: attenuation (1/cm) and energy that survives a collision, of scattered photons as one group, forward scattering taken as none.
/// Equations: means over the scattered energy fluence Ψ: μ₀ = ⟨μ without coherent⟩, c₀ = 1 − ⟨μ_en⟩/μ₀, g = ⟨mean cosine of Klein and Nishina by energy⟩;
/// μ = μ₀(1 − c₀ g), c = c₀(1 − g)/(1 − c₀ g).
/// </summary>
internal readonly record struct ScatterConstants(double PerCm, double Survival)
{
    private const int Angles = 100;

    public static ScatterConstants Of(PointKernel point, Medium own, double density)
    {
        double fluence = 0, all = 0, absorbed = 0, forward = 0;
        for (int i = 0; i < point.ScatteredFluence.Length; i++)
        {
            double e = PhotonTally.BinEnergy_keV(i % PhotonTally.EnergyBins), f = point.ScatteredFluence[i];
            if (f <= 0) continue;
            (fluence, all) = (fluence + f, all + f * (own.Photons.Total(e) - own.Photons.Coherent[e]));
            (absorbed, forward) = (absorbed + f * own.Photons.EnergyAbsorption[e], forward + f * MeanCosine(e));
        }
        if (fluence == 0) return new(0.15 * density, 0.8); // a nuclide without photons: nothing depends on it
        double perCm = all / fluence * density, survival = 1 - absorbed / all, g = forward / fluence;
        return new(perCm * (1 - survival * g), survival * (1 - g) / (1 - survival * g));
    }

    /// <summary>Mean cosine of scattered energy.</summary>
    private static double MeanCosine(double energy_keV)
    {
        double k = energy_keV / ElasticScattering.RestEnergy_keV, sum = 0, moment = 0;
        for (int i = 0; i < Angles; i++)
        {
            double cos = -1 + (i + 0.5) * 2 / Angles, ratio = 1 / (1 + k * (1 - cos)), weight = ratio * ratio * ratio * (ratio + 1 / ratio - 1 + cos * cos);
            (sum, moment) = (sum + weight, moment + weight * cos);
        }
        return moment / sum;
    }
}

using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Evaluate.Checks;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Evaluate;

/// <summary>RBE-weighted mean dose of a region, Gy(RBE), beside its absorbed dose.</summary>
public sealed record RbeWeightedRegion(string Region, double MeanDose_Gy, double AlphaDose_Gy, double RbeWeighted_GyRBE);

/// <summary>RBE-weighted means of a case. <paramref name="Label"/> stands wherever the figures do.</summary>
public sealed record RbeWeightedDoses(double Rbe, IReadOnlyList<RbeWeightedRegion> Regions, string Label = RbeWeighting.Label);

/// <summary>
/// Quantity: RBE-weighted dose, Gy(RBE). Equation: D_RBE = D + (RBE − 1) D_α with D_α = Ã E_α/m, alphas and recoils left where they start.
/// Source: MIRD pamphlet 22 (RBE 5 for cell killing is its proposal). Never computed unless asked for; absorbed dose in Gy stays what it is.
/// Validity: deterministic effects, one RBE for all alphas. Neglected: RBE of Auger electrons, change of RBE with dose, microdosimetry.
/// </summary>
public static class RbeWeighting
{
    /// <summary>Printed with every such figure.</summary>
    public const string Label = "RBE-weighted";
    /// <summary>Accepted range.</summary>
    public const double Least = 1, Most = 20;

    /// <summary>Refuses an RBE that is none, or a nuclide without alphas.</summary>
    /// <exception cref="RefusedException">Out of range, or there is nothing to weight.</exception>
    public static void Require(double rbe, NuclideData nuclide)
    {
        if (!(rbe >= Least && rbe <= Most)) throw new RefusedException("DOSE.RBE", $"The RBE of alpha particles lies between {Least} and {Most}.");
        if (!(nuclide.AlphaEnergy_keV > 0)) throw new RefusedException("DOSE.RBE", $"{nuclide.Name} emits no alpha particles: leave out the RBE.");
    }

    /// <summary>Means of regions from their absorbed dose, activity and mass.</summary>
    public static RbeWeightedDoses Of(IReadOnlyList<RegionCrossCheck> regions, NuclideData nuclide, double rbe) => new(rbe, [.. regions.Select(r => Mean(r, nuclide, rbe))]);

    /// <summary>The weighted map; absorbed dose in voxels without matter stays as it is.</summary>
    public static Volume<RbeWeightedDose> Map(Volume<Dose_Gy> dose, DoseInput input, NuclideData nuclide, double rbe)
    {
        double perVoxel = (rbe - 1) * nuclide.AlphaEnergy_keV * EnergyToDose.Gy_g_per_keV_MBqs / dose.Grid.VoxelVolume_ml;
        return new(dose.Grid, [.. dose.Values.Select((d, v) => input.Density.Values[v] > 0 ? (float)(d + perVoxel * input.Tia.Values[v] / input.Density.Values[v]) : d)]);
    }

    private static RbeWeightedRegion Mean(RegionCrossCheck r, NuclideData nuclide, double rbe)
    {
        double alpha_Gy = 3600 * r.Tia_MBq_h * nuclide.AlphaEnergy_keV * EnergyToDose.Gy_g_per_keV_MBqs / r.Mass_g;
        return new RbeWeightedRegion(r.Region, r.VoxelMean_Gy, alpha_Gy, r.VoxelMean_Gy + (rbe - 1) * alpha_Gy);
    }
}

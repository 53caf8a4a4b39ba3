using System.Globalization;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Dose.Physics;

/// <summary>Where density and medium of the dose grid come from: a CT, a density map, or an assumption that is said aloud.</summary>
public static class Matter
{
    /// <summary>Soft tissue without a CT, g/cm³ (ICRU).</summary>
    public const double UniformDensity_g_per_cm3 = 1.04;

    /// <summary>From a CT: voxel by voxel on its own grid, else by averaging the density of its voxels over the target's (mass is conserved).</summary>
    public static CtMatter FromCt(Volume<CtNumber> ct, Grid grid, CtConversion curve)
    {
        CtMatter own = curve.Apply(ct);
        if (ct.Grid.SameAs(grid)) return own;
        (Volume<MassDensity> density, double uncovered) = DensityOnGrid.Average(ct, hu => (float)curve.Density_g_per_cm3(hu), grid);
        var findings = new List<Finding>(own.Findings) { new(Severity.Info, "DOSE.CT_RESAMPLED",
            "The CT was averaged onto the dose grid as density; the medium follows the averaged density.") };
        if (uncovered > 0)
            findings.Add(new(Severity.Warning, "DOSE.CT_SHORT", string.Create(CultureInfo.InvariantCulture,
                $"{100 * uncovered:F1} % of the dose grid lies outside the CT; its nearest voxels stand in.")));
        return new CtMatter(density, MediumByDensity.Assign(density, curve), MediumByDensity.Media, findings);
    }

    /// <summary>From a density map alone.</summary>
    public static CtMatter FromDensity(Volume<MassDensity> density, CtConversion curve) =>
        new(density, MediumByDensity.Assign(density, curve), MediumByDensity.Media,
            [new(Severity.Info, "DOSE.MEDIUM_BY_DENSITY", "The medium of each voxel was taken from its density.")]);

    /// <summary>One density of soft tissue everywhere, with a warning.</summary>
    public static CtMatter Uniform(Grid grid, double density_g_per_cm3 = UniformDensity_g_per_cm3)
    {
        float[] density = new float[grid.Count];
        Array.Fill(density, (float)density_g_per_cm3);
        return new(new(grid, density), new byte[grid.Count], ["soft_tissue"],
            [new(Severity.Warning, "DOSE.UNIFORM_DENSITY", string.Create(CultureInfo.InvariantCulture,
            $"No CT: soft tissue of {density_g_per_cm3:F2} g/cm³ is assumed everywhere. Lung and bone are wrong by up to the ratio of densities."))]);
    }
}

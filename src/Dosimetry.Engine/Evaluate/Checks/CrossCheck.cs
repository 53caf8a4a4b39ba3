using System.Globalization;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Evaluate.Checks;

/// <summary>What the models need: the point kernel of soft tissue, the nuclide, the table of S values, the patient's sex (M, F or unknown).</summary>
public sealed record CrossCheckModels(PointKernel Kernel, NuclideData Nuclide, OrganSTable Organs, string? Sex);

/// <summary>
/// Quantity: mean dose of each region, Gy, from the voxels and from two models: (a) D = Ã S of the sphere with the region's mass and density, in
/// soft tissue, by the same point kernel as the engine's; (b) D = Ã S_ref m_ref/m of the organ, where a table of S values has it.
/// Validity: a check of size and units, not of the distribution. Both models hold the self dose only.
/// </summary>
public static class CrossCheck
{
    private const double Small_mm = 10, Light_g_per_cm3 = 0.8, FarFromSphere = 1.25, AtBorder = 1.05;
    private const int MostNames = 12;

    /// <summary>One row per region that has mass, in their order.</summary>
    public static IReadOnlyList<RegionCrossCheck> Of(IEnumerable<Region> regions, DoseResult dose, DoseInput input, CrossCheckModels models) =>
        [.. from region in regions
            let spread = RegionSpread.Of(region, dose.Dose, input.Density, input.Tia)
            where spread.Mass_g > 0
            select Row(region.Name, spread, dose.Engine, models)];

    /// <summary>One warning per cause, with the regions where it comes first.</summary>
    public static IReadOnlyList<Finding> Findings(IReadOnlyList<RegionCrossCheck> rows) =>
        [.. from row in rows where row.Parts group row by row.Causes[0] into same select Warning(same.Key, [.. same])];

    private static RegionCrossCheck Row(string name, RegionSpread s, string engine, CrossCheckModels models)
    {
        double density = s.Mass_g / s.Volume_ml;
        SphereDose sphere = SphereDose.Compute(models.Kernel, models.Nuclide, SphereDose.Radius_mm_of(s.Mass_g, density), density);
        OrganS? organ = models.Organs.For(name, models.Sex);
        double bySphere = s.Tia_MBqs * sphere.S_Gy_per_MBq_s;
        double? byOrgan = organ is null ? null : OrganSTable.SelfDose_Gy(organ, s.Tia_MBqs, s.Mass_g);
        (double? sphereRatio, double? organRatio) = (Ratio(s.MeanDose_Gy, bySphere), Ratio(s.MeanDose_Gy, byOrgan));
        return new RegionCrossCheck(name, s.Mass_g, s.Tia_MBqs / 3600, s.MeanDose_Gy, bySphere, sphereRatio, byOrgan, organRatio,
            organ is null ? null : models.Organs.Describe(organ), [.. Causes(s, density, engine, sphereRatio, organRatio)]);
    }

    private static double? Ratio(double voxels_Gy, double? model_Gy) => model_Gy > 0 ? voxels_Gy / model_Gy : null;

    /// <summary>What the figures themselves say about why they part; nothing when they agree.</summary>
    private static IEnumerable<CrossCheckCause> Causes(RegionSpread s, double density, string engine, double? sphere, double? organ)
    {
        if (sphere is null)
        {
            if (s.MeanDose_Gy > 0) yield return CrossCheckCause.CrossDose;
            yield break;
        }
        bool above = sphere > 1 + RegionCrossCheck.Tolerance, below = sphere < 1 - RegionCrossCheck.Tolerance;
        if (above) yield return CrossCheckCause.CrossDose;
        bool light = below && density < Light_g_per_cm3, noPhotons = below && engine == "local", small = below && s.Radius_mm < Small_mm;
        bool odd = below && s.OverSphere > FarFromSphere, border = below && s.ActivityOverMass > AtBorder;
        if (light) yield return CrossCheckCause.LowDensity;
        if (small) yield return CrossCheckCause.SmallSize;
        if (border) yield return CrossCheckCause.BorderUptake;
        if (odd) yield return CrossCheckCause.Shape;
        if (noPhotons) yield return CrossCheckCause.NoPhotons;
        if (below && !(light || small || border || odd || noPhotons)) yield return CrossCheckCause.NotFound;
        if (!above && !below && organ is { } r && Math.Abs(r - 1) > RegionCrossCheck.Tolerance)
            yield return r > 1 ? CrossCheckCause.CrossDose : CrossCheckCause.ReferenceOrgan;
    }

    private static Finding Warning(CrossCheckCause cause, RegionCrossCheck[] rows)
    {
        string more = rows.Length > MostNames ? $" and {rows.Length - MostNames} more" : "";
        return new Finding(Severity.Warning, "EVALUATE.CROSS_CHECK",
            $"Voxel mean and self-dose model part by more than 10 % in {string.Join(", ", rows.Take(MostNames).Select(Difference))}{more}: {cause.InWords()}.");
    }

    private static string Difference(RegionCrossCheck row)
    {
        double? ratio = row.SphereRatio is { } s && Math.Abs(s - 1) > RegionCrossCheck.Tolerance ? s : row.OrganSRatio;
        return row.SphereRatio is null ? $"{row.Region} (no activity of its own)"
            : string.Create(CultureInfo.InvariantCulture, $"{row.Region} ({100 * (ratio - 1):+0;-0} %)");
    }
}

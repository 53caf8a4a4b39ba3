using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Evaluate.Checks;

/// <summary>
/// Mass (g), time-integrated activity (MBq·s) and mean dose of a region, and how far mass and activity lie from its centre: the root mean square distance
/// of the mass over that of a sphere of the same volume (1 for a sphere), and that of the activity over that of the mass (above 1: uptake at the border).
/// </summary>
internal sealed record RegionSpread(double Mass_g, double Tia_MBqs, double MeanDose_Gy, double Volume_ml, double OverSphere, double ActivityOverMass)
{
    /// <summary>Radius of the sphere of the same volume, mm.</summary>
    public double Radius_mm => RadiusOf_mm(Volume_ml);

    public static RegionSpread Of(Region region, Volume<Dose_Gy> dose, Volume<MassDensity> density, Volume<VoxelTia> tia)
    {
        double voxel_ml = dose.Grid.VoxelVolume_ml, mass_g = 0, tia_MBqs = 0, energy_g_Gy = 0, volume_ml = region.Volume_ml(dose.Grid);
        Vector3D centre = default;
        for (int n = 0; n < region.Voxels.Length; n++)
        {
            int v = region.Voxels[n];
            double m = region.Weights[n] * voxel_ml * density.Values[v];
            (mass_g, tia_MBqs) = (mass_g + m, tia_MBqs + (double)region.Weights[n] * tia.Values[v]);
            energy_g_Gy += m * dose.Values[v];
            centre += m * Place(dose.Grid, v);
        }
        centre = mass_g > 0 ? 1 / mass_g * centre : default;
        (double ofMass, double ofActivity) = Distances_mm(region, density, tia, centre);
        return new(mass_g, tia_MBqs, mass_g > 0 ? energy_g_Gy / mass_g : 0, volume_ml, ofMass / (Math.Sqrt(0.6) * RadiusOf_mm(volume_ml)), // a sphere: ⟨r²⟩ = 3/5 R²
            ofMass > 0 ? ofActivity / ofMass : 0);
    }

    /// <summary>Root mean square distances from the centre, weighted by mass and by activity; 0 without weight.</summary>
    private static (double Mass, double Activity) Distances_mm(Region region, Volume<MassDensity> density, Volume<VoxelTia> tia, Vector3D centre)
    {
        double masses = 0, massMoment = 0, activities = 0, activityMoment = 0;
        for (int n = 0; n < region.Voxels.Length; n++)
        {
            int v = region.Voxels[n];
            Vector3D r = Place(density.Grid, v) - centre;
            double m = region.Weights[n] * density.Values[v], a = (double)region.Weights[n] * tia.Values[v], r2 = r.Dot(r);
            (masses, massMoment) = (masses + m, massMoment + m * r2);
            (activities, activityMoment) = (activities + a, activityMoment + a * r2);
        }
        return (masses > 0 ? Math.Sqrt(massMoment / masses) : 0, activities > 0 ? Math.Sqrt(activityMoment / activities) : 0);
    }

    private static double RadiusOf_mm(double volume_ml) => 10 * Math.Cbrt(3 * volume_ml / (4 * Math.PI));

    private static Vector3D Place(Grid grid, int voxel)
    {
        (int i, int j, int k) = grid.Voxel(voxel);
        return grid.Affine.Apply(i, j, k);
    }
}

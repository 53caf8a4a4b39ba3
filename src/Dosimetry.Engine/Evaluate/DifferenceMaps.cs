using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Evaluate;

/// <summary>
/// Quantity: difference of two doses per voxel, Gy, and in percent of the reference's region mean or maximum.
/// Equation: Δ = D_e − D_r; 100 Δ/D̄_r(region) or 100 Δ/max D_r. The evaluated dose is interpolated linearly at the reference's voxel centres when the grids
/// differ. Neglected: interpolation lowers peaks between dose points; a voxel counts for the one region with the largest share of it.
/// </summary>
internal static class DifferenceMaps
{
    /// <summary>The evaluated dose at the voxel centres of a grid; the dose itself when it lies there already.</summary>
    public static Volume<Dose_Gy> OnGrid(Volume<Dose_Gy> dose, Grid grid)
    {
        if (dose.Grid.SameAs(grid)) return dose;
        TrilinearSampler sampler = new(dose.Grid, dose.Values);
        float[] values = new float[grid.Count];
        Parallel.For(0, values.Length, n => { (int i, int j, int k) = grid.Voxel(n); values[n] = (float)sampler.At(grid.Affine.Apply(i, j, k)); });
        return new Volume<Dose_Gy>(grid, values);
    }

    /// <summary>Evaluated − reference, Gy.</summary>
    public static Volume<Dose_Gy> Absolute(Volume<Dose_Gy> reference, Volume<Dose_Gy> evaluated) =>
        new(reference.Grid, [.. evaluated.Values.Zip(reference.Values, (e, r) => e - r)]);

    /// <summary>The difference in percent of the reference's maximum.</summary>
    public static Volume<Dimensionless> OfMaximum(Volume<Dose_Gy> difference, double maximum_Gy) => difference.Map<Dimensionless>(d => (float)(100 * d / maximum_Gy));

    /// <summary>The difference in percent of the mean of the voxel's region; 0 outside every region, and where a region's mean is 0.</summary>
    /// <param name="difference">Gy.</param>
    /// <param name="regions">Regions with the reference's mean dose; where several claim a voxel alike the smallest has it.</param>
    public static Volume<Dimensionless> OfRegionMean(Volume<Dose_Gy> difference, IEnumerable<(Region Region, double Mean_Gy)> regions)
    {
        (Region Region, double Mean_Gy)[] ordered = [.. regions.OrderBy(r => r.Region.Weights.Sum(w => (double)w))];
        ushort[] labels = LabelExport.ToLabels(new RegionSet(difference.Grid, [.. ordered.Select(r => r.Region)], [])).Labels;
        return new Volume<Dimensionless>(difference.Grid, [.. difference.Values.Select((d, n) =>
            labels[n] == 0 || ordered[labels[n] - 1].Mean_Gy <= 0 ? 0 : (float)(100 * d / ordered[labels[n] - 1].Mean_Gy))]);
    }
}

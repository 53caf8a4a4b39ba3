using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Evaluate;

/// <summary>
/// The dose inside one region as samples sorted from the coldest to the hottest: dose (Gy), volume (ml) and mass (g) of each.
/// A sample is a voxel with the share of it that lies in the region, or a piece of a voxel; <see cref="VolumeMethod"/> says which.
/// </summary>
public sealed class DoseSamples
{
    /// <summary>Pieces of a voxel are at most this long when a dose is sampled between its points.</summary>
    private const double PieceLength_mm = 1.5;
    private const int MostPieces = 4;

    private DoseSamples(string volumeMethod, float[] dose_Gy, double[] volume_ml, double[] mass_g)
    {
        int[] order = [.. Enumerable.Range(0, dose_Gy.Length).OrderBy(n => dose_Gy[n])];
        VolumeMethod = volumeMethod;
        Dose_Gy = Array.ConvertAll(order, n => (double)dose_Gy[n]);
        Volume_ml = Array.ConvertAll(order, n => volume_ml[n]);
        Mass_g = Array.ConvertAll(order, n => mass_g[n]);
    }

    /// <summary>How volumes were taken, for the plot and the report.</summary>
    public string VolumeMethod { get; }
    /// <summary>Dose of each sample, rising.</summary>
    public double[] Dose_Gy { get; }
    /// <summary>Volume of each sample.</summary>
    public double[] Volume_ml { get; }
    /// <summary>Mass of each sample.</summary>
    public double[] Mass_g { get; }

    /// <summary>Voxels with their shares. Without a density every ml weighs 1 g.</summary>
    /// <exception cref="RefusedException">The region has no volume.</exception>
    public static DoseSamples OfVoxels(Region region, Volume<Dose_Gy> dose, Volume<MassDensity>? density)
    {
        double voxel_ml = dose.Grid.VoxelVolume_ml;
        double[] volumes = Array.ConvertAll(region.Weights, w => w * voxel_ml);
        RefuseEmpty(region.Name, volumes);
        return new DoseSamples("partial voxels", Array.ConvertAll(region.Voxels, v => dose.Values[v]), volumes,
            [.. volumes.Select((ml, n) => ml * (density?.Values[region.Voxels[n]] ?? 1))]);
    }

    /// <summary>
    /// Voxels cut into pieces with the dose interpolated between its points: for a dose given at points (RTDOSE) and a region smaller than its
    /// gradients. Every ml weighs 1 g.
    /// </summary>
    /// <exception cref="RefusedException">The region lies outside the dose grid or has no volume.</exception>
    public static DoseSamples OfPieces(string name, RegionShape shape, Volume<Dose_Gy> dose)
    {
        Grid fine = Pieces(name, shape.WeightsOn(dose.Grid), dose.Grid);
        float[] weights = shape.WeightsOn(fine);
        int[] inside = [.. Enumerable.Range(0, weights.Length).Where(n => weights[n] > 0)];
        TrilinearSampler sampler = new(dose.Grid, dose.Values);
        double[] volumes = Array.ConvertAll(inside, n => weights[n] * fine.VoxelVolume_ml);
        RefuseEmpty(name, volumes);
        return new DoseSamples("voxels cut into pieces, dose interpolated", Array.ConvertAll(inside, n => (float)sampler.At(Centre(fine, n))), volumes, volumes);
    }

    /// <summary>The same samples with another quantity in place of the dose, e.g. BED.</summary>
    /// <param name="quantity">A function that rises with the dose: the order of the samples stays.</param>
    public DoseSamples Rescaled(Func<double, double> quantity) => new(VolumeMethod, Array.ConvertAll(Dose_Gy, d => quantity(d)), Volume_ml, Mass_g);

    private DoseSamples(string volumeMethod, double[] dose_Gy, double[] volume_ml, double[] mass_g) =>
        (VolumeMethod, Dose_Gy, Volume_ml, Mass_g) = (volumeMethod, dose_Gy, volume_ml, mass_g);

    private static void RefuseEmpty(string name, double[] volumes)
    {
        if (!(volumes.Sum() > 0))
            throw new RefusedException("EVALUATE.NO_VOLUME", $"The region {name} has no volume on the dose grid; check that dose and regions belong to the same patient position.");
    }

    /// <summary>The part of the dose grid that the region touches, with every voxel cut into equal boxes.</summary>
    private static Grid Pieces(string name, float[] coarse, Grid grid)
    {
        int[] low = [grid.Nx, grid.Ny, grid.Nz], high = [-1, -1, -1];
        for (int n = 0; n < coarse.Length; n++)
        {
            if (coarse[n] <= 0) continue;
            (int i, int j, int k) = grid.Voxel(n);
            (low[0], low[1], low[2]) = (Math.Min(low[0], i), Math.Min(low[1], j), Math.Min(low[2], k));
            (high[0], high[1], high[2]) = (Math.Max(high[0], i), Math.Max(high[1], j), Math.Max(high[2], k));
        }
        if (high[0] < 0) RefuseEmpty(name, []);
        int Cut(double spacing_mm) => Math.Clamp((int)Math.Ceiling(spacing_mm / PieceLength_mm), 1, MostPieces);
        int a = Cut(grid.Spacing_mm.X), b = Cut(grid.Spacing_mm.Y), c = Cut(grid.Spacing_mm.Z);
        Affine m = grid.Affine;
        Vector3D origin = m.Apply(low[0] - 0.5 + 0.5 / a, low[1] - 0.5 + 0.5 / b, low[2] - 0.5 + 0.5 / c);
        return new Grid((high[0] - low[0] + 1) * a, (high[1] - low[1] + 1) * b, (high[2] - low[2] + 1) * c,
            Affine.FromColumns(1.0 / a * m.StepI, 1.0 / b * m.StepJ, 1.0 / c * m.StepK, origin));
    }

    private static Vector3D Centre(Grid grid, int n)
    {
        (int i, int j, int k) = grid.Voxel(n);
        return grid.Affine.Apply(i, j, k);
    }
}

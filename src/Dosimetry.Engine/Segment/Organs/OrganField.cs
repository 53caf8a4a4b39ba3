using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Segment.Organs;

/// <summary>
/// The images of one patient on one upright lattice: i to the right, j to the front, k up. <see cref="Uptake"/> is the PET (or SPECT) divided by its mean over
/// the body, so that the same thresholds serve SUV, Bq/ml and counts; <see cref="Hu"/> is null where there is no CT.
/// </summary>
internal sealed class OrganField
{
    private const double FinestStep_mm = 2.5, CoarsestStep_mm = 4, StepOfVoxel = 0.75, BodyFrom_HU = -300, Fwhm_mm = 8;

    private OrganField(Grid grid, float[] uptake, float[] smooth, float[]? hu, bool[] body) =>
        (Grid, Uptake, Smooth, Hu, Body) = (grid, uptake, smooth, hu, body);

    /// <summary>Lattice, millimetres along the patient's own axes.</summary>
    public Grid Grid { get; }
    /// <summary>Uptake relative to the body's mean.</summary>
    public float[] Uptake { get; }
    /// <summary>The same after a Gaussian of 8 mm, where a voxel's noise would mislead.</summary>
    public float[] Smooth { get; }
    /// <summary>CT number, averaged over the voxel.</summary>
    public float[]? Hu { get; }
    /// <summary>Inside the skin.</summary>
    public bool[] Body { get; }
    /// <summary>Edge of a voxel, mm.</summary>
    public double Step_mm => Grid.Spacing_mm.X;

    /// <summary>Brings functional image and CT onto the lattice.</summary>
    /// <param name="image">PET in SUV, or SPECT in any unit proportional to activity per volume.</param>
    /// <param name="values">Its values.</param>
    /// <param name="ct">CT in the same position, or null.</param>
    /// <exception cref="RefusedException"><c>ORGANS.NO_OVERLAP</c>, <c>ORGANS.NO_BODY</c>.</exception>
    public static OrganField Of(Grid image, float[] values, Volume<CtNumber>? ct)
    {
        Vector3D s = image.Spacing_mm;
        double step = Math.Clamp(StepOfVoxel * Math.Cbrt(s.X * s.Y * s.Z), FinestStep_mm, CoarsestStep_mm);
        Grid grid = Lattice(image, values, ct, step);
        float[] uptake = Linear(image, values, grid);
        float[]? hu = ct is null ? null : OnLattice(ct, grid);
        bool[] body = hu is not null ? BodyFromCt(grid, hu) : BodyFromUptake(grid, uptake);
        double mean = MeanOver(body, uptake);
        if (!(mean > 0)) throw new RefusedException("ORGANS.NO_BODY", "The image shows no uptake inside the body; organs cannot be found in it.");
        uptake = Array.ConvertAll(uptake, u => (float)(u / mean));
        return new OrganField(grid, uptake, Smoothing.Gaussian(grid, uptake, Fwhm_mm), hu, body);
    }

    /// <summary>The part of the field in a box of its lattice.</summary>
    public OrganField Cut(LatticeBox box) =>
        new(box.Of(Grid), box.Cut(Uptake, Grid), box.Cut(Smooth, Grid), Hu is null ? null : box.Cut(Hu, Grid), box.Cut(Body, Grid));

    /// <summary>Soft tissue on CT (from water to muscle and blood); everything in the body where there is no CT.</summary>
    public bool IsSoft(int n, double from_HU = -40, double to_HU = 140) => Body[n] && (Hu is null || (Hu[n] > from_HU && Hu[n] < to_HU));

    /// <summary>Median of the smoothed uptake of the voxels that fit; 0 where none does.</summary>
    public double MedianUptake(Func<int, bool> fits)
    {
        float[] values = [.. Enumerable.Range(0, Smooth.Length).Where(fits).Select(n => Smooth[n]).Order()];
        return values.Length == 0 ? 0 : values[values.Length / 2];
    }

    /// <summary>Position of a voxel, mm.</summary>
    public Vector3D At(int n)
    {
        (int i, int j, int k) = Grid.Voxel(n);
        return Grid.Affine.Apply(i, j, k);
    }

    /// <summary>Lattice over what both images show of the body: no air is searched.</summary>
    private static Grid Lattice(Grid image, float[] values, Volume<CtNumber>? ct, double step)
    {
        double warm = 0.05 * values.Average(v => (double)Math.Max(v, 0));
        (Vector3D low, Vector3D high) = ct is null ? BoxWhere(image, n => values[n] > warm) : BoxWhere(ct.Grid, n => ct.Values[n] > BodyFrom_HU);
        (Vector3D imageLow, Vector3D imageHigh) = RegionShape.BoxOf(image);
        low = new(Math.Max(low.X, imageLow.X), Math.Max(low.Y, imageLow.Y), Math.Max(low.Z, imageLow.Z));
        high = new(Math.Min(high.X, imageHigh.X), Math.Min(high.Y, imageHigh.Y), Math.Min(high.Z, imageHigh.Z));
        int Count(double from, double to) => (int)Math.Floor((to - from) / step);
        (int nx, int ny, int nz) = (Count(low.X, high.X), Count(low.Y, high.Y), Count(low.Z, high.Z));
        if (nx < 8 || ny < 8 || nz < 8)
            throw new RefusedException("ORGANS.NO_OVERLAP", "CT and functional image show no common part of a body; register them first.");
        return new Grid(nx, ny, nz, Affine.Diagonal(new(step, step, step), low + 0.5 * new Vector3D(step, step, step)));
    }

    /// <summary>Box in mm around the voxels that fit, of every second voxel along each axis, with a voxel's rim.</summary>
    private static (Vector3D Low, Vector3D High) BoxWhere(Grid grid, Func<int, bool> fits)
    {
        int[] low = [grid.Nx, grid.Ny, grid.Nz], high = [-1, -1, -1];
        for (int k = 0; k < grid.Nz; k += 2)
            for (int j = 0; j < grid.Ny; j += 2)
                for (int i = 0; i < grid.Nx; i += 2)
                {
                    if (!fits(grid.Index(i, j, k))) continue;
                    (low[0], low[1], low[2]) = (Math.Min(low[0], i), Math.Min(low[1], j), Math.Min(low[2], k));
                    (high[0], high[1], high[2]) = (Math.Max(high[0], i), Math.Max(high[1], j), Math.Max(high[2], k));
                }
        if (high[0] < 0) throw new RefusedException("ORGANS.NO_BODY", "The image shows no body.");
        int Size(int a, int count) => Math.Min(count - 1, high[a] + 2) - Math.Max(0, low[a] - 2) + 1;
        return RegionShape.BoxOf(new Grid(Size(0, grid.Nx), Size(1, grid.Ny), Size(2, grid.Nz),
            Affine.FromColumns(grid.Affine.StepI, grid.Affine.StepJ, grid.Affine.StepK, grid.Affine.Apply(Math.Max(0, low[0] - 2), Math.Max(0, low[1] - 2), Math.Max(0, low[2] - 2)))));
    }

    private static float[] Linear(Grid from, float[] values, Grid to)
    {
        TrilinearSampler sampler = new(from, values);
        float[] result = new float[to.Count];
        Parallel.For(0, to.Nz, k =>
        {
            for (int j = 0, n = to.Index(0, 0, k); j < to.Ny; j++)
                for (int i = 0; i < to.Nx; i++, n++) result[n] = (float)sampler.At(to.Affine.Apply(i, j, k));
        });
        return result;
    }

    private static float[] OnLattice(Volume<CtNumber> ct, Grid grid)
    {
        OverlapResampler resampler = new(ct.Grid, grid);
        return resampler.IsExact ? resampler.Average(ct.Values) : Linear(ct.Grid, ct.Values, grid);
    }

    private static bool[] BodyFromCt(Grid grid, float[] hu)
    {
        bool[] tissue = Array.ConvertAll(hu, v => v > BodyFrom_HU), thick = Morphology.Erode(tissue, grid, 1.5 * grid.Spacing_mm.X);
        bool[] body = Morphology.Largest(thick, grid);
        return Morphology.FillSlices(Morphology.Both(Morphology.Dilate(body, grid, 2.1 * grid.Spacing_mm.X), tissue), grid);
    }

    private static bool[] BodyFromUptake(Grid grid, float[] uptake)
    {
        double mean = uptake.Average(u => (double)u);
        bool[] warm = Array.ConvertAll(Smoothing.Gaussian(grid, uptake, 2 * Fwhm_mm), u => u > 0.15 * mean);
        return Morphology.FillSlices(Morphology.Largest(warm, grid), grid);
    }

    private static double MeanOver(bool[] body, float[] uptake)
    {
        double sum = 0;
        long count = 0;
        for (int n = 0; n < body.Length; n++)
            if (body[n]) (sum, count) = (sum + uptake[n], count + 1);
        return count == 0 ? 0 : sum / count;
    }
}

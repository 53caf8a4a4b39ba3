using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Imaging;

/// <summary>Pixel, slice and noise of a CT; the pixel and slice are rounded to whole label voxels.</summary>
public sealed record CtScanner(double Pixel_mm, double Slice_mm, double Noise_HU)
{
    /// <summary>2.5 × 2.5 × 4 mm, 10 HU.</summary>
    public static CtScanner Default { get; } = new(2.5, 4, 10);
}

/// <summary>
/// CT of a label volume: CT numbers of the tissues averaged over blocks of label voxels (partial volume), plus correlated noise in soft
/// tissue.
/// A measured CT is passed on unchanged. Not simulated: beam hardening, scatter, streaks, contrast agent.
/// </summary>
public static class CtSimulation
{
    private const double Air_HU = -1000;

    /// <summary>
    /// CT on a square matrix. <paramref name="finest"/> keeps the label grid's pixels (512 × 512 for the built-in body); otherwise pixels
    /// of about 2.5 mm and
    /// slices of about 4 mm.
    /// </summary>
    public static Volume<CtNumber> Of(Anatomy anatomy, ulong seed, bool finest = false) =>
        Of(anatomy, seed, finest ? CtScanner.Default with { Pixel_mm = 0 } : CtScanner.Default);

    /// <summary>CT of a scanner.</summary>
    public static Volume<CtNumber> Of(Anatomy anatomy, ulong seed, CtScanner scanner)
    {
        if (anatomy.MeasuredCt is { } measured) return measured;
        Vector3D spacing = anatomy.Labels.Grid.Spacing_mm;
        int block = Math.Max(1, (int)Math.Round(scanner.Pixel_mm / spacing.X)), slices = Math.Max(1, (int)Math.Round(scanner.Slice_mm / spacing.Z));
        Grid grid = Matrix(anatomy.Labels.Grid, block, slices);
        float[] hu = Sample(anatomy, grid, block, slices);
        AddNoise(grid, hu, scanner.Noise_HU, new CounterRandom(seed, 11));
        return new(grid, hu);
    }

    /// <summary>CT of a body that lies otherwise than at the reference scan: the same lattice, CT numbers averaged over each voxel.</summary>
    public static Volume<CtNumber> Of(Anatomy anatomy, ulong seed, CtScanner scanner, Grid lattice, Affine moved)
    {
        float[] ofLabel = OfLabel(anatomy);
        float[] hu = anatomy.MeasuredCt is { } measured
            ? MovedSampling.Average(measured.Grid, moved, lattice, n => measured.Values[n], (float)Air_HU)
            : MovedSampling.Average(anatomy.Labels.Grid, moved, lattice, n => ofLabel[anatomy.Labels.Labels[n]], (float)Air_HU);
        if (anatomy.MeasuredCt is null) AddNoise(lattice, hu, scanner.Noise_HU, new CounterRandom(seed, 11));
        return new(lattice, hu);
    }

    /// <summary>The square matrix of 128, 256 or 512 that holds the body, its voxels blocks of label voxels.</summary>
    private static Grid Matrix(Grid labels, int block, int slices)
    {
        int widest = Math.Max((labels.Nx + block - 1) / block, (labels.Ny + block - 1) / block), size = 128;
        while (size < widest) size *= 2;
        Vector3D step = labels.Spacing_mm;
        (int left, int front) = Margin(labels, size, block);
        Vector3D first = labels.Affine.Apply(0.5 * (block - 1) - block * left, 0.5 * (block - 1) - block * front, 0.5 * (slices - 1));
        return new Grid(size, size, labels.Nz / slices, Affine.Diagonal(new(-block * step.X, -block * step.Y, slices * step.Z), first));
    }

    /// <summary>Empty pixels before the body.</summary>
    private static (int Left, int Front) Margin(Grid labels, int size, int block) => ((size - labels.Nx / block) / 2,
        (size - labels.Ny / block) / 2);

    private static float[] OfLabel(Anatomy anatomy)
    {
        float[] ofLabel = new float[ushort.MaxValue + 1];
        foreach (Tissue tissue in anatomy.Tissues.Values) ofLabel[tissue.Label] = tissue.CtNumber_HU;
        return ofLabel;
    }

    private static float[] Sample(Anatomy anatomy, Grid grid, int block, int slices)
    {
        Grid fine = anatomy.Labels.Grid;
        float[] ofLabel = OfLabel(anatomy);
        (int left, int front) = Margin(fine, grid.Nx, block);
        float[] hu = new float[grid.Count];
        Array.Fill(hu, (float)Air_HU);
        Parallel.For(0, grid.Nz, k =>
        {
            for (int kk = 0; kk < slices; kk++)
                for (int j = 0; j < fine.Ny; j++)
                    for (int i = 0, n = fine.Index(0, j, k * slices + kk); i < fine.Nx; i++, n++)
                        if (anatomy.Labels.Labels[n] is > 0 and ushort label && grid.Nx > left + i / block && grid.Ny > front + j / block)
                            hu[grid.Index(left + i / block, front + j / block,
                                k)] += (ofLabel[label] - (float)Air_HU) / (block * block * slices);
        });
        return hu;
    }

    private static void AddNoise(Grid grid, float[] hu, double noise_HU, CounterRandom random) =>
        Parallel.For(0, grid.Nz, k => AddNoise(grid, k, hu, noise_HU, random));

    /// <summary>
    /// White noise averaged over 2 × 2 pixels: grains of two pixels, as a soft kernel leaves them; less in air than in tissue.
    /// </summary>
    private static void AddNoise(Grid grid, int k, float[] hu, double noise_HU, CounterRandom random)
    {
        for (int j = 0; j < grid.Ny; j++)
            for (int i = 0; i < grid.Nx; i++)
            {
                int n = grid.Index(i, j, k);
                double White(int di, int dj) => random.Uniform(n + di + (long)grid.Nx * dj) - 0.5;
                double grain = Math.Sqrt(12) * 0.5 * (White(0, 0) + White(1, 0) + White(0, 1) + White(1, 1));
                hu[n] = (float)Math.Max(-1024, hu[n] + grain * noise_HU * (hu[n] < -900 ? 0.5 : 1));
            }
    }
}

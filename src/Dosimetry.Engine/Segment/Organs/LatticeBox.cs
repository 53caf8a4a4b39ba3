using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Organs;

/// <summary>A box of voxels of a lattice: searches look at the part where an organ can be, not at the whole body.</summary>
internal readonly record struct LatticeBox(int I, int J, int K, int Nx, int Ny, int Nz)
{
    private const int Coarse = 3;

    /// <summary>Box around the voxels that fit, sampled at every third voxel along each axis and widened by a margin; null where none fits.</summary>
    public static LatticeBox? Around(Grid grid, Func<int, bool> fits, double margin_mm)
    {
        int[] low = [grid.Nx, grid.Ny, grid.Nz], high = [-1, -1, -1];
        for (int k = 0; k < grid.Nz; k += Coarse)
            for (int j = 0; j < grid.Ny; j += Coarse)
                for (int i = 0; i < grid.Nx; i += Coarse)
                {
                    if (!fits(grid.Index(i, j, k))) continue;
                    (low[0], low[1], low[2]) = (Math.Min(low[0], i), Math.Min(low[1], j), Math.Min(low[2], k));
                    (high[0], high[1], high[2]) = (Math.Max(high[0], i), Math.Max(high[1], j), Math.Max(high[2], k));
                }
        if (high[0] < 0) return null;
        int rim = Coarse + (int)Math.Ceiling(margin_mm / grid.Spacing_mm.X);
        int From(int a) => Math.Max(0, low[a] - rim);
        int Size(int a, int count) => Math.Min(count - 1, high[a] + rim) - From(a) + 1;
        return new(From(0), From(1), From(2), Size(0, grid.Nx), Size(1, grid.Ny), Size(2, grid.Nz));
    }

    /// <summary>Box around a mask, with one empty voxel around it where the lattice allows; null where the mask is empty.</summary>
    public static LatticeBox? Around(Grid grid, bool[] mask)
    {
        int[] low = [grid.Nx, grid.Ny, grid.Nz], high = [-1, -1, -1];
        for (int k = 0, n = 0; k < grid.Nz; k++)
            for (int j = 0; j < grid.Ny; j++)
                for (int i = 0; i < grid.Nx; i++, n++)
                {
                    if (!mask[n]) continue;
                    (low[0], low[1], low[2]) = (Math.Min(low[0], i), Math.Min(low[1], j), Math.Min(low[2], k));
                    (high[0], high[1], high[2]) = (Math.Max(high[0], i), Math.Max(high[1], j), Math.Max(high[2], k));
                }
        if (high[0] < 0) return null;
        int From(int a) => Math.Max(0, low[a] - 1);
        int Size(int a, int count) => Math.Min(count - 1, high[a] + 1) - From(a) + 1;
        return new(From(0), From(1), From(2), Size(0, grid.Nx), Size(1, grid.Ny), Size(2, grid.Nz));
    }

    /// <summary>The box as a lattice of its own.</summary>
    public Grid Of(Grid grid) => new(Nx, Ny, Nz, Affine.FromColumns(grid.Affine.StepI, grid.Affine.StepJ, grid.Affine.StepK, grid.Affine.Apply(I, J, K)));

    /// <summary>Values in the box.</summary>
    public T[] Cut<T>(T[] values, Grid grid)
    {
        T[] cut = new T[Nx * Ny * Nz];
        for (int k = 0; k < Nz; k++)
            for (int j = 0; j < Ny; j++) Array.Copy(values, grid.Index(I, J + j, K + k), cut, Nx * (j + Ny * k), Nx);
        return cut;
    }

    /// <summary>A mask of the box on the whole lattice.</summary>
    public bool[] Place(bool[] cut, Grid grid)
    {
        bool[] whole = new bool[grid.Count];
        for (int k = 0; k < Nz; k++)
            for (int j = 0; j < Ny; j++) Array.Copy(cut, Nx * (j + Ny * k), whole, grid.Index(I, J + j, K + k), Nx);
        return whole;
    }
}

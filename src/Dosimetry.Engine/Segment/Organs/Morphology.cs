using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Organs;

/// <summary>Operations on masks (one bool per voxel) by distances in mm; components have 18 neighbours.</summary>
internal static class Morphology
{
    /// <summary>Every voxel within the distance of the mask.</summary>
    public static bool[] Dilate(bool[] mask, Grid grid, double distance_mm) => Dilation.Grow(mask, grid, distance_mm);

    /// <summary>Voxels whose whole neighbourhood of that radius lies in the mask; beyond the grid counts as inside.</summary>
    public static bool[] Erode(bool[] mask, Grid grid, double distance_mm) => Not(Dilation.Grow(Not(mask), grid, distance_mm));

    /// <summary>What is left of the mask without parts thinner than twice the distance.</summary>
    public static bool[] Open(bool[] mask, Grid grid, double distance_mm) => Dilate(Erode(mask, grid, distance_mm), grid, distance_mm);

    /// <summary>The mask with gaps narrower than twice the distance closed.</summary>
    public static bool[] Close(bool[] mask, Grid grid, double distance_mm) => Either(mask, Erode(Dilate(mask, grid, distance_mm), grid, distance_mm));

    /// <summary>In both masks.</summary>
    public static bool[] Both(bool[] a, bool[] b)
    {
        bool[] both = new bool[a.Length];
        for (int n = 0; n < both.Length; n++) both[n] = a[n] && b[n];
        return both;
    }

    /// <summary>In either mask.</summary>
    public static bool[] Either(bool[] a, bool[] b)
    {
        bool[] either = new bool[a.Length];
        for (int n = 0; n < either.Length; n++) either[n] = a[n] || b[n];
        return either;
    }

    /// <summary>Not in the mask.</summary>
    public static bool[] Not(bool[] mask) => Array.ConvertAll(mask, v => !v);

    /// <summary>The connected parts, largest first.</summary>
    public static IReadOnlyList<int[]> Parts(bool[] mask, Grid grid)
    {
        int[] labels = ConnectedComponents.Label(Array.ConvertAll(mask, v => v ? (byte)1 : (byte)0), grid, out int count);
        int[] size = new int[count];
        foreach (int l in labels) if (l > 0) size[l - 1]++;
        int[][] parts = [.. size.Select(s => new int[s])];
        Array.Clear(size);
        for (int n = 0; n < labels.Length; n++)
            if (labels[n] > 0) parts[labels[n] - 1][size[labels[n] - 1]++] = n;
        return [.. parts.OrderByDescending(p => p.Length)];
    }

    /// <summary>The largest connected part; an empty mask stays empty.</summary>
    public static bool[] Largest(bool[] mask, Grid grid) => Of(grid, Parts(mask, grid).FirstOrDefault() ?? []);

    /// <summary>A mask of voxels.</summary>
    public static bool[] Of(Grid grid, IEnumerable<int> voxels)
    {
        bool[] mask = new bool[grid.Count];
        foreach (int n in voxels) mask[n] = true;
        return mask;
    }

    /// <summary>Number of voxels.</summary>
    public static int Count(bool[] mask)
    {
        int count = 0;
        foreach (bool v in mask) if (v) count++;
        return count;
    }

    /// <summary>The mask with everything that cannot be reached from the border of its axial slice.</summary>
    public static bool[] FillSlices(bool[] mask, Grid grid)
    {
        bool[] filled = new bool[mask.Length];
        Parallel.For(0, grid.Nz, k => FillSlice(mask, filled, grid, k));
        return filled;
    }

    /// <summary>The mask with the holes of its axial slices up to an area.</summary>
    public static bool[] FillSlices(bool[] mask, Grid grid, double largest_mm2)
    {
        bool[] filled = FillSlices(mask, grid);
        double pixel_mm2 = grid.Spacing_mm.X * grid.Spacing_mm.Y;
        Parallel.For(0, grid.Nz, k =>
        {
            int first = grid.Index(0, 0, k);
            Grid slice = new(grid.Nx, grid.Ny, 1, grid.Affine);
            bool[] holes = [.. Enumerable.Range(first, slice.Count).Select(n => filled[n] && !mask[n])];
            foreach (int[] hole in Parts(holes, slice).Where(h => h.Length * pixel_mm2 > largest_mm2))
                foreach (int n in hole) filled[first + n] = false;
        });
        return filled;
    }

    private static void FillSlice(bool[] mask, bool[] filled, Grid grid, int k)
    {
        int first = grid.Index(0, 0, k), size = grid.Nx * grid.Ny;
        filled.AsSpan(first, size).Fill(true);
        Stack<(int I, int J)> open = new();
        void Visit(int i, int j)
        {
            if ((uint)i >= (uint)grid.Nx || (uint)j >= (uint)grid.Ny) return;
            int n = first + i + grid.Nx * j;
            if (!filled[n] || mask[n]) return;
            filled[n] = false;
            open.Push((i, j));
        }
        for (int i = 0; i < grid.Nx; i++) { Visit(i, 0); Visit(i, grid.Ny - 1); }
        for (int j = 0; j < grid.Ny; j++) { Visit(0, j); Visit(grid.Nx - 1, j); }
        while (open.TryPop(out (int I, int J) p))
        {
            Visit(p.I - 1, p.J);
            Visit(p.I + 1, p.J);
            Visit(p.I, p.J - 1);
            Visit(p.I, p.J + 1);
        }
    }
}

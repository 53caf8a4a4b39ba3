using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Edit;

/// <summary>How two masks are combined.</summary>
public enum MaskCombination
{
    /// <summary>Inside either.</summary>
    Union,
    /// <summary>Inside the first and not the second.</summary>
    Subtract,
    /// <summary>Inside both.</summary>
    Intersect,
}

/// <summary>
/// Operations of a person who edits one region: a mask on a grid with perpendicular axes, x fastest; outside the grid is outside the region.
/// Distances in mm between voxel centres. None changes its input.
/// </summary>
public static class MaskEdit
{
    /// <summary>Every voxel within <paramref name="distance_mm"/> of the region.</summary>
    public static bool[] Grow(bool[] mask, Grid grid, double distance_mm)
    {
        Require(mask, grid, distance_mm);
        double limit = Squared(distance_mm);
        return Array.ConvertAll(DistanceMap.Squared_mm2(mask, grid), d => d <= limit);
    }

    /// <summary>Every voxel of the region that is farther than <paramref name="distance_mm"/> from all that is outside.</summary>
    public static bool[] Shrink(bool[] mask, Grid grid, double distance_mm)
    {
        Require(mask, grid, distance_mm);
        Grid padded = new(grid.Nx + 2, grid.Ny + 2, grid.Nz + 2, grid.Affine); // one layer of outside all round; only spacings matter
        bool[] outside = new bool[padded.Count];
        Array.Fill(outside, true);
        Visit(grid, (n, i, j, k) => outside[padded.Index(i + 1, j + 1, k + 1)] = !mask[n]);
        double[] away = DistanceMap.Squared_mm2(outside, padded);
        double limit = Squared(distance_mm);
        bool[] left = new bool[mask.Length];
        Visit(grid, (n, i, j, k) => left[n] = mask[n] && away[padded.Index(i + 1, j + 1, k + 1)] > limit);
        return left;
    }

    /// <summary>Both masks' combination.</summary>
    public static bool[] Combine(bool[] first, bool[] second, MaskCombination how)
    {
        if (first.Length != second.Length) throw new ArgumentException($"Masks of {first.Length} and {second.Length} voxels.", nameof(second));
        return [.. first.Zip(second, (a, b) => how switch { MaskCombination.Union => a || b, MaskCombination.Subtract => a && !b, _ => a && b })];
    }

    /// <summary>
    /// The region with its corners rounded off: the mask is blurred by a Gaussian of <paramref name="sigma_mm"/> and cut at the level that keeps its
    /// number of voxels (voxels that tie at the level all belong to it).
    /// </summary>
    public static bool[] Smooth(bool[] mask, Grid grid, double sigma_mm)
    {
        Require(mask, grid, sigma_mm);
        int count = mask.Count(m => m);
        if (count == 0 || sigma_mm == 0) return (bool[])mask.Clone();
        float[] blurred = GaussianBlur.Apply(Array.ConvertAll(mask, m => m ? 1f : 0f), grid, sigma_mm);
        float level = LevelOf(blurred, count);
        return Array.ConvertAll(blurred, v => v >= level);
    }

    /// <summary>The region with its inner holes: what is outside but cannot be reached from the grid's border through faces.</summary>
    public static bool[] FillHoles(bool[] mask, Grid grid)
    {
        Require(mask, grid, 0);
        FaceFlood flood = new(grid, n => !mask[n]);
        Visit(grid, (n, i, j, k) => { if (i == 0 || j == 0 || k == 0 || i == grid.Nx - 1 || j == grid.Ny - 1 || k == grid.Nz - 1) flood.From(n); });
        return Array.ConvertAll(flood.Reached, outside => !outside);
    }

    /// <summary>The largest part that holds together through faces and edges; the first in storage order among equals.</summary>
    public static bool[] LargestPart(bool[] mask, Grid grid)
    {
        Require(mask, grid, 0);
        int[] parts = ConnectedComponents.Label(Array.ConvertAll(mask, m => m ? (byte)1 : (byte)0), grid, out int count);
        if (count == 0) return (bool[])mask.Clone();
        int[] sizes = new int[count + 1];
        foreach (int part in parts) sizes[part]++;
        sizes[0] = 0;
        int largest = Array.IndexOf(sizes, sizes.Max());
        return Array.ConvertAll(parts, part => part == largest);
    }

    /// <summary>
    /// Voxels with values from <paramref name="low"/> to <paramref name="high"/> that hang together with the seed through faces and lie within
    /// <paramref name="radius_mm"/> of it. Empty when the seed itself is out of the range.
    /// </summary>
    public static bool[] GrowFrom(float[] values, Grid grid, int seed, double low, double high, double radius_mm)
    {
        if (values.Length != grid.Count) throw new ArgumentException($"{values.Length} values on a grid of {grid.Count} voxels.", nameof(values));
        (int i, int j, int k) = grid.Voxel(seed);
        Vector3D centre = grid.Affine.Apply(i, j, k);
        FaceFlood flood = new(grid, n =>
        {
            if (!(values[n] >= low && values[n] <= high)) return false;
            (int a, int b, int c) = grid.Voxel(n);
            return (grid.Affine.Apply(a, b, c) - centre).Length <= radius_mm;
        });
        flood.From(seed);
        return flood.Reached;
    }

    private static float LevelOf(float[] values, int count)
    {
        float[] sorted = [.. values.Where(v => v > 0).OrderDescending()];
        return sorted[Math.Min(count, sorted.Length) - 1];
    }

    /// <summary>A distance that is a whole number of voxels must not lose its last voxel to rounding.</summary>
    private static double Squared(double distance_mm) => distance_mm * distance_mm * (1 + 1e-9);

    private static void Visit(Grid grid, Action<int, int, int, int> each)
    {
        for (int k = 0, n = 0; k < grid.Nz; k++)
            for (int j = 0; j < grid.Ny; j++)
                for (int i = 0; i < grid.Nx; i++, n++) each(n, i, j, k);
    }

    private static void Require(bool[] mask, Grid grid, double length_mm)
    {
        if (mask.Length != grid.Count) throw new ArgumentException($"{mask.Length} mask voxels on a grid of {grid.Count}.", nameof(mask));
        if (!(length_mm >= 0 && double.IsFinite(length_mm)))
            throw new RefusedException("EDIT.DISTANCE", "A distance for growing, shrinking or smoothing is 0 mm or more. Enter it in mm.");
    }
}

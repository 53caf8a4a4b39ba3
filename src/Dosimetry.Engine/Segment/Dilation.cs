using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment;

/// <summary>Grows a mask by a distance in mm: every voxel whose centre lies within that distance of a mask voxel's centre.</summary>
internal static class Dilation
{
    public static bool[] Grow(bool[] mask, Grid grid, double distance_mm)
    {
        bool[] grown = (bool[])mask.Clone();
        (int I, int J, int K)[] ball = [.. Ball(grid, distance_mm)];
        for (int n = 0; n < mask.Length; n++)
        {
            if (!mask[n]) continue;
            (int i, int j, int k) = grid.Voxel(n);
            if (!OnSurface(mask, grid, i, j, k)) continue;
            foreach (var (di, dj, dk) in ball)
                if (Inside(grid, i + di, j + dj, k + dk)) grown[grid.Index(i + di, j + dj, k + dk)] = true;
        }
        return grown;
    }

    private static IEnumerable<(int, int, int)> Ball(Grid grid, double distance_mm)
    {
        Vector3D s = grid.Spacing_mm;
        int ri = (int)(distance_mm / s.X), rj = (int)(distance_mm / s.Y), rk = (int)(distance_mm / s.Z);
        Vector3D origin = grid.Affine.Origin;
        for (int k = -rk; k <= rk; k++)
            for (int j = -rj; j <= rj; j++)
                for (int i = -ri; i <= ri; i++)
                    if ((grid.Affine.Apply(i, j, k) - origin).Length <= distance_mm) yield return (i, j, k);
    }

    private static bool OnSurface(bool[] mask, Grid grid, int i, int j, int k) =>
        !At(mask, grid, i - 1, j, k) || !At(mask, grid, i + 1, j, k) || !At(mask, grid, i, j - 1, k) ||
        !At(mask, grid, i, j + 1, k) || !At(mask, grid, i, j, k - 1) || !At(mask, grid, i, j, k + 1);

    private static bool At(bool[] mask, Grid grid, int i, int j, int k) => Inside(grid, i, j, k) && mask[grid.Index(i, j, k)];
    private static bool Inside(Grid grid, int i, int j, int k) => (uint)i < (uint)grid.Nx && (uint)j < (uint)grid.Ny && (uint)k < (uint)grid.Nz;
}

using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment;

/// <summary>
/// Connected components with 18 neighbours (faces and edges): voxels belong together when they touch and carry the same non-zero class.
/// Method: one raster scan with union-find, then one renumbering; the numbers follow the first voxel of each component.
/// </summary>
public static class ConnectedComponents
{
    /// <summary>The nine of the eighteen neighbours that come earlier in the scan.</summary>
    private static readonly (int I, int J, int K)[] Earlier =
        [(-1, 0, 0), (-1, -1, 0), (0, -1, 0), (1, -1, 0), (0, 0, -1), (-1, 0, -1), (1, 0, -1), (0, -1, -1), (0, 1, -1)];

    /// <summary>Component number of every voxel, 0 where the class is 0; numbers start at 1.</summary>
    /// <param name="classes">One class per voxel, x fastest.</param>
    /// <param name="grid">Lattice of the classes.</param>
    /// <param name="count">Number of components.</param>
    public static int[] Label(byte[] classes, Grid grid, out int count)
    {
        int[] parent = new int[classes.Length];
        for (int k = 0, n = 0; k < grid.Nz; k++)
            for (int j = 0; j < grid.Ny; j++)
                for (int i = 0; i < grid.Nx; i++, n++)
                {
                    parent[n] = n;
                    if (classes[n] != 0) JoinEarlier(classes, grid, parent, i, j, k, n);
                }
        return Number(classes, parent, out count);
    }

    private static void JoinEarlier(byte[] classes, Grid grid, int[] parent, int i, int j, int k, int n)
    {
        foreach (var (di, dj, dk) in Earlier)
        {
            if ((uint)(i + di) >= (uint)grid.Nx || (uint)(j + dj) >= (uint)grid.Ny || k + dk < 0) continue;
            int m = grid.Index(i + di, j + dj, k + dk);
            if (classes[m] == classes[n]) Join(parent, n, m);
        }
    }

    private static void Join(int[] parent, int a, int b)
    {
        (a, b) = (Root(parent, a), Root(parent, b));
        if (a < b) parent[b] = a;
        else parent[a] = b;
    }

    private static int Root(int[] parent, int n)
    {
        while (parent[n] != n) n = parent[n] = parent[parent[n]];
        return n;
    }

    private static int[] Number(byte[] classes, int[] parent, out int count)
    {
        int[] labels = new int[classes.Length];
        count = 0;
        for (int n = 0; n < labels.Length; n++) // a root comes before its members, so its number is known
            if (classes[n] != 0) labels[n] = parent[n] == n ? ++count : labels[Root(parent, n)];
        return labels;
    }
}

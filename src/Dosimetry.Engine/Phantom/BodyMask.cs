using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom;

/// <summary>
/// Which voxels belong to a body in a CT: per slice, everything that the air around cannot reach without crossing tissue.
/// </summary>
internal static class BodyMask
{
    /// <summary>
    /// True inside. <paramref name="isTissue"/> says which voxels block the way (soft tissue, bone; not lung, not couch).
    /// </summary>
    public static bool[] Fill(Grid grid, Func<int, bool> isTissue)
    {
        bool[] inside = new bool[grid.Count];
        Array.Fill(inside, true);
        for (int k = 0; k < grid.Nz; k++) FloodSlice(grid, k, isTissue, inside);
        return inside;
    }

    private static void FloodSlice(Grid grid, int k, Func<int, bool> isTissue, bool[] inside)
    {
        Stack<(int I, int J)> open = new();
        void Visit(int i, int j)
        {
            if (i < 0 || j < 0 || i >= grid.Nx || j >= grid.Ny) return;
            int n = grid.Index(i, j, k);
            if (!inside[n] || isTissue(n)) return;
            inside[n] = false;
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

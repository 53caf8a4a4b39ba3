using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Edit;

/// <summary>Spreads from voxels to their six neighbours as long as they may be entered.</summary>
internal sealed class FaceFlood(Grid grid, Func<int, bool> mayEnter)
{
    private readonly Stack<int> _open = new();

    /// <summary>Voxels reached so far.</summary>
    public bool[] Reached { get; } = new bool[grid.Count];

    public void From(int seed)
    {
        Enter(seed);
        while (_open.TryPop(out int n))
        {
            (int i, int j, int k) = grid.Voxel(n);
            if (i > 0) Enter(n - 1);
            if (i < grid.Nx - 1) Enter(n + 1);
            if (j > 0) Enter(n - grid.Nx);
            if (j < grid.Ny - 1) Enter(n + grid.Nx);
            if (k > 0) Enter(n - grid.Nx * grid.Ny);
            if (k < grid.Nz - 1) Enter(n + grid.Nx * grid.Ny);
        }
    }

    private void Enter(int n)
    {
        if (Reached[n] || !mayEnter(n)) return;
        Reached[n] = true;
        _open.Push(n);
    }
}

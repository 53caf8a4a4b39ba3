using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Psma;

/// <summary>The true regions of a body on the grid of an image.</summary>
public static class TrueRegions
{
    /// <summary>
    /// Labels on a grid: of eight points in each voxel, the region with the most; 0 where most lie in none. <paramref name="moved"/> takes points of the
    /// reference scan to those of the grid. Every region of the body gets a number, in alphabetical order.
    /// </summary>
    public static LabelVolume On(Anatomy body, Grid grid, Affine? moved = null)
    {
        string[] names = [.. body.Tissues.Values.Select(t => t.Region).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        ushort[] numberOf = new ushort[ushort.MaxValue + 1];
        foreach (Tissue t in body.Tissues.Values) numberOf[t.Label] = (ushort)(t.Region is null ? 0 : 1 + Array.IndexOf(names, t.Region));
        Grid fine = body.Labels.Grid;
        Affine back = fine.Affine.Inverse().Compose(moved?.Inverse().Compose(grid.Affine) ?? grid.Affine);
        ushort[] labels = new ushort[grid.Count];
        Parallel.For(0, grid.Nz, k =>
        {
            Span<ushort> at = stackalloc ushort[8];
            for (int j = 0, n = grid.Index(0, 0, k); j < grid.Ny; j++)
                for (int i = 0; i < grid.Nx; i++, n++)
                {
                    for (int p = 0; p < 8; p++)
                        at[p] = numberOf[LabelAt(body.Labels, back.Apply(i - 0.25 + 0.5 * (p & 1), j - 0.25 + 0.5 * ((p >> 1) & 1), k - 0.25 + 0.5 * (p >> 2)))];
                    labels[n] = Most(at);
                }
        });
        return new LabelVolume(grid, labels, names.Select((name, n) => (name, n)).ToDictionary(p => p.n + 1, p => p.name));
    }

    private static ushort LabelAt(LabelVolume volume, Vector3D index)
    {
        int i = (int)Math.Round(index.X), j = (int)Math.Round(index.Y), k = (int)Math.Round(index.Z);
        return (uint)i < (uint)volume.Grid.Nx && (uint)j < (uint)volume.Grid.Ny && (uint)k < (uint)volume.Grid.Nz ? volume.Labels[volume.Grid.Index(i, j, k)]
            : (ushort)0;
    }

    private static ushort Most(ReadOnlySpan<ushort> at)
    {
        ushort best = 0;
        int most = 0;
        foreach (ushort candidate in at)
        {
            int count = 0;
            foreach (ushort other in at) if (other == candidate) count++;
            if (count > most) (most, best) = (count, candidate);
        }
        return best;
    }
}

using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment;

/// <summary>
/// Splits what a threshold glues together. Quantity: ratio r = SUV / T. Method: watershed on −r inside one connected spot; a peak counts when it stands
/// at least h = max(1/6, <see cref="PeakShare"/> · peak) above the saddle to a higher one and at least <see cref="LeastDistance_mm"/> away from it
/// (h-maxima; the share of the peak keeps noise of hot lesions from splitting them).
/// Voxels are visited from the hottest down; one that touches several basins goes to that of its hottest neighbour. 18 neighbours.
/// Source: h-maxima and watershed as in the open PSMA pipelines; h = T/6. Validity: lesions of one and a half diameters apart.
/// Neglected: lesions that the scanner's blur has made one peak.
/// </summary>
internal static class Subregions
{
    /// <summary>Least height of a peak above the saddle, in units of the threshold.</summary>
    public const double LeastHeight = 1.0 / 6;
    /// <summary>Least height as a share of the lower peak.</summary>
    public const double PeakShare = 0.25;
    /// <summary>Closer peaks are one.</summary>
    public const double LeastDistance_mm = 8;

    /// <summary>The parts of a connected spot, each a list of voxels, hottest part first; one part when there is nothing to split.</summary>
    public static IReadOnlyList<int[]> Split(Volume<Suv> suv, int[] spot, double threshold)
    {
        Basins basins = new(suv.Grid);
        foreach (int voxel in spot.OrderByDescending(n => suv.Values[n]).ThenBy(n => n))
            basins.Add(voxel, suv.Values[voxel] / threshold);
        return [.. spot.GroupBy(basins.Of).OrderByDescending(part => part.Max(n => suv.Values[n])).Select(part => part.ToArray())];
    }

    /// <summary>Basins that grow from their peaks downwards and join where the lower one does not stand out.</summary>
    private sealed class Basins(Grid grid)
    {
        private readonly Dictionary<int, int> basinOf = [];
        private readonly Dictionary<int, double> heights = [];
        private readonly List<(int Peak, double Height, int Parent)> basins = [];

        public int Of(int voxel) => Root(basinOf[voxel]);

        public void Add(int voxel, double ratio)
        {
            int[] touching = [.. Neighbours(voxel).Where(basinOf.ContainsKey)];
            if (touching.Length == 0)
            {
                (basinOf[voxel], heights[voxel]) = (basins.Count, ratio);
                basins.Add((voxel, ratio, basins.Count));
                return;
            }
            foreach (int other in touching.Skip(1)) Meet(Of(touching[0]), Of(other), ratio);
            basinOf[voxel] = basinOf[touching.MaxBy(n => heights[n])];
            heights[voxel] = ratio;
        }

        private void Meet(int a, int b, double saddle)
        {
            if (a == b) return;
            (int high, int low) = basins[a].Height >= basins[b].Height ? (a, b) : (b, a);
            double stands = basins[low].Height - saddle, needed = Math.Max(LeastHeight, PeakShare * basins[low].Height);
            if (stands < needed || Distance_mm(basins[high].Peak, basins[low].Peak) < LeastDistance_mm) basins[low] = basins[low] with { Parent = high };
        }

        private int Root(int basin)
        {
            while (basins[basin].Parent != basin) basin = basins[basin].Parent;
            return basin;
        }

        private double Distance_mm(int a, int b)
        {
            (int i, int j, int k) = grid.Voxel(a);
            (int l, int m, int n) = grid.Voxel(b);
            return (grid.Affine.Apply(i, j, k) - grid.Affine.Apply(l, m, n)).Length;
        }

        private IEnumerable<int> Neighbours(int voxel)
        {
            (int i, int j, int k) = grid.Voxel(voxel);
            for (int dk = -1; dk <= 1; dk++)
                for (int dj = -1; dj <= 1; dj++)
                    for (int di = -1; di <= 1; di++)
                    {
                        if (Math.Abs(di) + Math.Abs(dj) + Math.Abs(dk) is 0 or 3) continue;
                        if ((uint)(i + di) < (uint)grid.Nx && (uint)(j + dj) < (uint)grid.Ny && (uint)(k + dk) < (uint)grid.Nz) yield return grid.Index(i + di, j + dj, k + dk);
                    }
        }
    }
}

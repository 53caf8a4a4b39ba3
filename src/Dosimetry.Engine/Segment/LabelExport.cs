using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment;

/// <summary>
/// One label per voxel: the region with the largest share, if that share is larger than what belongs to none. Labels are numbered in the order of
/// the region set from 1. For pictures and exchange; dose figures use the shares themselves.
/// </summary>
public static class LabelExport
{
    /// <summary>The partition as a label volume.</summary>
    public static LabelVolume ToLabels(RegionSet set)
    {
        ushort[] labels = new ushort[set.Grid.Count];
        float[] best = new float[set.Grid.Count], sum = new float[set.Grid.Count];
        for (int r = 0; r < set.Regions.Count; r++)
        {
            Region region = set.Regions[r];
            for (int n = 0; n < region.Voxels.Length; n++)
            {
                int voxel = region.Voxels[n];
                sum[voxel] += region.Weights[n];
                if (region.Weights[n] > best[voxel]) (best[voxel], labels[voxel]) = (region.Weights[n], (ushort)(r + 1));
            }
        }
        for (int n = 0; n < labels.Length; n++)
            if (best[n] < 1 - sum[n]) labels[n] = 0;
        return new LabelVolume(set.Grid, labels, set.Regions.Select((r, n) => (r.Name, n)).ToDictionary(x => x.n + 1, x => x.Name));
    }
}

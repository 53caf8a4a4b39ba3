using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom;

/// <summary>Volumes and centres of the labels of a volume, from one pass over it.</summary>
internal sealed class RegionMeasure
{
    private readonly Grid grid;
    private readonly long[] count = new long[ushort.MaxValue + 1];
    private readonly Vector3D[] sum = new Vector3D[ushort.MaxValue + 1];

    /// <summary>Measures every label.</summary>
    public RegionMeasure(LabelVolume volume)
    {
        grid = volume.Grid;
        for (int k = 0, n = 0; k < grid.Nz; k++)
            for (int j = 0; j < grid.Ny; j++)
                for (int i = 0; i < grid.Nx; i++, n++)
                {
                    ushort label = volume.Labels[n];
                    if (label == 0) continue;
                    count[label]++;
                    sum[label] += new Vector3D(i, j, k);
                }
    }

    /// <summary>Volume in ml and centre in mm (RAS+) of labels together; both zero when they are absent.</summary>
    public (double Volume_ml, Vector3D Centre_mm) Of(params IEnumerable<ushort> labels)
    {
        long voxels = 0;
        Vector3D total = default;
        foreach (ushort label in labels) (voxels, total) = (voxels + count[label], total + sum[label]);
        return voxels == 0 ? default : (voxels * grid.VoxelVolume_ml, grid.Affine.Apply(1.0 / voxels * total));
    }
}

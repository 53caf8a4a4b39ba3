using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom;

/// <summary>Volume and centre of a label.</summary>
internal static class RegionMeasure
{
    /// <summary>Volume in ml and centre in mm (RAS+) of one label; both zero when it is absent.</summary>
    public static (double Volume_ml, Vector3D Centre_mm) Of(LabelVolume volume, ushort label)
    {
        long count = 0;
        Vector3D sum = default;
        for (int n = 0; n < volume.Labels.Length; n++)
        {
            if (volume.Labels[n] != label) continue;
            (int i, int j, int k) = volume.Grid.Voxel(n);
            sum += new Vector3D(i, j, k);
            count++;
        }
        return count == 0 ? default : (count * volume.Grid.VoxelVolume_ml, volume.Grid.Affine.Apply(1.0 / count * sum));
    }
}

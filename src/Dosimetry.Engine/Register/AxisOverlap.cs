namespace Dosimetry.Engine.Register;

/// <summary>
/// Overlap of two rows of voxels on one axis, in widths of the target voxel: the source voxel i covers [s(i − ½) + o, s(i + ½) + o] in target
/// index units, the target voxel T covers [T − ½, T + ½]. Mirrored axes have s &lt; 0.
/// </summary>
internal sealed class AxisOverlap
{
    private readonly int[] first;
    private readonly float[][] weights;

    public AxisOverlap(int sourceCount, int targetCount, double scale, double offset)
    {
        (first, weights) = (new int[targetCount], new float[targetCount][]);
        for (int t = 0; t < targetCount; t++)
        {
            // The target voxel's faces in source index units, then every source voxel between them.
            double a = (t - 0.5 - offset) / scale, b = (t + 0.5 - offset) / scale;
            (double low, double high) = a < b ? (a, b) : (b, a);
            int from = Math.Max((int)Math.Floor(low + 0.5), 0), to = Math.Min((int)Math.Floor(high + 0.5), sourceCount - 1);
            first[t] = from;
            weights[t] = to < from ? [] : new float[to - from + 1];
            for (int i = from; i <= to; i++)
                weights[t][i - from] = (float)(Math.Max(0, Math.Min(high, i + 0.5) - Math.Max(low, i - 0.5)) * Math.Abs(scale));
        }
    }

    public int Count => first.Length;

    /// <summary>Share of target voxel <paramref name="t"/> that the source row covers.</summary>
    public float Covered(int t)
    {
        float sum = 0;
        foreach (float w in weights[t]) sum += w;
        return sum;
    }

    /// <summary>Weighted sum of the source voxels under target voxel <paramref name="t"/>; source voxels lie <paramref name="stride"/> apart.</summary>
    public float Sum(float[] source, long start, int stride, int t, Func<float, float>? map)
    {
        double sum = 0;
        float[] w = weights[t];
        long index = start + (long)first[t] * stride;
        for (int n = 0; n < w.Length; n++, index += stride)
            sum += (double)w[n] * (map is null ? source[index] : map(source[index]));
        return (float)sum;
    }
}

using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Models;

/// <summary>A network that turns a patch (channels × a × b × c, last axis fastest) into one value per class and voxel, in the same order.</summary>
public interface IPatchNetwork
{
    /// <summary>Runs one patch.</summary>
    float[] Run(float[] input, int channels, int[] patch);
}

/// <summary>
/// A network over a volume larger than its patch. Patches overlap; each is weighted by a Gaussian (σ = share of the patch, centre 1), the sum divided by the sum
/// of weights. A volume smaller than the patch is padded with zeros on both sides. Positions as nnU-Net takes them: even steps, the last patch at the end.
/// </summary>
public sealed class SlidingWindow(int[] patch, double overlap, double sigmaShare)
{
    private const long MostBytes = 4L << 30;

    /// <summary>Number of the strongest class per voxel.</summary>
    /// <param name="network">Runs one patch.</param>
    /// <param name="volume">Values: channel, then the three axes, last fastest.</param>
    /// <param name="channels">Channels of the volume.</param>
    /// <param name="size">Voxels along each axis.</param>
    /// <param name="cancel">Ends it between two patches.</param>
    /// <exception cref="RefusedException"><c>MODEL.TOO_LARGE</c>, <c>MODEL.OUTPUT</c>.</exception>
    public byte[] Run(IPatchNetwork network, float[] volume, int channels, int[] size, CancellationToken cancel = default)
    {
        float[] weight = Weights(), total = new float[Count(size)];
        float[]? sums = null;
        foreach (int a in Starts(size[0], patch[0]))
            foreach (int b in Starts(size[1], patch[1]))
                foreach (int c in Starts(size[2], patch[2]))
                {
                    cancel.ThrowIfCancellationRequested();
                    float[] output = network.Run(Take(volume, channels, size, [a, b, c]), channels, patch);
                    int classes = Classes(output);
                    if ((long)classes * total.Length * sizeof(float) > MostBytes)
                        throw new RefusedException("MODEL.TOO_LARGE", $"{classes} classes on {total.Length} voxels need more than {MostBytes >> 30} GiB; use a coarser or cropped image.");
                    sums ??= new float[(long)classes * total.Length];
                    Add(output, weight, classes, size, [a, b, c], sums, total);
                }
        return Strongest(sums!, total.Length);
    }

    /// <summary>Where patches start along an axis; negative where the volume is padded.</summary>
    internal IReadOnlyList<int> Starts(int length, int edge)
    {
        if (length <= edge) return [-(edge - length) / 2];
        int steps = (int)Math.Ceiling((length - edge) / (edge * (1 - overlap))) + 1;
        double step = (double)(length - edge) / (steps - 1);
        return [.. Enumerable.Range(0, steps).Select(n => (int)Math.Round(n * step))];
    }

    private int Classes(float[] output)
    {
        int voxels = Count(patch);
        if (output.Length == 0 || output.Length % voxels != 0 || output.Length / voxels is < 2 or > 255)
            throw new RefusedException("MODEL.OUTPUT", $"The network gave {output.Length} values for a patch of {voxels} voxels: not one value per class and voxel.");
        return output.Length / voxels;
    }

    private float[] Weights()
    {
        float[] weights = new float[Count(patch)];
        double Along(int at, int axis) => Math.Exp(-0.5 * Math.Pow((at - 0.5 * (patch[axis] - 1)) / (sigmaShare * patch[axis]), 2));
        for (int n = 0; n < weights.Length; n++)
            weights[n] = (float)Math.Max(1e-6, Along(n / (patch[1] * patch[2]), 0) * Along(n / patch[2] % patch[1], 1) * Along(n % patch[2], 2));
        return weights;
    }

    private float[] Take(float[] volume, int channels, int[] size, int[] start)
    {
        float[] taken = new float[channels * Count(patch)];
        int voxels = Count(size);
        Each(size, start, (from, to) =>
        {
            for (int c = 0; c < channels; c++) taken[c * Count(patch) + to] = volume[c * voxels + from];
        });
        return taken;
    }

    private void Add(float[] output, float[] weight, int classes, int[] size, int[] start, float[] sums, float[] total) => Each(size, start, (voxel, at) =>
    {
        for (int c = 0; c < classes; c++) sums[(long)c * total.Length + voxel] += weight[at] * output[c * weight.Length + at];
        total[voxel] += weight[at];
    });

    /// <summary>Voxels of the volume that a patch covers, with their place in the patch.</summary>
    private void Each(int[] size, int[] start, Action<int, int> visit)
    {
        for (int a = Math.Max(0, -start[0]); a < Math.Min(patch[0], size[0] - start[0]); a++)
            for (int b = Math.Max(0, -start[1]); b < Math.Min(patch[1], size[1] - start[1]); b++)
                for (int c = Math.Max(0, -start[2]); c < Math.Min(patch[2], size[2] - start[2]); c++)
                    visit(((start[0] + a) * size[1] + start[1] + b) * size[2] + start[2] + c, (a * patch[1] + b) * patch[2] + c);
    }

    /// <summary>Weights divide every class alike, so the strongest sum is the strongest mean.</summary>
    private static byte[] Strongest(float[] sums, int voxels)
    {
        byte[] best = new byte[voxels];
        for (int n = 0; n < voxels; n++)
            for (int c = 1; c < sums.Length / voxels; c++)
                if (sums[(long)c * voxels + n] > sums[(long)best[n] * voxels + n]) best[n] = (byte)c;
        return best;
    }

    private static int Count(int[] size) => size[0] * size[1] * size[2];
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dosimetry.Engine.Compute;

/// <summary>
/// Direct convolution with four vectors of neighbouring output voxels held in registers, parallel over rows. Exact to float rounding: no floor
/// of noise far from the activity, which is why small kernels go this way.
/// </summary>
internal static class SimdConvolver
{
    /// <summary>Convolves <paramref name="source"/> (x fastest), zeros outside.</summary>
    public static float[] Run(float[] source, VoxelCounts n, ConvolutionKernel kernel, int threads, CancellationToken cancel)
    {
        int block = 4 * Vector<float>.Count, nx = (n.X + block - 1) / block * block, stride = nx + 2 * kernel.Rx;
        float[] padded = new float[stride * n.Y * n.Z]; // each row with Rx zeros on both sides, so that no lane needs a test
        for (int row = 0; row < n.Y * n.Z; row++) source.AsSpan(row * n.X, n.X).CopyTo(padded.AsSpan(row * stride + kernel.Rx));
        float[] flipped = [.. kernel.Weights];
        Array.Reverse(flipped);
        float[] result = new float[n.Total];
        Workers.For(n.Y * n.Z, threads, cancel, row => Row(padded, stride, flipped, kernel, n, row, result));
        return result;
    }

    private static void Row(float[] padded, int stride, float[] flipped, ConvolutionKernel kernel, VoxelCounts n, int row, float[] result)
    {
        int y = row % n.Y, z = row / n.Y, v = Vector<float>.Count, taps = 2 * kernel.Rx + 1;
        Span<float> line = stackalloc float[4 * v];
        for (int x = 0; x < n.X; x += 4 * v)
        {
            Vector<float> a = default, b = default, c = default, d = default;
            for (int dz = Math.Max(-kernel.Rz, -z); dz <= Math.Min(kernel.Rz, n.Z - 1 - z); dz++)
                for (int dy = Math.Max(-kernel.Ry, -y); dy <= Math.Min(kernel.Ry, n.Y - 1 - y); dy++)
                {
                    ref float s = ref padded[((z + dz) * n.Y + y + dy) * stride + x];
                    ref float k = ref flipped[((dz + kernel.Rz) * (2 * kernel.Ry + 1) + dy + kernel.Ry) * taps];
                    for (int t = 0; t < taps; t++)
                    {
                        var f = new Vector<float>(Unsafe.Add(ref k, t));
                        ref float q = ref Unsafe.Add(ref s, t);
                        a = Vector.FusedMultiplyAdd(f, Vector.LoadUnsafe(ref q), a);
                        b = Vector.FusedMultiplyAdd(f, Vector.LoadUnsafe(ref q, (nuint)v), b);
                        c = Vector.FusedMultiplyAdd(f, Vector.LoadUnsafe(ref q, (nuint)(2 * v)), c);
                        d = Vector.FusedMultiplyAdd(f, Vector.LoadUnsafe(ref q, (nuint)(3 * v)), d);
                    }
                }
            a.CopyTo(line);
            b.CopyTo(line[v..]);
            c.CopyTo(line[(2 * v)..]);
            d.CopyTo(line[(3 * v)..]);
            line[..Math.Min(line.Length, n.X - x)].CopyTo(result.AsSpan(row * n.X + x));
        }
    }
}

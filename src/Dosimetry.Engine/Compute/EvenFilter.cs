using System.Numerics;

namespace Dosimetry.Engine.Compute;

/// <summary>
/// Transform of a kernel that is even along every axis: real, and even as well, so that an octant of frequencies is all there is.
/// Equation: K(kx, ky, kz) = Σ c_i c_j c_k w_ijk cos(2π kx i/Mx) cos(2π ky j/My) cos(2π kz k/Mz), c_0 = 1, else 2: three products with cosine tables,
/// far less work than a transform of the padded kernel, which is mostly zeros, and a sixteenth of its memory.
/// </summary>
internal sealed class EvenFilter : IPlaneFilter
{
    private readonly float[] _kernel; // kz, ky ≤ My/2, all kx (rows of the plane's stride)
    private readonly int _stride, _rows, _my;

    /// <summary>Transforms an octant, times <paramref name="scale"/>, for planes of <paramref name="stride"/> numbers a row.</summary>
    public EvenFilter(float[] octant, VoxelCounts reach, VoxelCounts size, int stride, float scale, int threads, CancellationToken cancel)
    {
        (_stride, _rows, _my) = (stride, size.Y / 2 + 1, size.Y);
        int half = size.Z / 2 + 1;
        float[] cx = Cosines(reach.X, size.X, stride, scale), cy = Cosines(reach.Y, size.Y, _rows, 1), cz = Cosines(reach.Z, size.Z, half, 1);
        float[] alongX = new float[reach.Y * reach.Z * stride], alongY = new float[_rows * reach.Z * stride];
        Workers.For(reach.Y * reach.Z, threads, cancel, row =>
        {
            for (int i = 0; i < reach.X; i++) AddTimes(alongX.AsSpan(row * stride, stride), cx.AsSpan(i * stride, stride), octant[row * reach.X + i]);
        });
        Workers.For(reach.Z * _rows, threads, cancel, row =>
        {
            (int k, int ky) = (row / _rows, row % _rows);
            for (int j = 0; j < reach.Y; j++) AddTimes(alongY.AsSpan(row * stride, stride), alongX.AsSpan((k * reach.Y + j) * stride, stride), cy[j * _rows + ky]);
        });
        _kernel = new float[half * _rows * stride];
        Workers.For(half * _rows, threads, cancel, row =>
        {
            (int kz, int ky) = (row / _rows, row % _rows);
            for (int k = 0; k < reach.Z; k++) AddTimes(_kernel.AsSpan(row * stride, stride), alongY.AsSpan((k * _rows + ky) * stride, stride), cz[k * half + kz]);
        });
    }

    /// <inheritdoc/>
    public void Multiply(ComplexSpan plane, int kz)
    {
        for (int y = 0; y < _my; y++)
        {
            ReadOnlySpan<float> k = _kernel.AsSpan((kz * _rows + Math.Min(y, _my - y)) * _stride, _stride);
            Span<float> re = plane.Re.Slice(y * _stride, _stride), im = plane.Im.Slice(y * _stride, _stride);
            for (int x = 0; x < _stride; x += Vector<float>.Count)
            {
                var factor = new Vector<float>(k[x..]);
                (new Vector<float>(re[x..]) * factor).CopyTo(re[x..]);
                (new Vector<float>(im[x..]) * factor).CopyTo(im[x..]);
            }
        }
    }

    /// <summary>c_i cos(2π i k/m) · scale, a row of <paramref name="width"/> frequencies for each offset; beyond the m-th frequency whatever follows.</summary>
    private static float[] Cosines(int offsets, int m, int width, float scale)
    {
        float[] table = new float[offsets * width];
        for (int i = 0; i < offsets; i++)
            for (int k = 0; k < width; k++)
                table[i * width + k] = (float)((i == 0 ? 1 : 2) * Math.Cos(2 * Math.PI * ((long)i * k % m) / m)) * scale;
        return table;
    }

    private static void AddTimes(Span<float> sum, ReadOnlySpan<float> row, float factor)
    {
        var f = new Vector<float>(factor);
        for (int x = 0; x < sum.Length; x += Vector<float>.Count)
            Vector.FusedMultiplyAdd(f, new Vector<float>(row[x..]), new Vector<float>(sum[x..])).CopyTo(sum[x..]);
    }
}

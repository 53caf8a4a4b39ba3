using System.Numerics;

namespace Dosimetry.Engine.Compute;

/// <summary>
/// Three-dimensional transform of real images, z first: the planes of even and odd z ride one complex transform of half the length, as real
/// and imaginary part, and are told apart afterwards; then x and y within each of the Mz/2 + 1 planes.
/// Padded sizes have no prime factor above 5; x and y are multiples of the vector width, which the interleaved lines need.
/// </summary>
internal sealed class RealFft3D
{
    private readonly VoxelCounts _m;
    private readonly int _threads, _plane, _half;
    private readonly LineFft _fx, _fy, _fz;

    /// <summary>A transform whose padded size is at least <paramref name="atLeast"/>.</summary>
    public RealFft3D(VoxelCounts atLeast, int threads)
    {
        int v = Vector<float>.Count;
        _m = new(LineFft.GoodSize(atLeast.X, v), LineFft.GoodSize(atLeast.Y, v), 2 * LineFft.GoodSize((atLeast.Z + 1) / 2, 1));
        (_threads, _plane, _half) = (threads, _m.X * _m.Y, _m.Z / 2);
        (_fx, _fy, _fz) = (new(_m.X), new(_m.Y), new(_half));
    }

    /// <summary>The padded size.</summary>
    public VoxelCounts Size => _m;
    /// <summary>Forward then inverse multiplies by this.</summary>
    public double Gain => (double)_half * _plane;

    /// <summary>Transforms an image of size <paramref name="n"/> (zeros beyond it).</summary>
    public Spectrum Forward(float[] image, VoxelCounts n, CancellationToken cancel)
    {
        var s = new Spectrum((_half + 1) * _plane);
        Workers.For(n.Y, _threads, cancel, y => ForwardSheet(image, n, y, s));
        Workers.For(_half + 1, _threads, cancel, z => ForwardPlane(s, z, n.Y));
        return s;
    }

    /// <summary>The inverse, times <see cref="Gain"/>, of which only the first <paramref name="n"/> voxels are computed; destroys the
    /// spectrum.</summary>
    public float[] Inverse(Spectrum s, VoxelCounts n, CancellationToken cancel)
    {
        float[] image = new float[n.Total];
        Workers.For(_half + 1, _threads, cancel, z => InversePlane(s, z, n.Y));
        Workers.For(n.Y, _threads, cancel, y => InverseSheet(s, y, image, n));
        return image;
    }

    private void ForwardSheet(float[] image, VoxelCounts n, int y, Spectrum s)
    {
        using var work = Scratch.Rent(_m.X * _half);
        Span<float> re = work[0], im = work[1];
        re.Clear();
        im.Clear();
        for (int z = 0; z < n.Z; z++)
            image.AsSpan((z * n.Y + y) * n.X, n.X).CopyTo((z % 2 == 0 ? re : im)[(z / 2 * _m.X)..]);
        bool inWork = _fz.Forward(re, im, work[2], work[3], _m.X);
        Split(inWork ? work[2] : re, inWork ? work[3] : im, s, y);
    }

    /// <summary>X[k] = E[k] + W^k O[k] with E, O the transforms of the even and odd planes, W = exp(−2πi/Mz).</summary>
    private void Split(Span<float> zr, Span<float> zi, Spectrum s, int y)
    {
        int v = Vector<float>.Count;
        for (int k = 0; k <= _half; k++)
        {
            int a = k % _half * _m.X, b = (_half - k) % _half * _m.X, to = k * _plane + y * _m.X;
            (float sin, float cos) = ((float)Math.Sin(-Math.PI * k / _half), (float)Math.Cos(-Math.PI * k / _half));
            for (int x = 0; x < _m.X; x += v)
            {
                var ar = new Vector<float>(zr[(a + x)..]); var ai = new Vector<float>(zi[(a + x)..]);
                var br = new Vector<float>(zr[(b + x)..]); var bi = new Vector<float>(zi[(b + x)..]);
                var or = 0.5f * (ai + bi); var oi = 0.5f * (br - ar);
                (0.5f * (ar + br) + cos * or - sin * oi).CopyTo(s.Re, to + x);
                (0.5f * (ai - bi) + cos * oi + sin * or).CopyTo(s.Im, to + x);
            }
        }
    }

    private void ForwardPlane(Spectrum s, int z, int rows)
    {
        Span<float> re = s.Re.AsSpan(z * _plane, _plane), im = s.Im.AsSpan(z * _plane, _plane);
        TransformX(re, im, rows);
        TransformY(re, im);
    }

    private void InversePlane(Spectrum s, int z, int rows)
    {
        Span<float> re = s.Re.AsSpan(z * _plane, _plane), im = s.Im.AsSpan(z * _plane, _plane);
        TransformY(im, re); // real and imaginary part swapped: a forward transform inverts
        TransformX(im, re, rows);
    }

    private void TransformX(Span<float> re, Span<float> im, int rows)
    {
        int v = Vector<float>.Count, lines = Math.Min(_m.Y, (rows + v - 1) / v * v), area = _m.X * lines;
        using var work = Scratch.Rent(area);
        Transpose(re, work[0], _m.X, lines);
        Transpose(im, work[1], _m.X, lines);
        bool inWork = _fx.Forward(work[0], work[1], work[2], work[3], lines);
        Transpose(inWork ? work[2] : work[0], re, lines, _m.X);
        Transpose(inWork ? work[3] : work[1], im, lines, _m.X);
    }

    private void TransformY(Span<float> re, Span<float> im)
    {
        using var work = Scratch.Rent(_plane);
        if (!_fy.Forward(re, im, work[0], work[1], _m.X)) return;
        work[0].CopyTo(re);
        work[1].CopyTo(im);
    }

    private void InverseSheet(Spectrum s, int y, float[] image, VoxelCounts n)
    {
        using var work = Scratch.Rent(_m.X * _half);
        Join(s, y, work[0], work[1]);
        bool inWork = _fz.Forward(work[1], work[0], work[3], work[2], _m.X); // swapped, as above
        for (int z = 0; z < n.Z; z++)
            work[z % 2 + (inWork ? 2 : 0)].Slice(z / 2 * _m.X, n.X).CopyTo(image.AsSpan((z * n.Y + y) * n.X));
    }

    /// <summary>The reverse of <see cref="Split"/>: Z[k] = E[k] + i O[k].</summary>
    private void Join(Spectrum s, int y, Span<float> zr, Span<float> zi)
    {
        int v = Vector<float>.Count;
        for (int k = 0; k < _half; k++)
        {
            int a = k * _plane + y * _m.X, b = (_half - k) * _plane + y * _m.X, to = k * _m.X;
            (float sin, float cos) = ((float)Math.Sin(Math.PI * k / _half), (float)Math.Cos(Math.PI * k / _half));
            for (int x = 0; x < _m.X; x += v)
            {
                var ar = new Vector<float>(s.Re, a + x); var ai = new Vector<float>(s.Im, a + x);
                var br = new Vector<float>(s.Re, b + x); var bi = new Vector<float>(s.Im, b + x);
                var dr = 0.5f * (ar - br); var di = 0.5f * (ai + bi);
                var or = cos * dr - sin * di; var oi = cos * di + sin * dr;
                (0.5f * (ar + br) - oi).CopyTo(zr[(to + x)..]);
                (0.5f * (ai - bi) + or).CopyTo(zi[(to + x)..]);
            }
        }
    }

    private static void Transpose(ReadOnlySpan<float> from, Span<float> to, int width, int height)
    {
        const int Tile = 16; // both sides of a tile stay in the first-level cache
        for (int y0 = 0; y0 < height; y0 += Tile)
            for (int x0 = 0; x0 < width; x0 += Tile)
                for (int y = y0; y < Math.Min(height, y0 + Tile); y++)
                    for (int x = x0; x < Math.Min(width, x0 + Tile); x++)
                        to[x * height + y] = from[y * width + x];
    }
}

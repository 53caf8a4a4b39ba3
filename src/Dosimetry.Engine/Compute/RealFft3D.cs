using System.Numerics;

namespace Dosimetry.Engine.Compute;

/// <summary>
/// Three-dimensional transform of real images, z first: the planes of even and odd z ride one complex transform of half the length, as real
/// and imaginary part, and are told apart afterwards; then x and y within each of the Mz/2 + 1 planes (<see cref="PlaneFft"/>).
/// Between the two only the image's own rows and columns are kept: padding along x and y exists in one plane of work space at a time, so that the
/// spectrum takes as much memory as the image padded along z alone. Padded sizes have no prime factor above 5.
/// </summary>
internal sealed class RealFft3D
{
    private readonly VoxelCounts _m;
    private readonly int _threads, _half;
    private readonly LineFft _fz;
    private readonly PlaneFft _plane;

    /// <summary>A transform whose padded size is at least <paramref name="atLeast"/>.</summary>
    public RealFft3D(VoxelCounts atLeast, int threads)
    {
        _m = new(LineFft.GoodSize(atLeast.X), LineFft.GoodSize(atLeast.Y), 2 * LineFft.GoodSize((atLeast.Z + 1) / 2));
        (_threads, _half) = (threads, _m.Z / 2);
        (_fz, _plane) = (new(_half), new(_m.X, _m.Y));
    }

    /// <summary>The padded size.</summary>
    public VoxelCounts Size => _m;
    /// <summary>Numbers in a row of a transformed plane.</summary>
    public int Stride => _plane.Stride;
    /// <summary>Forward then inverse multiplies by this.</summary>
    public double Gain => (double)_half * _m.X * _m.Y;

    /// <summary>Transforms an image of the padded size: all of its planes, for a <see cref="GeneralFilter"/>.</summary>
    public Spectrum Forward(float[] image, CancellationToken cancel)
    {
        int pitch = PlaneFft.RoundUp(_m.X);
        Spectrum rows = AlongZ(image, _m, pitch, cancel), all = new((long)(_half + 1) * _plane.Area);
        Workers.For(_half + 1, _threads, cancel, kz =>
        {
            using Scratch work = Scratch.Rent(_plane.WorkSize(_m.Y));
            ComplexSpan plane = _plane.Forward(rows.Span(kz * _m.Y * pitch, _m.Y * pitch), _m.X, _m.Y, pitch, work);
            plane.Re[.._plane.Area].CopyTo(all.Re.AsSpan(kz * _plane.Area));
            plane.Im[.._plane.Area].CopyTo(all.Im.AsSpan(kz * _plane.Area));
        });
        return all;
    }

    /// <summary>Forward, <paramref name="filter"/>, inverse: an image of size <paramref name="n"/> (zeros beyond it), times <see cref="Gain"/>.</summary>
    public float[] Convolve(float[] image, VoxelCounts n, IPlaneFilter filter, CancellationToken cancel)
    {
        int pitch = PlaneFft.RoundUp(n.X);
        Spectrum rows = AlongZ(image, n, pitch, cancel);
        Workers.For(_half + 1, _threads, cancel, kz =>
        {
            using Scratch work = Scratch.Rent(_plane.WorkSize(n.Y));
            ComplexSpan data = rows.Span(kz * n.Y * pitch, n.Y * pitch), plane = _plane.Forward(data, n.X, n.Y, pitch, work).Slice(0, _plane.Area);
            filter.Multiply(plane, kz);
            _plane.Inverse(plane, data, n.X, n.Y, pitch, work);
        });
        float[] result = new float[n.Total];
        Workers.For(n.Y, _threads, cancel, y => InverseSheet(rows, y, result, n, pitch));
        return result;
    }

    private Spectrum AlongZ(float[] image, VoxelCounts n, int pitch, CancellationToken cancel)
    {
        var s = new Spectrum((long)(_half + 1) * n.Y * pitch);
        Workers.For(n.Y, _threads, cancel, y => ForwardSheet(image, n, y, s, pitch));
        return s;
    }

    private void ForwardSheet(float[] image, VoxelCounts n, int y, Spectrum s, int pitch)
    {
        using var work = Scratch.Rent(pitch * _half);
        ComplexSpan a = work.First, b = work.Second;
        a.Clear();
        for (int z = 0; z < n.Z; z++)
            image.AsSpan((z * n.Y + y) * n.X, n.X).CopyTo((z % 2 == 0 ? a.Re : a.Im)[(z / 2 * pitch)..]);
        Split(_fz.Forward(a.Re, a.Im, b.Re, b.Im, pitch) ? b : a, s, y * pitch, n.Y * pitch, pitch);
    }

    /// <summary>X[k] = E[k] + W^k O[k] with E, O the transforms of the even and odd planes, W = exp(−2πi/Mz).</summary>
    private void Split(ComplexSpan z, Spectrum s, int row, int plane, int pitch)
    {
        for (int k = 0; k <= _half; k++)
        {
            int a = k % _half * pitch, b = (_half - k) % _half * pitch, to = k * plane + row;
            (float sin, float cos) = ((float)Math.Sin(-Math.PI * k / _half), (float)Math.Cos(-Math.PI * k / _half));
            for (int x = 0; x < pitch; x += Vector<float>.Count)
            {
                var ar = new Vector<float>(z.Re[(a + x)..]); var ai = new Vector<float>(z.Im[(a + x)..]);
                var br = new Vector<float>(z.Re[(b + x)..]); var bi = new Vector<float>(z.Im[(b + x)..]);
                var or = 0.5f * (ai + bi); var oi = 0.5f * (br - ar);
                (0.5f * (ar + br) + cos * or - sin * oi).CopyTo(s.Re, to + x);
                (0.5f * (ai - bi) + cos * oi + sin * or).CopyTo(s.Im, to + x);
            }
        }
    }

    private void InverseSheet(Spectrum s, int y, float[] image, VoxelCounts n, int pitch)
    {
        using var work = Scratch.Rent(pitch * _half);
        ComplexSpan a = work.First, b = work.Second;
        Join(s, a, y * pitch, n.Y * pitch, pitch);
        ComplexSpan lines = _fz.Forward(a.Im, a.Re, b.Im, b.Re, pitch) ? b : a; // real and imaginary part swapped: a forward transform inverts
        for (int z = 0; z < n.Z; z++)
            (z % 2 == 0 ? lines.Re : lines.Im).Slice(z / 2 * pitch, n.X).CopyTo(image.AsSpan((z * n.Y + y) * n.X));
    }

    /// <summary>The reverse of <see cref="Split"/>: Z[k] = E[k] + i O[k].</summary>
    private void Join(Spectrum s, ComplexSpan z, int row, int plane, int pitch)
    {
        for (int k = 0; k < _half; k++)
        {
            int a = k * plane + row, b = (_half - k) * plane + row, to = k * pitch;
            (float sin, float cos) = ((float)Math.Sin(Math.PI * k / _half), (float)Math.Cos(Math.PI * k / _half));
            for (int x = 0; x < pitch; x += Vector<float>.Count)
            {
                var ar = new Vector<float>(s.Re, a + x); var ai = new Vector<float>(s.Im, a + x);
                var br = new Vector<float>(s.Re, b + x); var bi = new Vector<float>(s.Im, b + x);
                var dr = 0.5f * (ar - br); var di = 0.5f * (ai + bi);
                var or = cos * dr - sin * di; var oi = cos * di + sin * dr;
                (0.5f * (ar + br) - oi).CopyTo(z.Re[(to + x)..]);
                (0.5f * (ai - bi) + or).CopyTo(z.Im[(to + x)..]);
            }
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dosimetry.Engine.Compute;

/// <summary>
/// Mixed-radix (2, 3, 4, 5) Stockham transform of many interleaved lines at once, forward only: element j of line l lies at j · lines + l, so
/// that every butterfly is a plain SIMD loop over lines. The number of lines must be a multiple of <c>Vector&lt;float&gt;.Count</c>.
/// To invert, swap the real and the imaginary part before and after; the result is then n times the inverse.
/// </summary>
internal sealed class LineFft
{
    private readonly int _n;
    private readonly int[] _radices;
    private readonly float[][] _cos, _sin;

    public LineFft(int n)
    {
        (_n, _radices) = (n, Factorise(n));
        (_cos, _sin) = (new float[_radices.Length][], new float[_radices.Length][]);
        for (int s = 0, length = n; s < _radices.Length; length /= _radices[s++])
            (_cos[s], _sin[s]) = Twiddles(length, _radices[s]);
    }

    /// <summary>The next size from <paramref name="n"/> up that has no prime factor above 5.</summary>
    public static int GoodSize(int n)
    {
        while (Rest(n) != 1) n++;
        return n;
    }

    /// <summary>Transforms (re, im) with (wr, wi) as work space; true when the result lies in the work space.</summary>
    public bool Forward(Span<float> re, Span<float> im, Span<float> wr, Span<float> wi, int lines)
    {
        int length = _n, groups = 1;
        bool inWork = false;
        Span<float> xr = re, xi = im, yr = wr, yi = wi;
        for (int s = 0; s < _radices.Length; s++)
        {
            int p = _radices[s], q = length / p, run = groups * lines;
            for (int j = 0; j < q; j++)
                Butterfly(p, xr, xi, yr, yi, j * run, q * run, j * p * run, run, _cos[s].AsSpan(j * p, p), _sin[s].AsSpan(j * p, p));
            (length, groups, inWork) = (q, groups * p, !inWork);
            Span<float> swap = xr;
            xr = yr;
            yr = swap;
            swap = xi;
            xi = yi;
            yi = swap;
        }
        return inWork;
    }

    private static int Rest(int n)
    {
        foreach (int p in (ReadOnlySpan<int>)[2, 3, 5])
            while (n % p == 0) n /= p;
        return n;
    }

    private static int[] Factorise(int n)
    {
        var factors = new List<int>();
        foreach (int p in (ReadOnlySpan<int>)[4, 5, 3, 2])
            for (; n % p == 0; n /= p) factors.Add(p);
        return n == 1 ? [.. factors] : throw new ArgumentException("The size of a transform may have the prime factors 2, 3 and 5 only.", nameof(n));
    }

    private static (float[] Cos, float[] Sin) Twiddles(int length, int p)
    {
        float[] cos = new float[length], sin = new float[length];
        for (int j = 0; j < length / p; j++)
            for (int t = 0; t < p; t++)
            {
                double a = -2 * Math.PI * j * t / length;
                (cos[j * p + t], sin[j * p + t]) = ((float)Math.Cos(a), (float)Math.Sin(a));
            }
        return (cos, sin);
    }

    private static void Butterfly(int p, Span<float> xr, Span<float> xi, Span<float> yr, Span<float> yi,
        int from, int step, int to, int run, Span<float> c, Span<float> s)
    {
        switch (p)
        {
            case 2: Radix2(xr, xi, yr, yi, from, step, to, run, c, s); break;
            case 3: Radix3(xr, xi, yr, yi, from, step, to, run, c, s); break;
            case 4: Radix4(xr, xi, yr, yi, from, step, to, run, c, s); break;
            default: Radix5(xr, xi, yr, yi, from, step, to, run, c, s); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Load(Span<float> s, int i) => Vector.LoadUnsafe(ref MemoryMarshal.GetReference(s), (nuint)i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Span<float> s, int i, Vector<float> v) => v.StoreUnsafe(ref MemoryMarshal.GetReference(s), (nuint)i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Twist(Span<float> yr, Span<float> yi, int to, Vector<float> r, Vector<float> i, float c, float s)
    {
        Store(yr, to, r * c - i * s);
        Store(yi, to, r * s + i * c);
    }

    private static void Radix2(Span<float> xr, Span<float> xi, Span<float> yr, Span<float> yi, int from, int step, int to, int run,
        Span<float> c, Span<float> s)
    {
        for (int k = 0; k < run; k += Vector<float>.Count)
        {
            var ar = Load(xr, from + k); var ai = Load(xi, from + k);
            var br = Load(xr, from + step + k); var bi = Load(xi, from + step + k);
            Store(yr, to + k, ar + br); Store(yi, to + k, ai + bi);
            Twist(yr, yi, to + run + k, ar - br, ai - bi, c[1], s[1]);
        }
    }

    private static void Radix3(Span<float> xr, Span<float> xi, Span<float> yr, Span<float> yi, int from, int step, int to, int run,
        Span<float> c, Span<float> s)
    {
        const float h = 0.8660254f; // sin 60°
        for (int k = 0; k < run; k += Vector<float>.Count)
        {
            var ar = Load(xr, from + k); var ai = Load(xi, from + k);
            var br = Load(xr, from + step + k); var bi = Load(xi, from + step + k);
            var cr = Load(xr, from + 2 * step + k); var ci = Load(xi, from + 2 * step + k);
            var tr = br + cr; var ti = bi + ci;
            var ur = ar - 0.5f * tr; var ui = ai - 0.5f * ti;
            var vr = h * (bi - ci); var vi = h * (cr - br);
            Store(yr, to + k, ar + tr); Store(yi, to + k, ai + ti);
            Twist(yr, yi, to + run + k, ur + vr, ui + vi, c[1], s[1]);
            Twist(yr, yi, to + 2 * run + k, ur - vr, ui - vi, c[2], s[2]);
        }
    }

    private static void Radix4(Span<float> xr, Span<float> xi, Span<float> yr, Span<float> yi, int from, int step, int to, int run,
        Span<float> c, Span<float> s)
    {
        for (int k = 0; k < run; k += Vector<float>.Count)
        {
            var ar = Load(xr, from + k); var ai = Load(xi, from + k);
            var br = Load(xr, from + step + k); var bi = Load(xi, from + step + k);
            var cr = Load(xr, from + 2 * step + k); var ci = Load(xi, from + 2 * step + k);
            var dr = Load(xr, from + 3 * step + k); var di = Load(xi, from + 3 * step + k);
            var pr = ar + cr; var pi = ai + ci; var mr = ar - cr; var mi = ai - ci;
            var qr = br + dr; var qi = bi + di; var nr = br - dr; var ni = bi - di;
            Store(yr, to + k, pr + qr); Store(yi, to + k, pi + qi);
            Twist(yr, yi, to + run + k, mr + ni, mi - nr, c[1], s[1]);
            Twist(yr, yi, to + 2 * run + k, pr - qr, pi - qi, c[2], s[2]);
            Twist(yr, yi, to + 3 * run + k, mr - ni, mi + nr, c[3], s[3]);
        }
    }

    private static void Radix5(Span<float> xr, Span<float> xi, Span<float> yr, Span<float> yi, int from, int step, int to, int run,
        Span<float> c, Span<float> s)
    {
        const float c1 = 0.30901699f, c2 = -0.80901699f, s1 = 0.95105652f, s2 = 0.58778525f; // cos and sin of 72° and 144°
        for (int k = 0; k < run; k += Vector<float>.Count)
        {
            var ar = Load(xr, from + k); var ai = Load(xi, from + k);
            var br = Load(xr, from + step + k); var bi = Load(xi, from + step + k);
            var cr = Load(xr, from + 2 * step + k); var ci = Load(xi, from + 2 * step + k);
            var dr = Load(xr, from + 3 * step + k); var di = Load(xi, from + 3 * step + k);
            var er = Load(xr, from + 4 * step + k); var ei = Load(xi, from + 4 * step + k);
            var p1r = br + er; var p1i = bi + ei; var m1r = br - er; var m1i = bi - ei;
            var p2r = cr + dr; var p2i = ci + di; var m2r = cr - dr; var m2i = ci - di;
            var u1r = ar + c1 * p1r + c2 * p2r; var u1i = ai + c1 * p1i + c2 * p2i;
            var u2r = ar + c2 * p1r + c1 * p2r; var u2i = ai + c2 * p1i + c1 * p2i;
            var v1r = s1 * m1i + s2 * m2i; var v1i = -s1 * m1r - s2 * m2r;
            var v2r = s2 * m1i - s1 * m2i; var v2i = -s2 * m1r + s1 * m2r;
            Store(yr, to + k, ar + p1r + p2r); Store(yi, to + k, ai + p1i + p2i);
            Twist(yr, yi, to + run + k, u1r + v1r, u1i + v1i, c[1], s[1]);
            Twist(yr, yi, to + 2 * run + k, u2r + v2r, u2i + v2i, c[2], s[2]);
            Twist(yr, yi, to + 3 * run + k, u2r - v2r, u2i - v2i, c[3], s[3]);
            Twist(yr, yi, to + 4 * run + k, u1r - v1r, u1i - v1i, c[4], s[4]);
        }
    }
}

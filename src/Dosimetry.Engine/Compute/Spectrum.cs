using System.Buffers;
using System.Numerics;

namespace Dosimetry.Engine.Compute;

/// <summary>Complex numbers as two spans.</summary>
internal readonly ref struct ComplexSpan(Span<float> re, Span<float> im)
{
    public Span<float> Re { get; } = re;
    public Span<float> Im { get; } = im;

    /// <summary>Real and imaginary part exchanged: a forward transform of this is an inverse one, exchanged back.</summary>
    public ComplexSpan Swapped => new(Im, Re);

    public ComplexSpan Slice(int start, int length) => new(Re.Slice(start, length), Im.Slice(start, length));

    public void Clear()
    {
        Re.Clear();
        Im.Clear();
    }
}

/// <summary>Real and imaginary part of a transformed image, planes of kz, then y, then x.</summary>
internal sealed class Spectrum(long count)
{
    public float[] Re { get; } = new float[count];
    public float[] Im { get; } = new float[count];

    public ComplexSpan Span(int start, int length) => new(Re.AsSpan(start, length), Im.AsSpan(start, length));
}

/// <summary>What happens to a transformed plane of the image: multiplication by the kernel's.</summary>
internal interface IPlaneFilter
{
    /// <summary>Multiplies plane <paramref name="kz"/>, rows of ky.</summary>
    void Multiply(ComplexSpan plane, int kz);
}

/// <summary>A kernel without symmetry: complex, element by element.</summary>
internal sealed class GeneralFilter(Spectrum kernel) : IPlaneFilter
{
    public void Multiply(ComplexSpan plane, int kz)
    {
        int from = kz * plane.Re.Length;
        for (int i = 0; i < plane.Re.Length; i += Vector<float>.Count)
        {
            var (a, b) = (new Vector<float>(plane.Re[i..]), new Vector<float>(plane.Im[i..]));
            var (c, d) = (new Vector<float>(kernel.Re, from + i), new Vector<float>(kernel.Im, from + i));
            (a * c - b * d).CopyTo(plane.Re[i..]);
            (a * d + b * c).CopyTo(plane.Im[i..]);
        }
    }
}

/// <summary>Four equal pieces of work space, rented for the time of one line set.</summary>
internal readonly struct Scratch(float[] array, int length) : IDisposable
{
    public static Scratch Rent(int length) => new(ArrayPool<float>.Shared.Rent(4 * length), length);
    public Span<float> this[int part] => array.AsSpan(part * length, length);
    public ComplexSpan First => new(this[0], this[1]);
    public ComplexSpan Second => new(this[2], this[3]);
    public void Dispose() => ArrayPool<float>.Shared.Return(array);
}

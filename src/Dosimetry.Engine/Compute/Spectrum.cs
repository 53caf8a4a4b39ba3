using System.Buffers;
using System.Numerics;

namespace Dosimetry.Engine.Compute;

/// <summary>Real and imaginary part of a transformed image, planes of kz, then y, then x.</summary>
internal sealed class Spectrum(int count)
{
    public float[] Re { get; } = new float[count];
    public float[] Im { get; } = new float[count];

    /// <summary>Multiplies with another spectrum, element by element.</summary>
    public void MultiplyBy(Spectrum other)
    {
        for (int i = 0; i < Re.Length; i += Vector<float>.Count)
        {
            var (a, b) = (new Vector<float>(Re, i), new Vector<float>(Im, i));
            var (c, d) = (new Vector<float>(other.Re, i), new Vector<float>(other.Im, i));
            (a * c - b * d).CopyTo(Re, i);
            (a * d + b * c).CopyTo(Im, i);
        }
    }
}

/// <summary>Four equal pieces of work space, rented for the time of one line set.</summary>
internal readonly struct Scratch(float[] array, int length) : IDisposable
{
    public static Scratch Rent(int length) => new(ArrayPool<float>.Shared.Rent(4 * length), length);
    public Span<float> this[int part] => array.AsSpan(part * length, length);
    public void Dispose() => ArrayPool<float>.Shared.Return(array);
}

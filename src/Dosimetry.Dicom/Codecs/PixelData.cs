using System.Buffers.Binary;
using System.Numerics;
using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Codecs;

/// <summary>
/// The stored pixel values of a file, frame by frame, from native, RLE or transcoded pixel data, and from float pixel data. Values are as
/// stored: no rescale is applied except in <see cref="Scaled"/>. Grey images only.
/// </summary>
public sealed class PixelData
{
    private readonly DicomDataSet _image;
    private readonly DicomElement _element;
    private readonly TransferSyntax _syntax;
    private readonly IPixelTranscoder? _transcoder;

    private PixelData(DicomDataSet image, DicomElement element, TransferSyntax syntax, IPixelTranscoder? transcoder)
    {
        (_image, _element, _syntax, _transcoder) = (image, element, syntax, transcoder);
        Format = PixelFormat.Of(image);
    }

    /// <summary>Sizes and bits of the image.</summary>
    public PixelFormat Format { get; }

    private bool IsFloat => _element.Tag != DicomTags.PixelData;

    /// <summary>The pixels of a file; compressed ones are decoded frame by frame as they are asked for.</summary>
    /// <exception cref="DicomFormatException"> No pixels, colour, a size that does not fit the data, or a compression that neither this
    /// library nor <paramref name="transcoder"/> decodes. </exception>
    public static PixelData Of(DicomFile file, IPixelTranscoder? transcoder = null)
    {
        DicomDataSet image = file.DataSet;
        DicomElement element = image[DicomTags.PixelData] ?? image[DicomTags.FloatPixelData] ?? image[DicomTags.DoubleFloatPixelData]
            ?? throw new DicomFormatException(file.IsComplete ? "The file holds no pixel data."
                : "The file is cut off before or in its pixel data.");
        var pixels = new PixelData(image, element, file.Syntax, transcoder);
        pixels.Check();
        return pixels;
    }

    /// <summary>
    /// One frame, rows from the top, as numbers of type <typeparamref name="T"/>; a value that the type cannot hold is an error, never
    /// wrapped.
    /// </summary>
    /// <exception cref="DicomFormatException">The frame is damaged, or a value does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such frame.</exception>
    public T[] Frame<T>(int index) where T : INumberBase<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Format.Frames);
        try
        {
            return IsFloat ? Floats<T>(index) : Format.BitsAllocated == 1 ? Bits<T>(index) : Words<T>(FrameBytes(index));
        }
        catch (OverflowException e)
        {
            throw new DicomFormatException($"Frame {index} holds values that do not fit into {typeof(T).Name}.", e);
        }
    }

    /// <summary>One frame as slope × stored + intercept, computed in double precision.</summary>
    /// <exception cref="DicomFormatException">The frame is damaged.</exception>
    public float[] Scaled(int index, double slope, double intercept)
    {
        double[] stored = Frame<double>(index);
        float[] values = new float[stored.Length];
        for (int i = 0; i < stored.Length; i++) values[i] = (float)(slope * stored[i] + intercept);
        return values;
    }

    private void Check()
    {
        if (Format.SamplesPerPixel != 1)
            throw new DicomFormatException(
                $"A colour image ({Format.Photometric}, {Format.SamplesPerPixel} samples per pixel), not a map of values.");
        if (_element.Fragments is not null) { CheckCompression(); return; }
        if (_element.Items is not null) throw new DicomFormatException("The pixel data are a sequence.");
        Int128 needed = ((Int128)Format.BitsPerFrame * Format.Frames + 7) / 8;
        if (_element.Bytes.Length < needed)
            throw new DicomFormatException($"{Format.Frames} frames of {Format.Rows} × {Format.Columns} pixels need {needed} bytes; "
                + $"the pixel data hold {_element.Bytes.Length}.");
    }

    private void CheckCompression()
    {
        if (_syntax.Uid == TransferSyntax.Rle.Uid || _transcoder?.Decodes(_syntax) == true) return;
        throw new DicomFormatException(
            $"The pixels are compressed as {_syntax}, which this installation cannot decode. "
            + "Install gdcmconv (Debian package libgdcm-tools), or have the archive send Explicit VR Little Endian.") { UnsupportedSyntax = _syntax };
    }

    private ReadOnlySpan<byte> FrameBytes(int index)
    {
        int size = Format.BytesPerFrame;
        if (_element.Fragments is not { } fragments) return _element.Bytes.Span.Slice(checked((int)((long)size * index)), size);
        ReadOnlyMemory<byte> frame = FrameFragments.OfFrame(_image, fragments, index, Format.Frames);
        byte[] native = _syntax.Uid == TransferSyntax.Rle.Uid ? RleDecoder.Decode(frame.Span, Format)
            : _transcoder!.Decode(frame, Format, _syntax);
        return native.Length >= size ? native.AsSpan(0, size)
            : throw new DicomFormatException($"Frame {index} decodes to {native.Length} bytes; {size} are needed.");
    }

    /// <summary>Moves the stored bits to the top of 64 and back: the way down extends the sign, or zeros.</summary>
    private T[] Words<T>(ReadOnlySpan<byte> bytes) where T : INumberBase<T>
    {
        var values = new T[Format.PixelsPerFrame];
        int width = Format.BitsAllocated / 8, up = 63 - Format.HighBit, down = 64 - Format.BitsStored;
        for (int i = 0; i < values.Length; i++)
        {
            ulong word = width switch
            {
                1 => bytes[i],
                2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]),
                4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 * i)..]),
                _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes[(8 * i)..]),
            };
            values[i] = Format.Signed ? T.CreateChecked((long)(word << up) >> down) : T.CreateChecked(word << up >> down);
        }
        return values;
    }

    /// <summary>One-bit frames (SEG): packed from the lowest bit up, without a gap between frames.</summary>
    private T[] Bits<T>(int index) where T : INumberBase<T>
    {
        if (_element.Fragments is not null) throw new DicomFormatException("One-bit pixels are not compressed by frames.");
        ReadOnlySpan<byte> bytes = _element.Bytes.Span;
        var values = new T[Format.PixelsPerFrame];
        long bit = Format.BitsPerFrame * index;
        for (int i = 0; i < values.Length; i++, bit++)
            values[i] = (bytes[(int)(bit >> 3)] >> (int)(bit & 7) & 1) == 1 ? T.One : T.Zero;
        return values;
    }

    private T[] Floats<T>(int index) where T : INumberBase<T>
    {
        int width = _element.Tag == DicomTags.FloatPixelData ? 4 : 8;
        if (Format.BitsAllocated != 8 * width)
            throw new DicomFormatException($"{_element.Tag} with {Format.BitsAllocated} bits allocated.");
        var values = new T[Format.PixelsPerFrame];
        ReadOnlySpan<byte> bytes = _element.Bytes.Span.Slice(checked((int)((long)Format.BytesPerFrame * index)), Format.BytesPerFrame);
        for (int i = 0; i < values.Length; i++)
            values[i] = T.CreateChecked(width == 4 ? BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..])
                : BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]));
        return values;
    }
}

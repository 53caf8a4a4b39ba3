using System.Buffers.Binary;

namespace Dosimetry.Dicom.Codecs;

/// <summary>RLE Lossless (PS3.5 annex G): byte planes, most significant first, each packed by runs. Every index is bounded.</summary>
internal static class RleDecoder
{
    private const int HeaderLength = 64, MaxSegments = 15, MostPerByte = 64;

    /// <exception cref="DicomFormatException">A segment is missing, out of bounds or too short.</exception>
    public static byte[] Decode(ReadOnlySpan<byte> frame, PixelFormat format)
    {
        if (format.BitsAllocated < 8) throw new DicomFormatException("RLE holds whole bytes only.");
        int bytesPerSample = format.BitsAllocated / 8, planes = bytesPerSample * format.SamplesPerPixel;
        if (frame.Length < HeaderLength) throw new DicomFormatException($"An RLE frame of {frame.Length} bytes has no header.");
        uint segments = BinaryPrimitives.ReadUInt32LittleEndian(frame);
        if (segments != planes || planes > MaxSegments)
            throw new DicomFormatException($"The RLE frame has {segments} segments; {planes} belong to it.");
        // A run of two bytes yields 128 at most: a frame that claims more is refused before its size is allocated.
        if ((long)frame.Length * MostPerByte < format.BytesPerFrame)
            throw new DicomFormatException($"An RLE frame of {frame.Length} bytes cannot hold {format.BytesPerFrame}.");
        byte[] pixels = new byte[format.BytesPerFrame];
        for (int plane = 0; plane < planes; plane++)
        {
            int sample = plane / bytesPerSample, significance = bytesPerSample - 1 - plane % bytesPerSample;
            Unpack(Segment(frame, plane, planes), pixels, sample * bytesPerSample + significance, planes);
        }
        return pixels;
    }

    private static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> frame, int index, int count)
    {
        uint begin = BinaryPrimitives.ReadUInt32LittleEndian(frame[(4 + 4 * index)..]);
        uint end = index + 1 < count ? BinaryPrimitives.ReadUInt32LittleEndian(frame[(8 + 4 * index)..]) : (uint)frame.Length;
        if (begin < HeaderLength || begin > end || end > frame.Length)
            throw new DicomFormatException($"RLE segment {index} lies outside its frame.");
        return frame[(int)begin..(int)end];
    }

    /// <summary>
    /// One plane into every <paramref name="stride"/>-th byte. A run past the last pixel is cut: some writers round up to even counts.
    /// </summary>
    private static void Unpack(ReadOnlySpan<byte> packed, Span<byte> pixels, int offset, int stride)
    {
        int at = offset;
        while (at < pixels.Length && packed.Length > 1)
        {
            int control = (sbyte)packed[0];
            if (control == -128) { packed = packed[1..]; continue; }
            int count = control >= 0 ? control + 1 : 1 - control, used = control >= 0 ? count : 1;
            if (used > packed.Length - 1) break;
            for (int k = 0; k < count && at < pixels.Length; k++, at += stride) pixels[at] = packed[control >= 0 ? 1 + k : 1];
            packed = packed[(1 + used)..];
        }
        if (at < pixels.Length) throw new DicomFormatException("An RLE segment holds fewer pixels than its frame.");
    }
}

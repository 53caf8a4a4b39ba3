using System.Buffers.Binary;
using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Codecs;

/// <summary>
/// Assigns the fragments of encapsulated pixel data to frames (PS3.5 A.4): one frame takes all; as many fragments as frames go one to
/// one; otherwise the basic or extended offset table decides.
/// </summary>
internal static class FrameFragments
{
    /// <exception cref="DicomFormatException">The frame does not exist or nothing tells which fragments are its own.</exception>
    public static ReadOnlyMemory<byte> OfFrame(DicomDataSet image, IReadOnlyList<ReadOnlyMemory<byte>> fragments, int frame, int frames)
    {
        if (fragments.Count < 2) throw new DicomFormatException("The encapsulated pixel data hold no fragment.");
        int count = fragments.Count - 1;
        if (frames == 1) return Joined(fragments, 1, count);
        if (count == frames) return fragments[1 + frame];
        long[] offsets = Offsets(image, fragments[0].Span);
        if (offsets.Length < frames)
            throw new DicomFormatException(
                $"The pixel data hold {count} fragments for {frames} frames and no offset table that tells which belong together.");
        return Between(fragments, offsets[frame], frame + 1 < frames ? offsets[frame + 1] : long.MaxValue);
    }

    private static long[] Offsets(DicomDataSet image, ReadOnlySpan<byte> basic)
    {
        ReadOnlySpan<byte> extended = image.Bytes(DicomTags.ExtendedOffsetTable).Span;
        ReadOnlySpan<byte> table = extended.IsEmpty ? basic : extended;
        int width = extended.IsEmpty ? 4 : 8;
        long[] offsets = new long[table.Length / width];
        for (int i = 0; i < offsets.Length; i++)
        {
            ReadOnlySpan<byte> entry = table[(i * width)..];
            offsets[i] = width == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(entry) : BinaryPrimitives.ReadInt64LittleEndian(entry);
        }
        return offsets;
    }

    /// <summary>The fragments whose item header lies in [begin, end) counted from the first fragment's header.</summary>
    private static ReadOnlyMemory<byte> Between(IReadOnlyList<ReadOnlyMemory<byte>> fragments, long begin, long end)
    {
        const int itemHeader = 8;
        long position = 0;
        int first = 0, last = 0;
        for (int i = 1; i < fragments.Count && position < end; position += fragments[i].Length + itemHeader, i++)
        {
            if (position < begin) continue;
            if (first == 0) first = i;
            last = i;
        }
        return first > 0 ? Joined(fragments, first, last)
            : throw new DicomFormatException("The offset table points beyond the pixel data.");
    }

    private static ReadOnlyMemory<byte> Joined(IReadOnlyList<ReadOnlyMemory<byte>> fragments, int first, int last)
    {
        if (first == last) return fragments[first];
        long total = 0;
        for (int i = first; i <= last; i++) total += fragments[i].Length;
        if (total > Array.MaxLength) throw new DicomFormatException("A frame's fragments are too large together.");
        byte[] joined = new byte[total];
        for (int i = first, at = 0; i <= last; at += fragments[i].Length, i++) fragments[i].CopyTo(joined.AsMemory(at));
        return joined;
    }
}

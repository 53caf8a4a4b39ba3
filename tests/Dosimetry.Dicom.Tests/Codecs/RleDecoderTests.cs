using System.Buffers.Binary;
using Dosimetry.Dicom.Codecs;

namespace Dosimetry.Dicom.Tests.Codecs;

public sealed class RleDecoderTests
{
    private static readonly PixelFormat TwoByThree = new(2, 3, 1, 1, 16, 16, 15, false, "MONOCHROME2");

    [Fact]
    public void Runs_and_literals_of_both_planes_are_joined()
    {
        // High bytes: six times 1 as a run. Low bytes: three literals, then three times 7, then an empty control.
        byte[] frame = Frame([[unchecked((byte)-5), 1], [2, 10, 11, 12, unchecked((byte)-2), 7, 0x80]]);
        byte[] pixels = RleDecoder.Decode(frame, TwoByThree);
        Assert.Equal([0x010A, 0x010B, 0x010C, 0x0107, 0x0107, 0x0107], Enumerable.Range(0, 6)
            .Select(i => (int)BinaryPrimitives.ReadUInt16LittleEndian(pixels.AsSpan(2 * i))));
    }

    [Fact]
    public void Wrong_frames_are_refused()
    {
        byte[] good = Frame([[unchecked((byte)-5), 1], [unchecked((byte)-5), 2]]);
        Assert.Throws<DicomFormatException>(() => RleDecoder.Decode(good.AsSpan(0, 60), TwoByThree));
        Assert.Throws<DicomFormatException>(() => RleDecoder.Decode(Frame([[unchecked((byte)-5), 1]]), TwoByThree)); // one plane of two
        Assert.Throws<DicomFormatException>(() =>
            RleDecoder.Decode(Frame([[unchecked((byte)-4), 1], [unchecked((byte)-5), 2]]), TwoByThree)); // five pixels of six
        byte[] outside = [.. good];
        BinaryPrimitives.WriteUInt32LittleEndian(outside.AsSpan(8), 0xFFFFFFF0);
        Assert.Throws<DicomFormatException>(() => RleDecoder.Decode(outside, TwoByThree));
    }

    [Fact]
    public void A_small_frame_that_claims_two_gigabytes_is_refused_before_they_are_allocated()
    {
        var huge = new PixelFormat(65535, 32767, 1, 1, 8, 8, 7, false, "MONOCHROME2");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DicomFormatException>(() => RleDecoder.Decode(Frame([[129, 1]]), huge));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Any_bytes_are_decoded_or_refused() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), tail =>
    {
        byte[] frame = Frame([tail, tail]);
        try { return RleDecoder.Decode(frame, TwoByThree).Length == 12; }
        catch (DicomFormatException) { return true; }
    }).QuickCheckThrowOnFailure();

    private static byte[] Frame(byte[][] segments)
    {
        byte[] header = new byte[64];
        BinaryPrimitives.WriteInt32LittleEndian(header, segments.Length);
        for (int i = 0, at = 64; i < segments.Length; at += segments[i].Length,
            i++) BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4 + 4 * i), at);
        return [.. header, .. segments.SelectMany(s => s)];
    }
}

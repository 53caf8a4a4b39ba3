using Dosimetry.Dicom.Codecs;

namespace Dosimetry.Dicom.Tests.Codecs;

public sealed class PixelDataTests
{
    private static DicomFile Image(int rows, int columns, int allocated, int stored, int high, bool signed, byte[] pixels, int frames =
        1) => new(new(), new DicomDataSet()
        .Set(DicomTags.Rows, rows).Set(DicomTags.Columns, columns).Set(DicomTags.NumberOfFrames, frames)
        .Set(DicomTags.BitsAllocated, allocated)
        .Set(DicomTags.BitsStored, stored).Set(DicomTags.HighBit, high).Set(DicomTags.PixelRepresentation, signed ? 1 : 0)
        .SetBytes(DicomTags.PixelData, pixels, DicomVr.OW), TransferSyntax.ExplicitLittleEndian);

    [Fact]
    public void Bits_beyond_the_stored_ones_are_cut_and_the_sign_extended()
    {
        byte[] words = [0xFF, 0xFF, 0x00, 0xF8, 0xFF, 0x07]; // twelve stored bits: FFF, 800, 7FF, rubbish above
        Assert.Equal([-1, -2048, 2047], PixelData.Of(Image(1, 3, 16, 12, 11, true, words)).Frame<int>(0));
        Assert.Equal([4095, 2048, 2047], PixelData.Of(Image(1, 3, 16, 12, 11, false, words)).Frame<int>(0));
        Assert.Equal([-1, -128, 127], PixelData.Of(Image(1, 3, 16, 12, 15, true, words)).Frame<int>(0));
    }

    [Fact]
    public void A_value_that_does_not_fit_the_type_is_refused_never_wrapped()
    {
        PixelData pixels = PixelData.Of(Image(1, 1, 32, 32, 31, false, [0xFF, 0xFF, 0xFF, 0xFF]));
        Assert.Equal([uint.MaxValue], pixels.Frame<uint>(0));
        Assert.Throws<DicomFormatException>(() => pixels.Frame<int>(0));
        Assert.Throws<DicomFormatException>(() => pixels.Frame<short>(0));
        Assert.Equal([4294967295.0], pixels.Frame<double>(0));
    }

    [Fact]
    public void One_bit_frames_follow_without_a_gap()
    {
        PixelData pixels = PixelData.Of(Image(1, 3, 1, 1, 0, false, [0b0101_1001, 0], frames: 3));
        Assert.Equal([1, 0, 0], pixels.Frame<int>(0));
        Assert.Equal([1, 1, 0], pixels.Frame<int>(1));
        Assert.Equal([1, 0, 0], pixels.Frame<int>(2));
    }

    [Fact]
    public void Rescale_is_applied_in_double_precision() =>
        Assert.Equal([-1024f + 0.1f * 7], PixelData.Of(Image(1, 1, 16, 16, 15, true, [7, 0])).Scaled(0, 0.1, -1024));

    [Fact]
    public void Too_few_bytes_colour_and_missing_pixels_are_refused()
    {
        Assert.Throws<DicomFormatException>(() => PixelData.Of(Image(4, 4, 16, 16, 15, true, new byte[30])));
        DicomFile colour = Image(1, 1, 8, 8, 7, false, new byte[4]);
        colour.DataSet.Set(DicomTags.SamplesPerPixel, 3);
        Assert.Contains("colour", Assert.Throws<DicomFormatException>(() => PixelData.Of(colour)).Message);
        colour.DataSet.Remove(DicomTags.PixelData);
        Assert.Throws<DicomFormatException>(() => PixelData.Of(colour));
    }

    [Fact]
    public void A_transcoder_is_given_the_frame_and_its_answer_is_checked()
    {
        DicomFile file = Image(1, 2, 16, 16, 15, false, []);
        file.DataSet.Set(new DicomElement(DicomTags.PixelData, [ReadOnlyMemory<byte>.Empty, new byte[] { 9, 9 }]));
        DicomFile jpeg = file with { Syntax = TransferSyntax.Of("1.2.840.10008.1.2.4.70") };
        Assert.Equal([513, 1027], PixelData.Of(jpeg, new Fixed([1, 2, 3, 4])).Frame<int>(0));
        Assert.Throws<DicomFormatException>(() => PixelData.Of(jpeg, new Fixed([1, 2])).Frame<int>(0));
        Assert.Throws<DicomFormatException>(() => PixelData.Of(jpeg));
    }

    private sealed class Fixed(byte[] answer) : IPixelTranscoder
    {
        public bool Decodes(TransferSyntax syntax) => syntax.Uid.EndsWith(".70", StringComparison.Ordinal);
        public byte[] Decode(ReadOnlyMemory<byte> frame, PixelFormat format, TransferSyntax syntax)
        {
            Assert.Equal(new byte[] { 9, 9 }, frame.ToArray());
            return answer;
        }
    }
}

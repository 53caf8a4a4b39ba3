using Dosimetry.Dicom.Codecs;

namespace Dosimetry.Dicom.Tests.Codecs;

public sealed class FrameFragmentsTests
{
    private static readonly DicomDataSet Bare = new();
    private static ReadOnlyMemory<byte> Bytes(params byte[] bytes) => bytes;

    [Fact]
    public void One_frame_takes_every_fragment() =>
        Assert.Equal([1, 2, 3], FrameFragments.OfFrame(Bare, [Bytes(), Bytes(1, 2), Bytes(3)], 0, 1).ToArray());

    [Fact]
    public void As_many_fragments_as_frames_go_one_to_one() =>
        Assert.Equal([3], FrameFragments.OfFrame(Bare, [Bytes(), Bytes(1, 2), Bytes(3)], 1, 2).ToArray());

    [Fact]
    public void The_offset_table_joins_fragments()
    {
        ReadOnlyMemory<byte>[] fragments =
            [Bytes(0, 0, 0, 0, 20, 0, 0, 0), Bytes(1, 2), Bytes(3, 4), Bytes(5, 6)]; // two items of 8 + 2 bytes, then the second frame
        Assert.Equal([1, 2, 3, 4], FrameFragments.OfFrame(Bare, fragments, 0, 2).ToArray());
        Assert.Equal([5, 6], FrameFragments.OfFrame(Bare, fragments, 1, 2).ToArray());
    }

    [Fact]
    public void The_extended_table_counts_before_the_basic_one()
    {
        DicomDataSet image = new DicomDataSet().SetBytes(DicomTags.ExtendedOffsetTable,
            new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0 });
        Assert.Equal([3, 4, 5, 6], FrameFragments.OfFrame(image, [Bytes(), Bytes(1, 2), Bytes(3, 4), Bytes(5, 6)], 1, 2).ToArray());
    }

    [Fact]
    public void Without_a_table_or_beyond_the_data_it_is_refused()
    {
        Assert.Contains("offset table",
            Assert.Throws<DicomFormatException>(() => FrameFragments.OfFrame(Bare, [Bytes(), Bytes(1), Bytes(2), Bytes(3)], 0, 2)).Message);
        ReadOnlyMemory<byte>[] beyond = [Bytes(0, 0, 0, 0, 255, 255, 0, 0), Bytes(1, 2), Bytes(3, 4), Bytes(5, 6)];
        Assert.Throws<DicomFormatException>(() => FrameFragments.OfFrame(Bare, beyond, 1, 2));
        Assert.Throws<DicomFormatException>(() => FrameFragments.OfFrame(Bare, [Bytes()], 0, 1));
    }
}

using System.IO.Compression;
using Dosimetry.Dicom.Codecs;
using Dosimetry.Dicom.Reading;
using Dosimetry.Dicom.Writing;

namespace Dosimetry.Dicom.Tests.Reading;

/// <summary>
/// Bombs and lies: each ends in <see cref="DicomFormatException"/> or in a sound part of the file, never in another exception.
/// </summary>
[Trait("REQ", "P2")]
public sealed class HostileInputTests
{
    private const uint Item = 0xFFFEE000, Sequence = 0x00081115;

    [Theory]
    [InlineData(true), InlineData(false)]
    public void A_million_nested_sequences_end_in_a_clean_refusal(bool undefined)
    {
        var bytes = FileBytes.DataSet();
        for (int level = 0; level < 1_000_000; level++)
        {
            uint left = (uint)(20 * (1_000_000 - level));
            bytes.Header(Sequence, "SQ", undefined ? FileBytes.Undefined : left - 12)
                .Mark(Item, undefined ? FileBytes.Undefined : left - 20);
        }
        var refusal = Assert.Throws<DicomFormatException>(() => DicomReader.Read(bytes.ToArray()));
        Assert.Contains("64 deep", refusal.Message);
    }

    [Fact]
    public void Sequences_within_UN_count_towards_the_depth()
    {
        var bytes = FileBytes.DataSet().Header(0x00091001, "UN", FileBytes.Undefined).Mark(Item, FileBytes.Undefined);
        for (int level = 0; level < 100; level++) bytes.Mark(0x00091001, FileBytes.Undefined).Mark(Item, FileBytes.Undefined);
        Assert.Throws<DicomFormatException>(() => DicomReader.Read(bytes.ToArray()));
    }

    [Theory]
    [InlineData(0u), InlineData(1u), InlineData(7u), InlineData(0xFFFEu), InlineData(0x7FFFFFFFu), InlineData(0x80000000u),
     InlineData(0xFFFFFFFEu), InlineData(0xFFFFFFFFu)]
    public void Any_length_in_any_header_is_survived(uint length)
    {
        foreach (string vr in (string[])["OB", "SQ", "UN", "UT", "LO"])
            foreach (byte[] tail in (byte[][])[[], [1, 2, 3], new byte[40]])
                Survive(FileBytes.DataSet().Header(0x00091001, vr, length).Raw(tail).ToArray());
        Survive(FileBytes.DataSet().Header(Sequence, "SQ", FileBytes.Undefined).Mark(Item, length).Raw(new byte[24]).ToArray());
        Survive(FileBytes.DataSet().Header(0x7FE00010, "OB", FileBytes.Undefined).Mark(Item, 0).Mark(Item, length)
            .Raw(new byte[24]).ToArray());
    }

    [Fact]
    public void A_file_cut_at_any_byte_keeps_whole_elements_or_is_refused()
    {
        foreach ((string name, DicomDataSet set) in Samples.All().Where(s => s.Name is "plan" or "struct" or "seg"))
        {
            byte[] whole = DicomWriter.Write(set);
            DicomDataSet all = DicomReader.Read(whole).DataSet;
            for (int length = 0; length < whole.Length; length += length < 2000 ? 1 : 7)
            {
                if (Survive(whole[..length]) is not { } part) continue;
                Assert.True(part.DataSet.Count < all.Count || length == whole.Length, $"{name} at {length}");
                foreach (DicomElement element in part.DataSet) Assert.Equal(all[element.Tag]!.Bytes.ToArray(), element.Bytes.ToArray());
            }
        }
    }

    [Fact]
    public void A_deflate_bomb_stops_at_the_budget()
    {
        using var packed = new MemoryStream();
        using (var deflater = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true)) deflater.Write(new byte[64 << 20]);
        byte[] meta = DicomWriter.Write(Samples.RtPlan().ToDataSet(), TransferSyntax.Deflated);
        int body = FindDeflatedBody(meta);
        var budget = new ReadBudget { MaxInflatedBytes = 1 << 20 };
        var refusal = Assert.Throws<DicomFormatException>(() => DicomReader.Read((byte[])[.. meta[..body], .. packed.ToArray()], budget));
        Assert.Contains("unfolds", refusal.Message);
    }

    [Fact]
    public void More_elements_than_the_budget_are_refused()
    {
        var bytes = FileBytes.DataSet();
        for (int i = 0; i < 1000; i++) bytes.Element(0x00100010, "PN", "x "u8);
        var refusal = Assert.Throws<DicomFormatException>(() => DicomReader.Read(bytes.ToArray(), new ReadBudget { MaxElements = 500 }));
        Assert.Contains("500 elements", refusal.Message);
    }

    [Theory]
    [InlineData(1), InlineData(8), InlineData(11), InlineData(64)]
    public void Zeros_after_the_data_set_are_padding(int zeros)
    {
        DicomFile file = DicomReader.Read(FileBytes.DataSet().Raw(new byte[zeros]).ToArray());
        Assert.True(file.IsComplete);
        Assert.Equal(2, file.DataSet.Count);
    }

    [Fact]
    public void Elements_in_falling_order_are_sorted_and_of_two_alike_the_first_counts()
    {
        byte[] bytes = FileBytes.DataSet().Element(0x00100020, "LO", "B "u8).Element(0x00100010, "PN", "A "u8)
            .Element(0x00100020, "LO", "C "u8).ToArray();
        DicomFile file = DicomReader.Read(bytes);
        Assert.Equal("B", file.DataSet.String(DicomTags.PatientID));
        Assert.Equal(file.DataSet.Select(e => e.Tag).Order(), file.DataSet.Select(e => e.Tag));
        Assert.Contains(file.Warnings, w => w.Contains("twice"));
    }

    [Fact]
    public void A_million_stray_delimiters_do_not_pile_up_warnings()
    {
        var bytes = FileBytes.DataSet();
        for (int i = 0; i < 100_000; i++) bytes.Mark(0xFFFEE0DD, 0);
        IReadOnlyList<string> warnings = DicomReader.Read(bytes.ToArray()).Warnings;
        Assert.True(warnings.Count == DicomFile.MaxWarnings + 1, string.Join("\n", warnings));
    }

    [Theory]
    [InlineData(65535, 65535, 1, 16), InlineData(65535, 65535, 2147483647, 32), InlineData(46341, 46341, 1, 8),
     InlineData(512, 512, 2147483647, 64)]
    public void Images_too_large_to_exist_are_refused_before_anything_is_allocated(int rows, int columns, int frames, int bits)
    {
        DicomDataSet image = Samples.Ct().ToDataSet().Set(DicomTags.Rows, rows).Set(DicomTags.Columns, columns)
            .Set(DicomTags.NumberOfFrames, frames)
            .Set(DicomTags.BitsAllocated, bits).Set(DicomTags.BitsStored, bits).Set(DicomTags.HighBit, bits - 1);
        Assert.Throws<DicomFormatException>(() => PixelData.Of(DicomReader.Read(DicomWriter.Write(image))));
    }

    [Fact]
    public void Rows_stored_with_another_VR_are_read_by_that_VR_and_checked()
    {
        DicomDataSet image = Samples.Ct().ToDataSet().SetBytes(DicomTags.Rows, new byte[] { 0, 0, 1, 0 }, DicomVr.UL);
        Assert.Throws<DicomFormatException>(() => PixelData.Of(DicomReader.Read(DicomWriter.Write(image))));
    }

    [Theory]
    [InlineData("This is a text file, not an image.\nSecond line.\n"), InlineData(""), InlineData("DICM"), InlineData("\0\0\0\0\0\0\0\0")]
    public void What_is_not_DICOM_is_told_so(string text)
    {
        var refusal = Assert.Throws<DicomFormatException>(() => DicomReader.Read(System.Text.Encoding.ASCII.GetBytes(text)));
        Assert.Contains("Not a DICOM file", refusal.Message);
    }

    private static DicomFile? Survive(byte[] bytes)
    {
        try { return DicomReader.Read(bytes); }
        catch (DicomFormatException) { return null; }
    }

    private static int FindDeflatedBody(byte[] file) => 132 + 12 + BitConverter.ToInt32(file, 132 + 8);
}

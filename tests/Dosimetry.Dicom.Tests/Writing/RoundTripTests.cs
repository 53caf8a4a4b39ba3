using Dosimetry.Dicom.Reading;
using Dosimetry.Dicom.Writing;

namespace Dosimetry.Dicom.Tests.Writing;

/// <summary>What is written is what is read back, for data sets of every VR, nested, in every syntax we write.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void Random_data_sets_survive_explicit_little_endian() => Survive(TransferSyntax.ExplicitLittleEndian);

    [Fact]
    public void Random_data_sets_survive_implicit_little_endian() => Survive(TransferSyntax.ImplicitLittleEndian);

    [Fact]
    public void Random_data_sets_survive_deflate() => Survive(TransferSyntax.Deflated);

    [Fact]
    public void The_same_data_set_gives_the_same_bytes() =>
        Assert.Equal(DicomWriter.Write(Samples.RtDose(32).ToDataSet()), DicomWriter.Write(Samples.RtDose(32).ToDataSet()));

    [Fact]
    public void Big_endian_is_refused() =>
        Assert.Throws<ArgumentException>(() => DicomWriter.Write(Samples.RtPlan().ToDataSet(), TransferSyntax.ExplicitBigEndian));

    [Fact]
    public void A_text_too_long_for_its_explicit_header_goes_out_implicit_unless_a_syntax_is_stated()
    {
        double[] many = Enumerable.Range(0, 30_000).Select(i => i + 0.5).ToArray();
        DicomDataSet set = Samples.RtPlan().ToDataSet()
            .Set(DicomTags.ROIContourSequence, new DicomDataSet().Set(DicomTags.ContourData, many));
        DicomFile chosen = DicomReader.Read(DicomWriter.Write(set));
        Assert.Equal(TransferSyntax.ImplicitLittleEndian, chosen.Syntax);
        DicomFile stated = DicomReader.Read(DicomWriter.Write(set, TransferSyntax.ExplicitLittleEndian));
        foreach (DicomFile file in (DicomFile[])[chosen, stated])
            Assert.Equal(many, file.DataSet.FirstItem(DicomTags.ROIContourSequence)!.Doubles(DicomTags.ContourData));
    }

    [Fact]
    public void Sequences_nested_deeper_than_the_reader_takes_are_refused()
    {
        var deepest = new DicomDataSet().Set(DicomTags.PatientID, "x");
        for (int level = 0; level < 64; level++) deepest = new DicomDataSet().Set(DicomTags.ReferencedSeriesSequence, deepest);
        byte[] bytes = DicomWriter.Write(deepest);
        Assert.True(DicomReader.Read(bytes).IsComplete);
        Assert.Throws<ArgumentException>(() => DicomWriter.Write(new DicomDataSet().Set(DicomTags.ReferencedSeriesSequence, deepest)));
    }

    [Fact]
    public void Fragments_survive()
    {
        ReadOnlyMemory<byte>[] fragments = [ReadOnlyMemory<byte>.Empty, new byte[] { 1, 2, 3, 4 }, new byte[] { 5, 6 }];
        DicomDataSet set = Samples.RtPlan().ToDataSet().Set(new DicomElement(DicomTags.PixelData, fragments));
        DicomFile back = DicomReader.Read(DicomWriter.Write(set, TransferSyntax.Rle));
        Assert.Equal(TransferSyntax.Rle, back.Syntax);
        SameDataSet.Assert(set, back.DataSet);
    }

    private static void Survive(TransferSyntax syntax) => Prop.ForAll(DicomDataSetGenerator.Arbitrary, set =>
    {
        DicomFile back = DicomReader.Read(DicomWriter.Write(set, syntax));
        Assert.True(back.IsComplete);
        Assert.Empty(back.Warnings);
        SameDataSet.Assert(set, back.DataSet);
    }).QuickCheckThrowOnFailure();
}

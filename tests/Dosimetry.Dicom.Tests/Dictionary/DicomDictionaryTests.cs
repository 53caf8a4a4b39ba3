namespace Dosimetry.Dicom.Tests.Dictionary;

public sealed class DicomDictionaryTests
{
    [Fact]
    public void Named_tags_are_those_of_the_dictionary()
    {
        foreach (var field in typeof(DicomTags).GetFields())
            Assert.Equal((field.Name, (DicomTag?)field.GetValue(null)), (field.Name, DicomDictionary.Tag(field.Name)));
    }

    [Theory]
    [InlineData(0x00100010u, DicomVr.PN), InlineData(0x7FE00010u, DicomVr.OW), InlineData(0x60020010u, DicomVr.US),
     InlineData(0x00091001u, DicomVr.UN),
     InlineData(0x00090010u, DicomVr.LO), InlineData(0x00100000u, DicomVr.UL), InlineData(0x3004000Eu, DicomVr.DS)]
    public void VRs_follow_from_tags(uint tag, DicomVr vr) => Assert.Equal(vr, DicomDictionary.VrOf(new DicomTag(tag)));

    [Fact]
    public void Padding_values_are_signed_where_the_pixels_are()
    {
        Assert.Equal(DicomVr.US, DicomDictionary.VrOf(DicomTags.PixelPaddingValue));
        Assert.Equal(DicomVr.SS, DicomDictionary.VrOf(DicomTags.PixelPaddingValue, signedPixels: true));
    }
}

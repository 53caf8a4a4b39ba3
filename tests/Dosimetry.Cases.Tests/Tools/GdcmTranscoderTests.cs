using Dosimetry.Cases.Tools;
using Dosimetry.Dicom.Codecs;
using Dosimetry.Dicom.Reading;
using Dosimetry.TestSupport;

namespace Dosimetry.Cases.Tests.Tools;

public sealed class GdcmTranscoderTests
{
    /// <summary>NEMA's CT in four encodings: the stored values of the uncompressed file, pixel by pixel.</summary>
    [Theory]
    [InlineData("JPLL")]
    [InlineData("JLSL")]
    [InlineData("J2KR")]
    public void Decodes_the_NEMA_CT_to_the_pixels_of_its_uncompressed_copy(string encoding)
    {
        string? packed = ReferenceData.Path("dicom", "transfer-syntax", $"NEMA-CT1_{encoding}.dcm"), plain = ReferenceData.Path("dicom", "transfer-syntax", "NEMA-CT1_UNC.dcm");
        if (packed is null || plain is null || GdcmTranscoder.Find() is not { } transcoder)
        {
            ReferenceData.Skipped(nameof(Decodes_the_NEMA_CT_to_the_pixels_of_its_uncompressed_copy), "gdcmconv or the reference files are absent");
            return;
        }
        Assert.Equal(
            PixelData.Of(DicomReader.Read(File.ReadAllBytes(plain))).Frame<int>(0),
            PixelData.Of(DicomReader.Read(File.ReadAllBytes(packed)), transcoder).Frame<int>(0));
    }
}

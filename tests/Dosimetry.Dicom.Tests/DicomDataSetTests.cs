using Dosimetry.Dicom.Reading;

namespace Dosimetry.Dicom.Tests;

public sealed class DicomDataSetTests
{
    private static DicomDataSet With(DicomTag tag, DicomVr vr, params byte[] bytes) => new DicomDataSet().SetBytes(tag, bytes, vr);

    [Fact]
    public void Getters_give_null_or_nothing_for_what_is_not_there_or_not_that()
    {
        DicomDataSet set = new DicomDataSet().Set(DicomTags.PatientName, "Nobody").Set(DicomTags.RescaleSlope, "")
            .Set(DicomTags.DetectorInformationSequence, new DicomDataSet());
        Assert.Null(set.Double(DicomTags.PatientName));
        Assert.Null(set.Double(DicomTags.RescaleSlope));
        Assert.Null(set.Int(DicomTags.Rows));
        Assert.Null(set.String(DicomTags.DetectorInformationSequence));
        Assert.Empty(set.Items(DicomTags.PatientName));
        Assert.Null(set.Date(DicomTags.PatientName));
    }

    [Theory]
    [InlineData("1\\2\\x"), InlineData("NaN"), InlineData("1e999"), InlineData("∞")]
    public void One_bad_number_spoils_its_list(string text) =>
        Assert.Empty(With(DicomTags.ImagePositionPatient, DicomVr.DS,
            System.Text.Encoding.UTF8.GetBytes(text)).Doubles(DicomTags.ImagePositionPatient));

    [Fact]
    public void Numbers_are_read_by_the_VR_of_the_element()
    {
        Assert.Equal(-2, With(DicomTags.Rows, DicomVr.SS, 0xFE, 0xFF).Int(DicomTags.Rows));
        Assert.Equal(65534, With(DicomTags.Rows, DicomVr.US, 0xFE, 0xFF).Int(DicomTags.Rows));
        Assert.Equal(2.5, With(DicomTags.Rows, DicomVr.FL, 0, 0, 0x20, 0x40).Double(DicomTags.Rows));
        Assert.Null(With(DicomTags.Rows, DicomVr.FL, 0, 0, 0x20, 0x40).Int(DicomTags.Rows));
        Assert.Null(With(DicomTags.Rows, DicomVr.UL, 0xFF, 0xFF, 0xFF, 0xFF).Int(DicomTags.Rows));
    }

    [Fact]
    public void Padding_and_empty_values_are_taken_off()
    {
        Assert.Equal("1.2.3", With(DicomTags.SOPInstanceUID, DicomVr.UI, "1.2.3\0"u8.ToArray()).String(DicomTags.SOPInstanceUID));
        Assert.Equal(["A", "", "B"], With(DicomTags.ImageType, DicomVr.CS, "A\\ \\B "u8.ToArray()).Strings(DicomTags.ImageType));
    }

    [Theory]
    [InlineData(1.0 / 3), InlineData(-1.0 / 3e-7), InlineData(1.2345678901234567e-200), InlineData(574344), InlineData(-0.1),
     InlineData(1e300 / 3)]
    public void Decimal_strings_have_16_characters_at_most_and_stay_close(double value)
    {
        DicomDataSet set = new DicomDataSet().Set(DicomTags.RescaleSlope, value);
        Assert.InRange(set.Bytes(DicomTags.RescaleSlope).Length, 1, 16);
        Assert.Equal(1, set.Double(DicomTags.RescaleSlope)!.Value / value,
            7); // nine digits remain beside sign and exponent of three digits
    }

    [Fact]
    public void Setters_refuse_what_the_standard_forbids()
    {
        var set = new DicomDataSet();
        Assert.Throws<ArgumentException>(() => set.Set(DicomTags.Modality, "lower case"));
        Assert.Throws<ArgumentException>(() => set.Set(DicomTags.PatientID, new string('x', 65)));
        Assert.Throws<ArgumentException>(() => set.Set(DicomTags.PatientID, "a\\b"));
        Assert.Throws<ArgumentException>(() => set.Set(DicomTags.SOPInstanceUID, "1.2.x"));
        Assert.Throws<ArgumentException>(() => set.Set(DicomTags.Rows, 65536));
        Assert.Throws<ArgumentException>(() => set.Set(DicomTags.Rows, 1.5));
        Assert.Throws<ArgumentException>(() => set.Set(DicomTags.RescaleSlope, double.NaN));
        Assert.Throws<ArgumentException>(() => set.Set(DicomTags.InstanceNumber, 3e9));
        Assert.Equal(0, set.Count);
    }

    [Fact]
    public void A_private_element_is_found_by_its_vendor()
    {
        DicomDataSet set = new DicomDataSet().SetBytes(new(0x7053, 0x10), "SOMEBODY"u8.ToArray(), DicomVr.LO)
            .SetBytes(new(0x7053, 0x11), "Philips PET Private Group "u8.ToArray(), DicomVr.LO).SetBytes(new(0x7053, 0x1100),
                "0.00037 "u8.ToArray(), DicomVr.UN);
        DicomTag tag = set.PrivateTag(0x7053, "Philips PET Private Group", 0)!.Value;
        Assert.Equal(new DicomTag(0x7053, 0x1100), tag);
        Assert.Equal(0.00037, set.Double(tag));
        Assert.Equal(0.00037, Dicom.Objects.VendorValues.Of(set).PhilipsSuvFactor);
        Assert.Null(set.PrivateTag(0x7053, "Nobody", 0));
    }
}

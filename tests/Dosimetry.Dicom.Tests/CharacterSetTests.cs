using System.Text;
using Dosimetry.Dicom.Reading;
using Dosimetry.Dicom.Writing;

namespace Dosimetry.Dicom.Tests;

/// <summary>Names in the encodings of PS3.5 annexes H to K; the bytes are the standard's own examples where it has one.</summary>
public sealed class CharacterSetTests
{
    [Theory]
    [InlineData("ISO_IR 100", "Buc^J\u00E9r\u00F4me", "4275635E4AE972F46D65")]
    [InlineData("ISO_IR 144", "Люкceмбypг", "BBEE DA 63 65 DC D1 79 70 D3")]
    [InlineData("ISO_IR 192", "Wang^XiaoDong=王^小东", "57616E675E5869616F446F6E673DE78E8B5EE5B08FE4B89C")]
    [InlineData("GB18030", "Wang^XiaoDong=王^小东", "57616E675E5869616F446F6E673DCDF55ED0A1B6AB")]
    [InlineData("\\ISO 2022 IR 87", "Yamada^Tarou=山田^太郎", "59616D6164615E5461726F753D1B24423B3345441B28425E1B2442424 04F3A1B2842")]
    [InlineData("\\ISO 2022 IR 149", "Hong^Gildong=洪^吉洞", "486F6E675E47696C646F6E673D1B242943FBF35E1B242943D1CED4D7")]
    public void Names_are_decoded(string set, string expected, string hex)
    {
        byte[] name = Convert.FromHexString(hex.Replace(" ", ""));
        byte[] bytes = FileBytes(set, name);
        Assert.Equal(expected, DicomReader.Read(bytes).DataSet.String(DicomTags.PatientName));
    }

    [Fact]
    public void Items_inherit_the_set_of_what_surrounds_them()
    {
        DicomDataSet set = Samples.RtPlan().ToDataSet()
            .Set(DicomTags.RadiopharmaceuticalInformationSequence, new DicomDataSet().Set(DicomTags.Radiopharmaceutical, "Lutétium"));
        DicomDataSet item = DicomReader.Read(DicomWriter.Write(set)).DataSet.FirstItem(DicomTags.RadiopharmaceuticalInformationSequence)!;
        Assert.Equal("Lutétium", item.String(DicomTags.Radiopharmaceutical));
    }

    [Fact]
    public void No_byte_sequence_breaks_a_text() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(),
        Gen.Elements("ISO 2022 IR 87", "\\ISO 2022 IR 149", "ISO_IR 192", "GB18030", "nonsense").ToArbitrary(),
        (bytes, set) => CharacterSet.Of(set, CharacterSet.Latin1).Decode(bytes) is not null).QuickCheckThrowOnFailure();

    private static byte[] FileBytes(string set, byte[] name)
    {
        byte[] charset = Encoding.ASCII.GetBytes(set.Length % 2 == 0 ? set : set + " ");
        return new Reading.FileBytes().Element(0x00080005, "CS", charset).Element(0x00080060, "CS", "CT"u8)
            .Element(0x00100010, "PN", name.Length % 2 == 0 ? name : [.. name, 0x20]).ToArray();
    }
}

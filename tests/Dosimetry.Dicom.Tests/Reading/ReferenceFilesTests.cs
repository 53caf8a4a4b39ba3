using Dosimetry.Dicom.Codecs;
using Dosimetry.Dicom.Reading;

namespace Dosimetry.Dicom.Tests.Reading;

/// <summary>Public test files of many makers: each is read, or refused, as their provenance says.</summary>
public sealed class ReferenceFilesTests
{
    private static readonly string[] CutOff = ["pydicom-MR_truncated.dcm", "pydicom-rtplan_truncated.dcm"];

    private static string[] Files([System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        if (ReferenceData.Path("dicom") is { } folder) return Directory.GetFiles(folder, "*.dcm", SearchOption.AllDirectories);
        ReferenceData.Skipped(test, "no reference files");
        return [];
    }

    [Fact]
    public void Every_file_is_read_and_only_the_truncated_ones_are_incomplete()
    {
        foreach (string path in Files())
        {
            DicomFile file = DicomReader.Read(File.ReadAllBytes(path));
            Assert.True(file.DataSet.Count > 0, path);
            Assert.Equal((path, CutOff.Contains(Path.GetFileName(path))), (path, !file.IsComplete));
        }
    }

    [Fact]
    public void A_header_pass_followed_by_the_pixels_gives_what_one_pass_gives()
    {
        foreach (string path in Files())
        {
            DicomFile whole = DicomReader.Read(File.ReadAllBytes(path));
            if (!whole.IsComplete) continue;
            using FileStream stream = File.OpenRead(path);
            DicomFile header = DicomReader.Read(stream, stopBeforePixels: true);
            DicomFile later = DicomReader.ReadPixels(header, stream);
            Assert.Equal(whole.DataSet[DicomTags.PixelData]?.Bytes.ToArray(), later.DataSet[DicomTags.PixelData]?.Bytes.ToArray());
            Assert.Equal(whole.DataSet[DicomTags.PixelData]?.Fragments?.Count, later.DataSet[DicomTags.PixelData]?.Fragments?.Count);
            Assert.Equal(whole.SopInstanceUid, header.SopInstanceUid);
        }
    }

    [Theory]
    [InlineData("NEMA-CT1_UNC.dcm"), InlineData("NEMA-CT1_RLE.dcm")]
    public void The_NEMA_slice_has_its_known_mean(string name)
    {
        if (ReferenceData.Path("dicom", "transfer-syntax", name) is not { } path) { ReferenceData.Skipped(name,
            "no reference files"); return; }
        short[] values = PixelData.Of(DicomReader.Read(File.ReadAllBytes(path))).Frame<short>(0);
        Assert.Equal(152.696, values.Average(v => (double)v), 3);
    }

    [Theory]
    [InlineData("NEMA-CT1_JPLL.dcm", "JPEG Lossless"), InlineData("NEMA-CT1_JLSL.dcm", "JPEG-LS"), InlineData("NEMA-CT1_J2KR.dcm", "JPEG 2000")]
    public void Other_compressions_are_refused_by_name_with_the_cure(string name, string syntax)
    {
        if (ReferenceData.Path("dicom", "transfer-syntax", name) is not { } path) { ReferenceData.Skipped(name,
            "no reference files"); return; }
        var refusal = Assert.Throws<DicomFormatException>(() => PixelData.Of(DicomReader.Read(File.ReadAllBytes(path))));
        Assert.Contains(syntax, refusal.Message);
        Assert.Contains("gdcmconv", refusal.Message);
        Assert.NotNull(refusal.UnsupportedSyntax);
    }

    [Fact]
    public void One_dose_in_four_encodings_has_the_same_pixels()
    {
        if (ReferenceData.Path("dicom",
            "rtdose") is not { } folder) { ReferenceData.Skipped(nameof(One_dose_in_four_encodings_has_the_same_pixels),
                "no reference files"); return; }
        uint[] expected = Frame("pydicom-rtdose.dcm");
        Assert.Equal(expected, Frame("pydicom-rtdose_rle.dcm"));
        Assert.Equal(expected, Frame("pydicom-rtdose_expb.dcm"));

        uint[] Frame(string name) => PixelData.Of(DicomReader.Read(File.ReadAllBytes(Path.Combine(folder, name)))).Frame<uint>(7);
    }

    [Fact]
    public void A_stray_byte_before_a_headless_file_is_found_and_told()
    {
        if (ReferenceData.Path("dicom", "transfer-syntax", "pydicom-no_meta.dcm") is not { } path) { ReferenceData.Skipped("no_meta",
            "no reference files"); return; }
        DicomFile file = DicomReader.Read(File.ReadAllBytes(path));
        Assert.Equal("CT", file.DataSet.String(DicomTags.Modality));
        Assert.Contains(file.Warnings, w => w.Contains("Stray bytes"));
    }
}

using Dosimetry.Dicom.Codecs;
using Dosimetry.Dicom.Reading;
using Dosimetry.Dicom.Writing;

namespace Dosimetry.Dicom.Tests.Codecs;

/// <summary>The port for transcoders, tried with gdcmconv: a frame in a file of ours decodes to the pixels of the original.</summary>
public sealed class SingleFrameTests
{
    [Theory]
    [InlineData("NEMA-CT1_JPLL.dcm"), InlineData("NEMA-CT1_JLSL.dcm"), InlineData("NEMA-CT1_J2KR.dcm")]
    public void A_wrapped_frame_is_decoded_by_gdcmconv(string name)
    {
        if (ReferenceData.Path("dicom", "transfer-syntax", name) is not { } path) { ReferenceData.Skipped(name,
            "no reference files"); return; }
        if (Tool.Run("gdcmconv", "--version") is null) { ReferenceData.Skipped(name, "no gdcmconv"); return; }
        short[] values = PixelData.Of(DicomReader.Read(File.ReadAllBytes(path)), new Gdcmconv()).Frame<short>(0);
        Assert.Equal(152.696, values.Average(v => (double)v), 3);
    }

    private sealed class Gdcmconv : IPixelTranscoder
    {
        public bool Decodes(TransferSyntax syntax) => true;

        public byte[] Decode(ReadOnlyMemory<byte> frame, PixelFormat format, TransferSyntax syntax)
        {
            string folder = Directory.CreateTempSubdirectory("dicom-frame-").FullName;
            try
            {
                (string packed, string raw) = (Path.Combine(folder, "packed.dcm"), Path.Combine(folder, "raw.dcm"));
                File.WriteAllBytes(packed, DicomWriter.Write(SingleFrame.DataSet(frame, format), syntax));
                (int exit, string output) = Tool.Run("gdcmconv", "--raw", packed, raw)!.Value;
                Assert.True(exit == 0, output);
                return DicomReader.Read(File.ReadAllBytes(raw)).DataSet.Bytes(DicomTags.PixelData).ToArray();
            }
            finally { Directory.Delete(folder, recursive: true); }
        }
    }
}

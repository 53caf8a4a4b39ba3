using System.Globalization;
using Dosimetry.Dicom.Codecs;
using Dosimetry.Dicom.Objects;
using Dosimetry.Dicom.Reading;
using Dosimetry.Dicom.Writing;

namespace Dosimetry.Dicom.Tests.Reading;

/// <summary>
/// Thousands of damaged files through reader, views and pixels: nothing but <see cref="DicomFormatException"/> may come out.
/// DOSIMETRY_FUZZ sets how many (default 4000).
/// </summary>
[Trait("REQ", "P1")]
public sealed class MutationTests
{
    private static readonly TransferSyntax[] Syntaxes =
        [TransferSyntax.ExplicitLittleEndian, TransferSyntax.ImplicitLittleEndian, TransferSyntax.Deflated];
    private static readonly ReadBudget Budget = new() { MaxInflatedBytes = 16 << 20 };

    [Fact]
    public void Only_format_refusals_leave_the_reader()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("DOSIMETRY_FUZZ"), CultureInfo.InvariantCulture, out int stated)
            ? stated : 4000;
        List<byte[]> seeds = Seeds();
        var mutator = new Mutator(20260310);
        int read = 0;
        for (int i = 0; i < count; i++)
        {
            byte[] bytes = mutator.Mutate(seeds[i % seeds.Count]);
            try
            {
                Use(DicomReader.Read(bytes, Budget));
                using var stream = new MemoryStream(bytes);
                DicomReader.ReadPixels(DicomReader.Read(stream, Budget, stopBeforePixels: true), stream, Budget);
                read++;
            }
            catch (DicomFormatException) { }
            catch (Exception e) { Assert.Fail($"Mutant {i}: {e}"); }
        }
        Assert.InRange(read, count / 10, count);
    }

    /// <summary>Everything an importer asks of a file.</summary>
    private static void Use(DicomFile file)
    {
        DicomDataSet set = file.DataSet;
        foreach (DicomElement element in set)
        {
            _ = set.Strings(element.Tag);
            _ = set.Doubles(element.Tag);
            _ = set.Moment(element.Tag);
        }
        _ = (CtImage.Of(set), PetImage.Of(set), NmImage.Of(set), RtStruct.Of(set), RtDose.Of(set).Stack, RealWorldValueMap.Of(set));
        try { _ = Seg.Of(set); } catch (DicomFormatException) { }
        PixelData pixels;
        try { pixels = PixelData.Of(file); } catch (DicomFormatException) { return; }
        try { _ = pixels.Frame<double>(pixels.Format.Frames - 1); } catch (DicomFormatException) { }
    }

    private static List<byte[]> Seeds()
    {
        var seeds = new List<byte[]>();
        foreach ((string name, DicomDataSet set) in Samples.All())
            foreach (TransferSyntax syntax in Syntaxes) seeds.Add(DicomWriter.Write(set, syntax));
        if (ReferenceData.Path("dicom") is { } folder)
            seeds.AddRange(Directory.GetFiles(folder, "*.dcm", SearchOption.AllDirectories).Order().Select(File.ReadAllBytes)
                .Where(b => b.Length < 100_000));
        return seeds;
    }
}

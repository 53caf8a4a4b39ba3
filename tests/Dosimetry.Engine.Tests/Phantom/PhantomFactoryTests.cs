using System.Security.Cryptography;
using System.Text.Json;
using Dosimetry.Dicom;
using Dosimetry.Dicom.Objects;
using Dosimetry.Dicom.Reading;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom;
using Dosimetry.TestSupport;

namespace Dosimetry.Engine.Tests.Phantom;

/// <summary>The written folder, read back as any program would.</summary>
public sealed class PhantomFactoryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("phantom").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_files_agree_with_the_truth()
    {
        Anatomy body = SmallBody.Create();
        Truth truth = PhantomFactory.Write(body, new PhantomOptions(4) { SpectTimes_h = [24] }, folder);
        DicomDataSet[] all = [.. Directory.EnumerateFiles(folder, "*.dcm",
            SearchOption.AllDirectories).Select(f => DicomReader.Read(File.ReadAllBytes(f)).DataSet)];
        ObjectHeader[] headers = [.. all.Select(ObjectHeader.Of)];
        Assert.Single(headers.Select(h => h.Series.FrameOfReferenceUid).Where(f => f is not null).Distinct());
        Assert.Single(headers.Select(h => h.Patient.Id).Distinct());
        Assert.Equal(all.Length, headers.Select(h => h.SopInstanceUid).Distinct().Count());
        CheckStructures(RtStruct.Of(all.Single(d => ObjectHeader.Of(d).Modality == "RTSTRUCT")), truth);
        CaseReader.Reading written = CaseReader.Read(File.ReadAllText(Path.Combine(folder, "case.json")));
        Assert.Empty(written.Findings);
        Assert.Equal(7400, written.Case.Radiopharmaceutical.Activity_MBq);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "truth.json")));
        Assert.Equal(truth.Regions.Count, json.RootElement.GetProperty("regions").GetArrayLength());
        Assert.Equal(9.36, JsonDocument.Parse(File.ReadAllText(Path.Combine(folder,
            "calibration.json"))).RootElement.GetProperty("sensitivity_cps_per_MBq").GetDouble());
    }

    /// <summary>
    /// Area of the contours times the slice distance against the true volume; contours keep each slice's area, so 2 % is generous.
    /// </summary>
    private static void CheckStructures(RtStruct structures, Truth truth)
    {
        Assert.Equal(["kidney_left", "kidney_right", "lesion_001", "liver"], structures.Regions.Select(r => r.Name).Order());
        foreach (RtRegion region in structures.Regions)
        {
            double area_mm2 = region.Contours.Sum(c => Math.Abs(Shoelace(c.Points_mm)));
            double expected = truth.Regions.First(r => r.Name == region.Name).Volume_ml;
            Assert.Equal(expected, area_mm2 * 3 / 1000, 0.02 * expected);
        }
        // Left is +x in DICOM, and the phantom's left kidney lies at x = -45 in the RAS world.
        Assert.All(structures.Regions.First(r => r.Name == "kidney_left").Contours,
            c => Assert.All(c.Points_mm, p => Assert.True(p.X > 0)));
    }

    private static double Shoelace(IReadOnlyList<Lps> p) =>
        0.5 * Enumerable.Range(0, p.Count).Sum(n => p[n].X * p[(n + 1) % p.Count].Y - p[(n + 1) % p.Count].X * p[n].Y);

    [Fact]
    public void The_same_seed_writes_the_same_bytes_and_another_seed_other_ones()
    {
        string[] prints = [.. ((ulong[])[4, 4, 5]).Select((seed, n) =>
        {
            string place = Path.Combine(folder, n.ToString(System.Globalization.CultureInfo.InvariantCulture));
            PhantomFactory.Write(SmallBody.Create(), new PhantomOptions(seed) { SpectTimes_h = [24] }, place);
            return string.Concat(Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(f => Path.GetFileName(f) + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))));
        })];
        Assert.Equal(prints[0], prints[1]);
        Assert.NotEqual(prints[0], prints[2]);
    }
}

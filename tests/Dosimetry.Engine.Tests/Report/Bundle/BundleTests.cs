using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dosimetry.Dicom;
using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Report.Bundle;
using Dosimetry.Engine.Report.Export;
using Dosimetry.Engine.Segment.Edit;
using Dosimetry.Engine.Tests.Segment;
using Dosimetry.TestSupport;

namespace Dosimetry.Engine.Tests.Report.Bundle;

/// <summary>Nothing that tells who or when is left in any byte of a bundle, and everything dosimetry needs is.</summary>
public sealed class BundleTests : IDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];
    private readonly Patient _patient = new();

    public void Dispose() => _patient.Dispose();

    [Fact]
    public void No_name_identifier_date_or_description_of_the_patient_is_left()
    {
        ImportedStudy study = Study();
        string[] secrets = ["ZZCANARY", "Test^", "P1", "1955", "2026-03-10", "2026-03-09", "20260310", "20260309", .. study.Series.SelectMany(s => (string?[])[s.SeriesInstanceUid, s.StudyInstanceUid, s.FrameOfReferenceUid, .. s.InstanceUids]).OfType<string>().Where(u => u.Length > 0)];
        Dictionary<string, byte[]> files = Unzip(Write(study));
        foreach ((string name, byte[] bytes) in files)
        {
            string text = Encoding.Latin1.GetString(Plain(bytes));
            // "P1" is short enough to stand in pixel bytes by chance: it is looked for in texts only.
            foreach (string secret in secrets.Where(s => s.Length > 2 || name.EndsWith(".json", StringComparison.Ordinal)))
                Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{name} holds {secret}");
        }
    }

    [Fact]
    public void Voxels_intervals_and_region_volumes_stay_and_every_file_has_its_hash()
    {
        ImportedStudy study = Study();
        Dictionary<string, byte[]> files = Unzip(Write(study));
        JsonNode bundle = JsonNode.Parse(files["bundle.json"])!;
        foreach ((string name, JsonNode? hash) in bundle["files"]!.AsObject()) Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(files[name])), hash!.GetValue<string>());
        Assert.Equal(files.Keys.Where(n => n != "bundle.json").Order(), bundle["files"]!.AsObject().Select(f => f.Key).Order());
        string folder = Path.Combine(_patient.Root, "unzipped");
        ZipFile.ExtractToDirectory(new MemoryStream(Write(study)), folder);
        foreach (ImportedSeries s in study.Series)
            Assert.Equal(NiftiFile.Read<Dimensionless>(Path.Combine(study.Folder, s.File)).Values, NiftiFile.Read<Dimensionless>(Path.Combine(folder, $"images/{s.Id}.nii.gz")).Values);
        JsonNode pet = JsonNode.Parse(files["study.json"])!["series"]!.AsArray().Single(s => s!["modality"]!.GetValue<string>() == "PT")!;
        DateTime scan = pet["acquisitionTime"]!.GetValue<DateTime>(), injected = pet["pet"]!["injectionTime"]!.GetValue<DateTime>();
        ImportedSeries original = study.Series.Single(s => s.Modality == "PT");
        Assert.Equal(original.AcquisitionTime - original.Pet!.InjectionTime, scan - injected);
        Assert.Equal(original.AcquisitionTime!.Value.TimeOfDay, scan.TimeOfDay);
        Assert.True(original.AcquisitionTime - scan >= TimeSpan.FromDays(365));
        Assert.Equal(JsonNode.Parse(files["administration.json"])!["injectionTime"]!.GetValue<DateTime>(), injected.AddHours(5));
        LabelVolume labels = NiftiFile.ReadLabels(Path.Combine(folder, "regions/labels.nii.gz"));
        Assert.Equal(Labels().Labels, labels.Labels);
    }

    [Fact]
    public void One_key_gives_one_pseudonym_and_another_key_another()
    {
        Deidentifier a = new(Key, "P1"), again = new(Key, "P1"), other = new([.. Key.Reverse()], "P1"), someoneElse = new(Key, "P2");
        Assert.Equal((a.Pseudonym, a.Uid("1.2.3"), a.Shift(Patient.Scan)), (again.Pseudonym, again.Uid("1.2.3"), again.Shift(Patient.Scan)));
        Assert.NotEqual(a.Pseudonym, other.Pseudonym);
        Assert.NotEqual(a.Uid("1.2.3"), other.Uid("1.2.3"));
        Assert.NotEqual(a.Pseudonym, someoneElse.Pseudonym);
        Assert.Throws<ArgumentException>(() => new Deidentifier([1, 2, 3], "P1"));
    }

    [Theory]
    [InlineData("quantity=activityConcentration;unit=Bq/ml;time=2026-03-10T09:45:12")]
    [InlineData("Müller, Anna; time=yesterday")]
    [InlineData("time=not a time")]
    public void A_description_in_a_header_keeps_quantity_and_unit_only(string description)
    {
        string kept = new Deidentifier(Key, "P1").NiftiDescription(description);
        Assert.DoesNotContain("2026", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("Anna", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("not a time", kept, StringComparison.Ordinal);
        if (description.Contains("Bq/ml", StringComparison.Ordinal)) Assert.StartsWith("quantity=activityConcentration;unit=Bq/ml;time=20", kept, StringComparison.Ordinal);
    }

    private ImportedStudy Study() => _patient.With([.. Patient.Ct(), .. Patient.Pet().Select(s => s.Set(Dosimetry.Dicom.Dictionary.DicomTags.SeriesDescription, "ZZCANARY").Set(Dosimetry.Dicom.Dictionary.DicomTags.StationName, "ZZCANARY"))]).Import();

    private static LabelVolume Labels() => EditLabels.Of(Shapes.Cube(12, 3), [new("liver", "", Shapes.Sphere(12, 3))], [], null);

    private static byte[] Write(ImportedStudy study)
    {
        using MemoryStream zip = new();
        Administration given = new("Lu-177", "PSMA-617", Activity.FromMBq(7400), study.Series.First(s => s.Pet is not null).Pet!.InjectionTime!.Value.AddHours(5));
        new BundleWriter(new Deidentifier(Key, study.Patient.Id ?? ""), new ExportMaker("Dosimetry Planner", "1.0", Patient.Scan)).Write(new BundleContent(study, Labels(), given, null, null), zip, default);
        return zip.ToArray();
    }

    private static Dictionary<string, byte[]> Unzip(byte[] zip)
    {
        using ZipArchive archive = new(new MemoryStream(zip));
        return archive.Entries.ToDictionary(e => e.FullName, e =>
        {
            using Stream stream = e.Open();
            using MemoryStream copy = new();
            stream.CopyTo(copy);
            return copy.ToArray();
        });
    }

    private static byte[] Plain(byte[] bytes)
    {
        if (bytes is not [0x1F, 0x8B, ..]) return bytes;
        using MemoryStream copy = new();
        new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress).CopyTo(copy);
        return copy.ToArray();
    }
}

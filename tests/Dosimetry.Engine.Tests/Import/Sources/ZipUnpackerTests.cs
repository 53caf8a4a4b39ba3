using System.IO.Compression;
using System.Text;
using Dosimetry.Dicom;
using Dosimetry.Dicom.Writing;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Import.Structures;

namespace Dosimetry.Engine.Tests.Import.Sources;

/// <summary>Hostile archives: refused or left out with a finding, and nothing outside the output folder.</summary>
[Trait("REQ", "U1")]
[Trait("REQ", "U2")]
public sealed class ZipUnpackerTests : IDisposable
{
    private readonly Patient _patient = new();

    public void Dispose() => _patient.Dispose();

    private string ZipPath => Path.Combine(_patient.Root, "study.zip");

    private string Zip(params (string Name, byte[] Bytes)[] entries)
    {
        using ZipArchive archive = new(File.Create(ZipPath), ZipArchiveMode.Create);
        foreach ((string name, byte[] bytes) in entries)
        {
            using Stream entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
            entry.Write(bytes);
        }
        return ZipPath;
    }

    private static (string, byte[])[] Slices(string folder) =>
        [.. Patient.Ct().Select((s, k) => ($"{folder}{k}.dcm", DicomWriter.Write(s)))];

    [Fact]
    public void A_study_is_read_out_of_a_zip()
    {
        ImportedSeries ct = Assert.Single(_patient.Import(Zip(Slices("study/ct/"))).Series);
        Patient.AssertNear(Patient.MarkPosition, _patient.Found<CtNumber>(ct));
        Assert.DoesNotContain(".quarantine", Directory.GetFileSystemEntries(_patient.Output).Select(Path.GetFileName));
    }

    [Fact]
    public void A_bomb_of_two_gibibytes_of_zeros_is_refused_before_the_disk_grows()
    {
        using (ZipArchive archive = new(File.Create(ZipPath), ZipArchiveMode.Create))
        {
            using Stream entry = archive.CreateEntry("zeros", CompressionLevel.Fastest).Open();
            byte[] zeros = new byte[1 << 20];
            for (int n = 0; n < 2048; n++) entry.Write(zeros);
        }
        DiskWatch disk = new(_patient.Output);
        RefusedException refused = Assert.Throws<RefusedException>(() => _patient.Import(ZipPath));
        Assert.Equal("IMPORT.ZIP_BOMB", refused.Finding.Code);
        Assert.InRange(disk.Stop(), 0, 64L << 20);
        Assert.Empty(Directory.GetFileSystemEntries(_patient.Output));
    }

    [Fact]
    public void A_bomb_among_images_costs_only_itself()
    {
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(ZipPath)!, "mixed")).FullName;
        File.Move(Zip(("zeros", new byte[64 << 20])), Path.Combine(folder, "bomb.zip"));
        int n = 0;
        foreach (DicomDataSet slice in Patient.Ct()) File.WriteAllBytes(Path.Combine(folder, $"{n++}.dcm"), DicomWriter.Write(slice));
        ImportedStudy study = _patient.Import(folder);
        Assert.Equal("CT", Assert.Single(study.Series).Modality);
        Assert.Contains(study.Findings, f => f is { Severity: Severity.Error, Code: "IMPORT.ZIP_BOMB" });
    }

    [Fact]
    public void Many_small_bombs_are_one_bomb()
    {
        (string, byte[])[] entries = [.. Enumerable.Range(0, 40).Select(n => ($"{n}", new byte[1 << 20]))];
        Assert.Equal("IMPORT.ZIP_BOMB", Assert.Throws<RefusedException>(() => _patient.Import(Zip(entries))).Finding.Code);
    }

    [Fact]
    public void A_declared_size_is_not_believed()
    {
        Zip(("big", RandomBytes(3 << 20)));
        byte[] bytes = File.ReadAllBytes(ZipPath);
        int directory = bytes.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(directory + 24), 10); // uncompressed size in the central directory
        File.WriteAllBytes(ZipPath, bytes);
        StudyImporter importer = new(ImportLimits.Default with { MaxInflatedBytes = 1 << 20 }, RegionAliases.OpenDefault());
        RefusedException? refused = Record.Exception(() => importer.Import(ZipPath, _patient.Output)) as RefusedException;
        // Either the runtime notices the contradiction and the entry is left out, or the count of inflated bytes stops it.
        if (refused is not null) Assert.Equal("IMPORT.ZIP_TOO_LARGE", refused.Finding.Code);
        else Assert.Contains(StudyFile.Read(_patient.Output).Findings, f => f.Code is "IMPORT.ZIP_ENTRY_DAMAGED" or "IMPORT.NOT_DICOM");
    }

    [Fact]
    public void The_total_is_counted_while_inflating()
    {
        StudyImporter importer = new(ImportLimits.Default with { MaxInflatedBytes = 2 << 20 }, RegionAliases.OpenDefault());
        Zip(("a", RandomBytes(1 << 20)), ("b", RandomBytes(1 << 20)), ("c", RandomBytes(1 << 20)));
        Assert.Equal("IMPORT.ZIP_TOO_LARGE", Assert.Throws<RefusedException>(() => importer.Import(ZipPath, _patient.Output)).Finding.Code);
    }

    [Theory]
    [InlineData("../../evil.dcm")]
    [InlineData("/tmp/dosimetry-evil.dcm")]
    [InlineData("..\\..\\evil.dcm")]
    [InlineData("C:evil.dcm")]
    [InlineData("a/\u2025/evil.dcm")]
    [InlineData("a/\uFF0E\uFF0E/evil.dcm")]
    public void A_name_that_acts_as_a_path_is_left_out(string name)
    {
        string[] before = Everything();
        ImportedStudy study = _patient.Import(Zip([(name, "x"u8.ToArray()), .. Slices("")]));
        Assert.Contains(study.Findings, f => f is { Code: "IMPORT.ZIP_NAME", Severity: Severity.Error });
        Assert.Single(study.Series);
        Assert.Equal(before, Everything());
        Assert.False(File.Exists("/tmp/dosimetry-evil.dcm"));
    }

    [Fact]
    public void A_name_of_five_thousand_characters_is_left_out() =>
        Assert.Contains(_patient.Import(Zip([(new string('a', 5000), [1]), .. Slices("")])).Findings, f => f.Code == "IMPORT.ZIP_NAME");

    [Fact]
    public void A_link_in_a_zip_is_left_out()
    {
        using (ZipArchive archive = new(File.Create(ZipPath), ZipArchiveMode.Create))
        {
            ZipArchiveEntry link = archive.CreateEntry("link");
            link.ExternalAttributes = unchecked((int)0xA1FF0000);
            using Stream target = link.Open();
            target.Write(Encoding.ASCII.GetBytes("/etc/passwd"));
        }
        Assert.Contains(_patient.Import(ZipPath).Findings, f => f.Code == "IMPORT.ZIP_LINK");
    }

    [Fact]
    public void A_zip_in_a_zip_is_not_opened()
    {
        byte[] inner = File.ReadAllBytes(Zip(Slices("")));
        ImportedStudy study = _patient.Import(Zip(("inner.zip", inner)));
        Assert.Empty(study.Series);
        Assert.Contains(study.Findings, f => f.Code == "IMPORT.ZIP_NESTED");
    }

    [Fact]
    public void Too_many_entries_are_refused_by_the_end_record()
    {
        StudyImporter importer = new(ImportLimits.Default with { MaxFiles = 5 }, RegionAliases.OpenDefault());
        Zip([.. Enumerable.Range(0, 6).Select(n => ($"{n}", new byte[] { 1 }))]);
        Assert.Equal("IMPORT.ZIP_ENTRIES", Assert.Throws<RefusedException>(() => importer.Import(ZipPath, _patient.Output)).Finding.Code);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(400)]
    public void A_zip_that_is_cut_off_is_refused(int kept)
    {
        byte[] bytes = File.ReadAllBytes(Zip(Slices("")));
        File.WriteAllBytes(ZipPath, bytes[..kept]);
        Assert.Equal("IMPORT.ZIP_DAMAGED", Assert.Throws<RefusedException>(() => _patient.Import(ZipPath)).Finding.Code);
    }

    [Fact]
    public void Any_damaged_zip_is_read_or_refused_and_nothing_else()
    {
        byte[] good = File.ReadAllBytes(Zip(Slices("")));
        Prop.ForAll(ArbMap.Default.ArbFor<(int, byte, int)>(), seed =>
        {
            byte[] bytes = [.. good];
            bytes[(int)((uint)seed.Item1 % bytes.Length)] ^= seed.Item2;
            bytes[^(1 + (int)((uint)seed.Item3 % 100))] ^= seed.Item2;
            File.WriteAllBytes(ZipPath, bytes);
            try { _patient.Import(ZipPath); }
            catch (RefusedException) { }
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    private string[] Everything() => [.. Directory.GetFileSystemEntries(Path.GetDirectoryName(_patient.Root)!, "evil*").Order()];

    private static byte[] RandomBytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    /// <summary>The most bytes a folder held while it was watched.</summary>
    private sealed class DiskWatch
    {
        private volatile bool _stop;
        private readonly Task<long> _watching;

        public DiskWatch(string folder) => _watching = Task.Run(() =>
        {
            long most = 0;
            while (!_stop)
            {
                if (Directory.Exists(folder))
                    try { most = Math.Max(most, new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length)); }
                    catch (IOException) { } // the file went away between listing and asking
                Thread.Sleep(1);
            }
            return most;
        });

        public long Stop()
        {
            _stop = true;
            return _watching.Result;
        }
    }
}

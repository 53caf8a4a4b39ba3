using System.Globalization;
using System.Text.Json;
using Dosimetry.Dicom;
using Dosimetry.Dicom.Objects;
using Dosimetry.Dicom.Reading;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Report;
using Dosimetry.Engine.Report.Export;
using Dosimetry.Engine.Segment;
using Dosimetry.TestSupport;

namespace Dosimetry.Engine.Tests.Report.Export;

public sealed class DicomExportTests : IDisposable
{
    private static readonly CaseRecord Record = SampleRecord.Full();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("export-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    private static DicomExport Export(CaseRecord? record = null) => new(record ?? Record, ReportBuilder.Build(record ?? Record));

    private static DicomDataSet Read(byte[] file) => DicomReader.Read(new MemoryStream(file)).DataSet;

    private string Save(string name, byte[] file)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, file);
        return path;
    }

    [Fact]
    public void Frame_of_reference_patient_and_study_are_those_of_the_input()
    {
        foreach (byte[] file in (byte[][])[Export().Dose(32), Export().Structures(), Export().Plan()])
        {
            ObjectHeader header = ObjectHeader.Of(Read(file));
            Assert.Equal(("1.2.4", "1.2.3", "P-1"), (header.Series.FrameOfReferenceUid, header.Study.InstanceUid, header.Patient.Id));
        }
        Assert.Equal("1.2.4", RtStruct.Of(Read(Export().Structures())).FrameOfReferenceUid);
    }

    [Fact]
    public void Dose_and_plan_and_structures_refer_to_each_other()
    {
        RtDose dose = RtDose.Of(Read(Export().Dose(32)));
        Assert.Equal(ObjectHeader.Of(Read(Export().Plan())).SopInstanceUid, Assert.Single(dose.Plans).SopInstanceUid);
        Assert.Equal(Record.Regions.Regions.Count, dose.Dvhs.Count);
        Assert.Equal(Record.Evaluation.Regions[0].MeanDose_Gy, dose.Dvhs[0].Mean!.Value, 6);
    }

    [Fact]
    public void The_same_result_gives_the_same_bytes() => Assert.Equal(Export().Structures(), Export().Structures());

    [Fact]
    public void A_grid_that_runs_downwards_is_turned_and_keeps_every_voxel_in_its_place()
    {
        var up = new Grid(2, 3, 4, Affine.Diagonal(new(-4, -4, 5), new(10, 20, 30)));
        var down = new Grid(2, 3, 4, Affine.Diagonal(new(-4, -4, -5), new(10, 20, 45)));
        float[] values = [.. Enumerable.Range(0, 24).Select(n => (float)n)];
        (DicomGeometry straight, DicomGeometry turned) = (DicomGeometry.Of(up), DicomGeometry.Of(down));
        Assert.Equal(straight.Stack, turned.Stack);
        Assert.Equal(values, straight.Order(up, values));
        Assert.Equal(values[18..24], turned.Order(down, values)[..6]);
        Assert.Equal(new Lps(-10, -20, 30), turned.Stack.First.Position_mm);
    }

    [Fact]
    public void A_sheared_grid_is_refused()
    {
        var sheared = new Grid(2, 2, 2, Affine.FromColumns(new(4, 0, 0), new(0, 4, 0), new(1, 0, 5), default));
        Assert.Equal("REPORT.SHEARED_GRID", Assert.Throws<RefusedException>(() => DicomGeometry.Of(sheared)).Finding.Code);
    }

    [Fact]
    public void Pydicom_reads_back_every_dose_where_it_was()
    {
        const string script = """
            import json, sys, pydicom, numpy as np
            d = pydicom.dcmread(sys.argv[1]); a = d.pixel_array * float(d.DoseGridScaling)
            k, j, i = np.unravel_index(np.argmax(a), a.shape)
            s = [float(x) for x in d.PixelSpacing]; o = [float(x) for x in d.ImageOrientationPatient]; p = [float(x) for x in d.ImagePositionPatient]
            n = np.cross(o[:3], o[3:]); at = np.array(p) + i * s[1] * np.array(o[:3]) + j * s[0] * np.array(o[3:]) + float(d.GridFrameOffsetVector[k]) * n
            print(json.dumps({"sum": float(a.sum(dtype=np.float64)), "max": float(a.max()), "at": [float(x) for x in at], "units": d.DoseUnits, "bits": d.BitsAllocated}))
            """;
        float[] ours = Record.Dose.Dose.Values;
        (int i, int j, int k) = Record.Regions.Grid.Voxel(Array.IndexOf(ours, ours.Max()));
        Vector3D hottest = Record.Regions.Grid.Affine.Apply(i, j, k);
        foreach (int bits in (int[])[32, 16])
        {
            if (Tool.Python("pydicom", script, Save($"dose{bits}.dcm", Export().Dose(bits))) is not { } run) { ReferenceData.Skipped(nameof(Pydicom_reads_back_every_dose_where_it_was), "no pydicom"); return; }
            Assert.True(run.Exit == 0, run.Output);
            JsonElement read = JsonDocument.Parse(run.Output).RootElement;
            Assert.Equal(ours.Max(), read.GetProperty("max").GetDouble(), 1e-4 * ours.Max());
            Assert.Equal(ours.Sum(v => (double)v), read.GetProperty("sum").GetDouble(), 1e-3 * ours.Sum(v => (double)v));
            Assert.Equal([-hottest.X, -hottest.Y, hottest.Z], read.GetProperty("at").EnumerateArray().Select(v => Math.Round(v.GetDouble(), 4)));
            Assert.Equal(("GY", bits), (read.GetProperty("units").GetString(), read.GetProperty("bits").GetInt32()));
        }
    }

    [Fact]
    public void Dciodvfy_finds_no_error()
    {
        (string Name, byte[] File)[] files = [("rtdose-16bit.dcm", Export().Dose(16)), ("rtstruct.dcm", Export().Structures()), ("rtplan.dcm", Export().Plan())];
        foreach ((string name, byte[] file) in files)
        {
            if (Tool.Run("dciodvfy", Save(name, file)) is not { } run) { ReferenceData.Skipped(nameof(Dciodvfy_finds_no_error), "dicom3tools is not installed"); return; }
            Assert.DoesNotContain(run.Output.Split('\n'), line => line.StartsWith("Error", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Plastimatch_rasterises_our_contours_to_the_same_volumes()
    {
        string set = Save("rtstruct.dcm", Export().Structures()), dose = Save("rtdose.dcm", Export().Dose(32)), grid = Path.Combine(_folder.FullName, "dose.mha"), masks = Path.Combine(_folder.FullName, "masks");
        if (Tool.Run("plastimatch", "convert", "--input", dose, "--output-dose-img", grid) is not { } converted) { ReferenceData.Skipped(nameof(Plastimatch_rasterises_our_contours_to_the_same_volumes), "plastimatch is not installed"); return; }
        Assert.True(converted.Exit == 0, converted.Output);
        // Plastimatch counts every pixel an outline touches: pixels must be fine beside the 1 % looked for.
        Tool.Run("plastimatch", "resample", "--input", grid, "--output", grid, "--spacing", "0.5 0.5 8");
        (int exit, string output) = Tool.Run("plastimatch", "convert", "--input", set, "--fixed", grid, "--output-prefix", masks, "--prefix-format", "mha")!.Value;
        Assert.True(exit == 0, output);
        if (Tool.Python("numpy", MaskVolume_ml, [.. Record.Regions.Regions.Select(r => Path.Combine(masks, r.Name + ".mha"))]) is not { } measured) { ReferenceData.Skipped(nameof(Plastimatch_rasterises_our_contours_to_the_same_volumes), "no numpy"); return; }
        Assert.True(measured.Exit == 0, measured.Output);
        double[] volumes = [.. measured.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
        Assert.All(Record.Regions.Regions.Zip(volumes), p => Assert.Equal(p.First.Volume_ml(Record.Regions.Grid), p.Second, 0.01 * p.First.Volume_ml(Record.Regions.Grid)));
    }

    /// <summary>Volume of each mask: voxels set times their size, from plain mha files.</summary>
    private const string MaskVolume_ml = """
        import sys, numpy as np
        for name in sys.argv[1:]:
            raw = open(name, "rb").read(); end = raw.index(b"LOCAL") + 6
            head = dict(line.split(" = ", 1) for line in raw[:end].decode().split("\n") if " = " in line)
            assert head["ElementType"].strip() == "MET_UCHAR" and head.get("CompressedData", "False").strip() == "False", head
            print(np.frombuffer(raw, np.uint8, offset=end).astype(bool).sum() * np.prod([float(x) for x in head["ElementSpacing"].split()]) / 1000)
        """;
}

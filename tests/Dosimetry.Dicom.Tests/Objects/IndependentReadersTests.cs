using System.Globalization;
using Dosimetry.Dicom.Writing;

namespace Dosimetry.Dicom.Tests.Objects;

/// <summary>
/// What we write, judged by programs of others: dciodvfy, dcmdump, pydicom and plastimatch. Absent ones are skipped by name.
/// </summary>
[Trait("REQ", "P5")]
public sealed class IndependentReadersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dicom-objects-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_validator_finds_no_error()
    {
        foreach ((string name, DicomDataSet set) in Samples.All().Where(s => s.Name != "dose32")) // it aborts on every 32-bit dose
        {
            if (Tool.Run("dciodvfy", Write(name, set)) is not { } verdict) { ReferenceData.Skipped(nameof(The_validator_finds_no_error),
                "no dciodvfy"); return; }
            Assert.True(!verdict.Output.Split('\n').Any(l => l.StartsWith("Error", StringComparison.Ordinal)),
                name + "\n" + verdict.Output);
        }
    }

    [Fact]
    public void Dcmdump_reads_every_element()
    {
        foreach ((string name, DicomDataSet set) in Samples.All())
        {
            if (Tool.Run("dcmdump", "-q", Write(name, set)) is not { } dump) { ReferenceData.Skipped(nameof(Dcmdump_reads_every_element),
                "no dcmdump"); return; }
            Assert.Equal((name, 0), (name, dump.Exit));
            foreach (DicomElement element in set) Assert.Contains($"({element.Tag.Group:x4},{element.Tag.Element:x4})", dump.Output);
        }
    }

    [Fact]
    public void Pydicom_sees_the_same_values()
    {
        const string script = """
            import sys, pydicom
            for f in sys.argv[1:]:
                d = pydicom.dcmread(f)
                scale = float(d.get('DoseGridScaling', d.get('RescaleSlope', 1)))
                a = d.pixel_array.astype('float64') * scale + float(d.get('RescaleIntercept', 0))
                print(str(d.PatientName), a.size, '%.9g' % a.mean(), '%.9g' % a.max())
            """;
        (string Name, DicomDataSet Set, double Mean, double Max)[] cases =
        [
            ("ct", Samples.Ct().ToDataSet(), Samples.Ct().StoredValues.Average(v => (double)v), Samples.Ct().StoredValues.Max()),
            ("pet", Samples.Pet().ToDataSet(), Samples.Pet().Values_BqPerMl.Average(v => (double)v), Samples.Pet().Values_BqPerMl.Max()),
            ("nm", Samples.Nm().ToDataSet(), Samples.Nm().Counts.Average(v => (double)v), Samples.Nm().Counts.Max()),
            ("dose16", Samples.RtDose(16).ToDataSet(), Samples.RtDose(16).Dose_Gy.Average(v => (double)v),
                Samples.RtDose(16).Dose_Gy.Max()),
            ("dose32", Samples.RtDose(32).ToDataSet(), Samples.RtDose(32).Dose_Gy.Average(v => (double)v),
                Samples.RtDose(32).Dose_Gy.Max()),
        ];
        if (Tool.Python("pydicom", script, cases.Select(c => Write(c.Name, c.Set)).ToArray()) is not { } python)
        {
            ReferenceData.Skipped(nameof(Pydicom_sees_the_same_values), "no pydicom");
            return;
        }
        string[] lines = python.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length == cases.Length, python.Output);
        foreach ((string line, var expected) in lines.Zip(cases))
        {
            string[] seen = line.Split(' ');
            Assert.Equal("Müller^Hans", seen[0]);
            // Half a stored step is the most that quantisation may cost: 1/65534 of the maximum at 15 bits.
            Assert.Equal(expected.Mean, Number(seen[2]), Math.Abs(expected.Max) / 65534);
            Assert.Equal(expected.Max, Number(seen[3]), Math.Abs(expected.Max) / 65534);
        }
    }

    [Fact]
    public void Plastimatch_places_dose_and_SPECT_where_we_put_them()
    {
        foreach ((string name, DicomDataSet set, string z, string spacing) in (IEnumerable<(string, DicomDataSet, string, string)>)
            [("dose32", Samples.RtDose(32).ToDataSet(), "-22.0000", "4.5000 4.0000 3.0000"),
                ("nm", Samples.Nm().ToDataSet(), "-22.0000", "4.5000 4.0000 3.0000")])
        {
            string image = Path.Combine(_folder, name + ".mha");
            if (Tool.Run("plastimatch", "convert", name == "nm" ? "--input" : "--input-dose-img", Write(name, set),
                name == "nm" ? "--output-img" : "--output-dose-img", image) is null)
            {
                ReferenceData.Skipped(nameof(Plastimatch_places_dose_and_SPECT_where_we_put_them), "no plastimatch");
                return;
            }
            string header = Tool.Run("plastimatch", "header", image)!.Value.Output;
            Assert.Contains($"Origin = -40.0000 -30.5000 {z}", header);
            Assert.Contains($"Size = {Samples.Columns} {Samples.Rows} {Samples.Slices}", header);
            Assert.Contains($"Spacing = {spacing}", header);
            Assert.Contains(name == "nm" ? "0.0000 0.0000 -1.0000" : "0.0000 0.0000 1.0000", header);
        }
    }

    [Fact]
    public void Plastimatch_fills_the_contours_to_the_pixels_inside()
    {
        string dose = Write("dose16", Samples.RtDose(16).ToDataSet()), masks = Path.Combine(_folder, "masks");
        if (Tool.Run("plastimatch", "convert", "--input", Write("struct", Samples.RtStruct().ToDataSet()), "--output-prefix", masks,
            "--fixed", dose) is null)
        {
            ReferenceData.Skipped(nameof(Plastimatch_fills_the_contours_to_the_pixels_inside), "no plastimatch");
            return;
        }
        string statistics = Tool.Run("plastimatch", "stats", Path.Combine(masks, "kidney_left.mha"))!.Value.Output;
        string[] words = statistics.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double voxels = Number(words[Array.IndexOf(words, "NONZERO") + 1]);
        // Six slices of those pixels whose centre lies in the circle; the polygon of 48 corners may lose one at its edge in each.
        int inside = Enumerable.Range(0, Samples.Columns).Sum(c => Enumerable.Range(0, Samples.Rows)
            .Count(r => Math.Pow(-40 + 4.5 * c, 2) + Math.Pow(-30.5 + 4 * r, 2) < 14 * 14));
        Assert.InRange(voxels, 6 * (inside - 1), 6 * inside);
    }

    private string Write(string name, DicomDataSet set)
    {
        string path = Path.Combine(_folder, name + ".dcm");
        File.WriteAllBytes(path, DicomWriter.Write(set));
        return path;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

using System.Text.Json;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli.Tests;

/// <summary><c>dosimetry import</c>, <c>suv</c> and <c>quantify</c> as a user runs them, on DICOM made here.</summary>
public sealed class ImportVerbTests : IDisposable
{
    private readonly Patient _patient = new();

    public void Dispose() => _patient.Dispose();

    [Fact]
    public void Import_prints_series_with_place_unit_and_time_and_keeps_the_volumes()
    {
        _patient.With([.. Patient.Ct(), .. Patient.Pet(), Patient.Nm()]);
        JsonElement document = Cli.Json("import", _patient.Source, "--out", _patient.Output);
        JsonElement spect = document.GetProperty("series")[2];
        Assert.Equal(("NM", "counts", "1"), (spect.GetProperty("modality").GetString(), spect.GetProperty("quantity").GetString(), spect.GetProperty("unit").GetString()));
        Assert.Equal([5, 4, 6], spect.GetProperty("size").EnumerateArray().Select(v => v.GetInt32()));
        Assert.Equal([2.5, 2, 3], spect.GetProperty("spacing_mm").EnumerateArray().Select(v => v.GetDouble()));
        Assert.Equal(16, spect.GetProperty("affine").GetArrayLength());
        Assert.Equal(Patient.Scan, spect.GetProperty("time").GetDateTime());
        Assert.Equal(JsonValueKind.Array, document.GetProperty("findings").ValueKind);
        Assert.True(File.Exists(Path.Combine(_patient.Output, "import.json")));
    }

    [Fact]
    public void Import_without_out_leaves_nothing_behind()
    {
        _patient.With(Patient.Ct());
        string[] before = Directory.GetDirectories(Path.GetTempPath(), "dosimetry-import-*");
        Assert.Equal(1, Cli.Json("import", _patient.Source).GetProperty("series").GetArrayLength());
        Assert.Empty(Directory.GetDirectories(Path.GetTempPath(), "dosimetry-import-*").Except(before));
    }

    [Theory]
    [InlineData(false, "IMPORT.EMPTY")]
    [InlineData(true, "IMPORT.NOTHING_USABLE")]
    public void An_empty_folder_and_a_text_file_end_with_3_and_the_reason(bool text, string code)
    {
        if (text) _patient.AddBytes("Dear colleague"u8.ToArray(), "letter.txt");
        (int exit, string output, string error) = Cli.Run("import", _patient.Source, "--json");
        Assert.Equal(3, exit);
        Assert.Contains(code, output, StringComparison.Ordinal);
        Assert.NotEmpty(error);
        Assert.Equal(2, Cli.Run("import").Code);
    }

    [Fact]
    public void Suv_gives_factor_reference_time_and_the_range_inside_a_mask()
    {
        _patient.With(Patient.Pet());
        Cli.Json("import", _patient.Source, "--out", _patient.Output);
        Volume<ActivityConcentration> stored = NiftiFile.Read<ActivityConcentration>(Path.Combine(_patient.Output, "pet-1.nii.gz"));
        string mask = Path.Combine(_patient.Root, "mask.nii.gz"), written = Path.Combine(_patient.Root, "suv.nii.gz");
        NiftiFile.Write(mask, stored.Map<Dimensionless>(v => v > 500 ? 1 : 0));
        JsonElement suv = Cli.Json("suv", _patient.Source, "--mask", mask, "--out", written);
        double factor = 82_000 / (150e6 * Math.Pow(2, -3600 / 4057.7));
        Assert.Equal(1, suv.GetProperty("factor").GetDouble() / factor, 1e-9);
        foreach (string key in (string[])["min", "median", "max"]) Assert.Equal(1, suv.GetProperty(key).GetDouble() / (Patient.Mark * factor), 1e-4);
        Assert.Equal(Patient.Scan, suv.GetProperty("referenceTime").GetDateTime());
        Assert.Equal(1, NiftiFile.Read<Suv>(written).Values.Max() / (Patient.Mark * factor), 1e-4);
    }

    [Fact]
    public void Suv_refuses_by_all_its_reasons()
    {
        _patient.With([.. Patient.Pet().Select(s => s.Remove(DicomTags.PatientWeight).Set(DicomTags.CorrectedImage, "DECY"))]);
        (int exit, _, string error) = Cli.Run("suv", _patient.Source);
        Assert.Equal(3, exit);
        Assert.Contains("attenuation", error, StringComparison.Ordinal);
        Assert.Contains("weight", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Quantify_gives_the_total_and_warns_of_a_wrong_number_of_heads()
    {
        _patient.With(Patient.Nm());
        string good = _patient.AddBytes("""{"sensitivity_cps_per_MBq": 9.2, "perHead": true, "heads": 2, "relSigma": 0.03}"""u8.ToArray(), "../good.json");
        string bad = _patient.AddBytes("""{"sensitivity_cps_per_MBq": 9.2, "perHead": true, "heads": 1, "relSigma": 0.03}"""u8.ToArray(), "../bad.json");
        JsonElement document = Cli.Json("quantify", _patient.Source, "--calibration", good);
        Assert.Equal(1, document.GetProperty("total_MBq").GetDouble() / (1000 / (9.2 * 2400)), 1e-6);
        Assert.Equal(9.2, document.GetProperty("calibration").GetProperty("sensitivity_cps_per_MBq").GetDouble());
        Assert.Contains("CALIBRATE.HEADS_DIFFER", Cli.Json("quantify", _patient.Source, "--calibration", bad).GetProperty("findings").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Quantify_refuses_an_image_that_does_not_say_what_was_given()
    {
        _patient.With(Patient.Nm().Remove(DicomTags.RadiopharmaceuticalInformationSequence));
        string calibration = _patient.AddBytes("""{"sensitivity_cps_per_MBq": 9.2, "perHead": true, "heads": 2}"""u8.ToArray(), "../c.json");
        (int exit, string output, string error) = Cli.Run("quantify", _patient.Source, "--calibration", calibration, "--json");
        Assert.Equal(3, exit);
        Assert.Contains("QUANTIFY.NUCLIDE_MISSING", output, StringComparison.Ordinal);
        Assert.Contains("radionuclide", error, StringComparison.Ordinal);
    }
}

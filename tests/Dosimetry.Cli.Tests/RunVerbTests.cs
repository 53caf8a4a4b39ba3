using System.Text.Json;
using Dosimetry.Dicom.Objects;
using Dosimetry.Dicom.Reading;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli.Tests;

/// <summary><c>dosimetry run</c> from DICOM to report, on a patient whose answer is known by hand.</summary>
public sealed class RunVerbTests : IDisposable
{
    private readonly SmallPatient _patient = new();

    public void Dispose() => _patient.Dispose();

    private static JsonElement Region(JsonElement document, string name) => document.GetProperty("regions").EnumerateArray().Single(r => r.GetProperty("name").GetString() == name);

    [Fact]
    public void The_whole_job_gives_the_dose_computed_by_hand_and_every_file()
    {
        string folder = _patient.File("out");
        JsonElement document = Cli.Json("run", "--case", _patient.Case(c => c with
        {
            Blood = new() { Samples = [new(0.5, 60), new(24, 3), new(96, 0.5)] }, Uncertainty = new() { SpectFwhm_mm = 8 },
        }), "--out", folder);
        JsonElement kidney = Region(document, "kidney_left");
        const double volume_ml = SmallPatient.KidneyVoxels * 0.125;
        double tia_MBq_h = SmallPatient.KidneyActivity_MBq * SmallPatient.EffectiveHalfLife_h / Math.Log(2);
        double mass_g = kidney.GetProperty("mass_g").GetDouble();
        Assert.Equal(volume_ml, kidney.GetProperty("volume_ml").GetDouble(), 1e-3 * volume_ml);
        Assert.InRange(mass_g / volume_ml, 1.0, 1.1);
        Assert.Equal(tia_MBq_h, kidney.GetProperty("tia_MBq_h").GetDouble(), 2e-3 * tia_MBq_h);
        // Local deposition: 147.9 keV of electrons per decay stay in the voxel; one MBq·h is 3.6e9 decays.
        double dose_Gy = tia_MBq_h * 3.6e9 * 147.9 * Energy.JoulePerKeV / (mass_g / 1000);
        Assert.Equal(dose_Gy, kidney.GetProperty("meanDose_Gy").GetDouble(), 0.01 * dose_Gy);
        Assert.True(kidney.GetProperty("bed_Gy").GetDouble() > dose_Gy);
        foreach (string stage in (string[])["import", "calibrate", "register", "segment", "kinetics", "dose", "evaluate"]) Assert.True(document.GetProperty("timings_s").TryGetProperty(stage, out _), stage);
        foreach (string file in (string[])["result.json", "report.html", "rtdose.dcm", "rtdose-16bit.dcm", "rtstruct.dcm", "rtplan.dcm", "dvh.csv", "regions.csv", "dose.nii.gz", "labels.nii.gz", "kinetics.json", "regions.json", "engines.json"])
            Assert.True(System.IO.File.Exists(Path.Combine(folder, file)), file);
        Assert.DoesNotContain("<b>patient</b>", System.IO.File.ReadAllText(Path.Combine(folder, "report.html")));
        Exported(folder, document);
        Uncertain(folder, document, kidney);
    }

    /// <summary>The budget adds up to the stated uncertainty, the histogram has its band, and the blood samples their marrow dose.</summary>
    private static void Uncertain(string folder, JsonElement document, JsonElement kidney)
    {
        JsonElement budget = kidney.GetProperty("budget");
        double variance = budget.GetProperty("components").EnumerateArray().Sum(c => Math.Pow(c.GetProperty("relSigma").GetDouble(), 2));
        Assert.Equal(Math.Sqrt(variance) * kidney.GetProperty("meanDose_Gy").GetDouble(), kidney.GetProperty("meanSigma_Gy").GetDouble(), 1e-9);
        Assert.InRange(1, kidney.GetProperty("interval").GetProperty("lowFactor").GetDouble(), kidney.GetProperty("interval").GetProperty("highFactor").GetDouble());
        Assert.Contains("region,dose_Gy,volume_fraction,volume_fraction_low,volume_fraction_high", System.IO.File.ReadLines(Path.Combine(folder, "dvh.csv")));
        JsonElement marrow = document.GetProperty("marrow");
        Assert.Equal(document.GetProperty("blood").GetProperty("chosen").GetProperty("tia_MBq_h").GetDouble() * 3.6 * 1170 * 1.15e-5 / 1000, marrow.GetProperty("selfDose_Gy").GetDouble(), 1e-9);
        Assert.Contains("Red marrow from blood samples", System.IO.File.ReadAllText(Path.Combine(folder, "report.html")));
        Assert.DoesNotContain(document.GetProperty("findings").EnumerateArray(), f => f.GetProperty("code").GetString() == "UNCERTAINTY.ASSUMED" && f.GetProperty("text").GetString()!.Contains("SPECT"));
    }

    /// <summary>The exported dose holds what the document says, in the frame of the input.</summary>
    private static void Exported(string folder, JsonElement document)
    {
        RtDose dose = RtDose.Of(DicomReader.Read(System.IO.File.OpenRead(Path.Combine(folder, "rtdose.dcm"))).DataSet);
        Assert.Equal(Dosimetry.Dicom.Writing.DicomUid.From("small", "frame"), dose.Header.Series.FrameOfReferenceUid);
        Assert.Equal(Region(document, "kidney_left").GetProperty("meanDose_Gy").GetDouble(), dose.Dvhs[0].Mean!.Value, 1e-6);
        Assert.Equal("SMALL", dose.Header.Patient.Id);
    }

    [Fact]
    public void Two_runs_differ_in_times_only()
    {
        string @case = _patient.Case();
        JsonElement first = Cli.Json("run", "--case", @case, "--out", _patient.File("one")), second = Cli.Json("run", "--case", @case, "--out", _patient.File("two"));
        Assert.Equal(first.GetProperty("contentHash").GetString(), second.GetProperty("contentHash").GetString());
        Assert.Equal(first.GetProperty("regions").GetRawText(), second.GetProperty("regions").GetRawText());
    }

    [Fact]
    public void Inputs_may_be_named_part_by_part()
    {
        string @case = _patient.Case(c => c with { Inputs = new() { Ct = new(Path.Combine(_patient.Dicom, "ct-05.dcm")), Spect = [new("dicom/nm-0.dcm"), new("dicom/nm-1.dcm"), new("dicom/nm-2.dcm")] } });
        JsonElement document = Cli.Json("run", "--case", @case, "--out", _patient.File("parts"));
        Assert.Equal(3, document.GetProperty("scans").EnumerateArray().Count(s => s.GetProperty("role").GetString() == "SPECT"));
        Assert.Contains(document.GetProperty("findings").EnumerateArray(), f => f.GetProperty("code").GetString() == "CASE.NO_REGIONS");
    }

    [Fact]
    public void Counts_without_a_sensitivity_are_refused_with_the_cure()
    {
        (int exit, string output, string error) = Cli.Run("run", _patient.Dicom, "--out", _patient.File("refused"), "--json");
        Assert.Equal(3, exit);
        Assert.Contains("CASE.NO_CALIBRATION", output);
        Assert.Contains("calibration.sensitivity_cps_per_MBq", error);
    }

    [Theory]
    [InlineData("--demo", "--case", "x.json")]
    [InlineData()]
    public void Exactly_one_input_is_named(params string[] inputs) => Assert.Equal(2, Cli.Run(["run", .. inputs, "--out", _patient.File("none")]).Code);

    [Fact]
    public void A_series_that_is_not_there_is_refused_with_those_that_are()
    {
        (int exit, _, string error) = Cli.Run("run", "--case", _patient.Case(c => c with { Inputs = c.Inputs with { Ct = new("ct-9") } }), "--out", _patient.File("x"));
        Assert.Equal(3, exit);
        Assert.Contains("spect-1 (NM)", error);
    }

    [Fact]
    public void Validate_without_reference_runs_what_it_can_and_names_the_rest()
    {
        JsonElement document = Cli.Json("validate", "--only", "analytic");
        Assert.Equal(0, document.GetProperty("failed").GetInt32());
        foreach (string key in (string[])["name", "measured", "reference", "tolerance", "unit", "pass", "source"]) Assert.True(document.GetProperty("checks")[0].TryGetProperty(key, out _), key);
        Assert.Equal(2, Cli.Run("validate", "--only", "no-such-group").Code);
    }
}

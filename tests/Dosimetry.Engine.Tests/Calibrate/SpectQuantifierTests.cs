using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine.Tests.Calibrate;

public sealed class SpectQuantifierTests : IDisposable
{
    private static readonly Duration HalfLife = Duration.FromSeconds(574_300.8);
    private static readonly Administration Given = new("Lu-177", "PSMA-617", Activity.FromMBq(7400), Patient.Injection);

    private readonly Patient _patient = new();

    public void Dispose() => _patient.Dispose();

    private QuantifiedStudy Quantify(SpectCalibration calibration, Administration? given = null) =>
        Calibrator.Quantify(_patient.Import(), given ?? Given, calibration, HalfLife);

    /// <summary>1000 counts in 1200 s per head: c = C / (S · t · N) / V with V = 2.5 · 2 · 3 mm³.</summary>
    [Theory]
    [InlineData(true, 2, 1000 / (9.2 * 1200 * 2) / 0.015 * 1e6)]
    [InlineData(false, null, 1000 / (9.2 * 1200) / 0.015 * 1e6)]
    public void Counts_become_activity_by_sensitivity_time_and_heads(bool perHead, int? heads, double expected_Bq_per_ml)
    {
        _patient.With(Patient.Nm());
        QuantifiedScan scan = Assert.Single(Quantify(new SpectCalibration(9.2, perHead, heads, 0.03)).Spect);
        Assert.Equal(1, scan.Activity.Values.Max() / expected_Bq_per_ml, 1e-6);
        Assert.Equal(0.03, scan.RelSigma);
    }

    [Fact]
    public void Activity_belongs_to_the_moment_of_its_mean_unless_decay_was_corrected_to_the_start()
    {
        _patient.With(Patient.Nm());
        Assert.InRange((Assert.Single(Quantify(new SpectCalibration(9.2, true, 2, 0)).Spect).Time - Patient.Scan).TotalSeconds, 599.5, 600);
        using Patient corrected = new();
        corrected.With(Patient.Nm().Set(Dosimetry.Dicom.Dictionary.DicomTags.CorrectedImage, "ATTN", "DECY"));
        Assert.Equal(Patient.Scan, Calibrator.Quantify(corrected.Import(), Given, new SpectCalibration(9.2, true, 2, 0), HalfLife).Spect[0].Time);
    }

    [Fact]
    public void A_duration_in_the_calibration_wins()
    {
        _patient.With(Patient.Nm());
        double half = Quantify(new SpectCalibration(9.2, true, 2, 0, Duration_s: 2400)).Spect[0].Activity.Values.Max();
        Assert.Equal(1000 / (9.2 * 2400 * 2) / 0.015 * 1e6, half, 1e-3 * half);
    }

    [Fact]
    public void Another_nuclide_than_the_administered_is_an_error()
    {
        _patient.With(Patient.Nm());
        Assert.Contains(Quantify(new SpectCalibration(9.2, true, 2, 0), Given with { Nuclide = "Tb-161" }).Findings, f => f is { Code: "CALIBRATE.NUCLIDE_DIFFERS", Severity: Severity.Error });
    }

    [Fact]
    public void CT_and_PET_come_with_the_study()
    {
        _patient.With([.. Patient.Ct(), .. Patient.Pet(), Patient.Nm()]);
        QuantifiedStudy study = Quantify(new SpectCalibration(9.2, true, 2, 0));
        Assert.Equal(Patient.Mark, study.Ct!.Values.Max());
        Assert.Equal(Patient.Scan, study.Pet!.ReferenceTime);
        Assert.Equal(23.66, study.Spect[0].AfterInjection.Hours, 0.01);
    }

    [Theory]
    [InlineData("""{"sensitivity_cps_per_MBq": 9.2, "perHead": true}""", "CALIBRATE.HEADS_MISSING")]
    [InlineData("""{"sensitivity_cps_per_MBq": 0, "perHead": false}""", "CALIBRATE.SENSITIVITY")]
    [InlineData("""{"sensitivity_cps_per_MBq": 9.2, "perHead": true, "heads": 2, "relSigma": 3}""", "CALIBRATE.SIGMA")]
    [InlineData("""{"sensitivity_cps_per_MBq": 9.2, "perHead": true, "heads": 2, "duration_s": -1}""", "CALIBRATE.DURATION")]
    [InlineData("9.2", "CALIBRATE.FILE")]
    public void A_calibration_that_cannot_be_used_is_refused_by_name(string json, string code)
    {
        string file = _patient.AddBytes(System.Text.Encoding.UTF8.GetBytes(json), "c.json");
        Assert.Equal(code, Assert.Throws<RefusedException>(() => CalibrationFile.Read(file)).Finding.Code);
    }

    [Fact]
    public void The_calibration_of_the_contract_is_read()
    {
        string file = _patient.AddBytes("""{"sensitivity_cps_per_MBq": 9.2, "perHead": true, "heads": 2, "relSigma": 0.03}"""u8.ToArray(), "c.json");
        Assert.Equal(new SpectCalibration(9.2, true, 2, 0.03), CalibrationFile.Read(file));
    }
}

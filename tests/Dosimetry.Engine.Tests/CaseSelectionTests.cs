using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine.Tests;

/// <summary>What a run uses when nobody said it: from the images, from a default, or refused; never silently.</summary>
public class CaseSelectionTests
{
    private static readonly NuclideLibrary Nuclides = new(Path.Combine(AppContext.BaseDirectory, "data", "physics", "nuclides"));
    private static readonly DateTime Injected = new(2026, 3, 2, 9, 0, 0);

    private static ImportedSeries Spect(string id, double? activity_MBq = 7400, bool quantitative = false) => Series(id, "NM") with
    {
        Nm = new NmAcquisition("Lu-177", activity_MBq, Injected, 20, 60, 2, 1200, true, quantitative),
    };

    private static ImportedSeries Series(string id, string modality) =>
        new(id, modality, modality == "CT" ? CtNumber.Name : "counts", "1", id + ".nii.gz", [1, 1, 1], [1, 1, 1], Affine.Diagonal(new(1, 1, 1), default).ToRowMajor(), "1." + id.Length, "1.2", "1.3", id, Injected, 1);

    private static ImportedStudy Study(params ImportedSeries[] series) => new("folder", new ImportedPatient("P", null, null, null, null, null), series, [], []);

    private static CaseSelection Choose(CaseDescription description, ImportedStudy study) => CaseSelection.Choose(description, study, Nuclides, []);

    private static readonly CaseCalibration Calibration = new() { Sensitivity_cps_per_MBq = 9.2, PerHead = true, Heads = 2, RelSigma = 0.03 };

    [Fact]
    public void What_the_images_say_is_used_and_each_value_is_a_finding()
    {
        CaseSelection chosen = Choose(new CaseDescription { Calibration = Calibration }, Study(Spect("spect-1"), Series("ct-1", "CT")));
        Assert.Equal((7400, Injected, "Lu-177"), (chosen.Administration.NetActivity.MBq, chosen.Administration.Time, chosen.Administration.Nuclide));
        Assert.Equal("voxel-s", chosen.Engine);
        foreach (string code in (string[])["CASE.NUCLIDE_FROM_IMAGES", "CASE.ACTIVITY_FROM_IMAGES", "CASE.INJECTION_TIME_FROM_IMAGES", "CASE.DEFAULT_ENGINE", "CASE.SPECT_BY_MODALITY", "CASE.NO_REGIONS"])
            Assert.Contains(chosen.Findings, f => f.Code == code);
    }

    [Fact]
    public void What_the_case_says_wins_without_a_finding()
    {
        var said = new CaseDescription
        {
            Calibration = Calibration with { Resolution_mm = 12 }, Protocol = new CaseProtocol { Engine = "local" },
            Radiopharmaceutical = new CaseRadiopharmaceutical { Nuclide = "Lu-177", Activity_MBq = 6800, InjectionTime = Injected.AddHours(-1) }, Inputs = new CaseInputs { Spect = [new CaseInput("spect-2")] },
        };
        CaseSelection chosen = Choose(said, Study(Spect("spect-1"), Spect("spect-2")));
        Assert.Equal((6800, Injected.AddHours(-1)), (chosen.Administration.NetActivity.MBq, chosen.Administration.Time));
        Assert.Equal("spect-2", Assert.Single(chosen.Study.Series).Id);
        Assert.Equal(["CASE.SERIES_LEFT_OUT", "CASE.NO_REGIONS"], chosen.Findings.Select(f => f.Code));
    }

    [Theory]
    [InlineData("CASE.NO_SPECT")]
    [InlineData("CASE.NO_ACTIVITY")]
    [InlineData("CASE.NO_CALIBRATION")]
    [InlineData("CASE.NO_SUCH_SERIES")]
    [InlineData("CASE.NO_SUCH_STRUCTURES")]
    public void What_has_no_default_is_refused(string code)
    {
        RefusedException refused = Assert.Throws<RefusedException>(() => code switch
        {
            "CASE.NO_SPECT" => Choose(new CaseDescription(), Study(Series("ct-1", "CT"))),
            "CASE.NO_ACTIVITY" => Choose(new CaseDescription { Calibration = Calibration }, Study(Spect("spect-1", 7400), Spect("spect-2", 7300))),
            "CASE.NO_CALIBRATION" => Choose(new CaseDescription(), Study(Spect("spect-1"))),
            "CASE.NO_SUCH_SERIES" => Choose(new CaseDescription { Inputs = new CaseInputs { Ct = new CaseInput("ct-7") } }, Study(Spect("spect-1"))),
            _ => Choose(new CaseDescription { Calibration = Calibration, Regions = new CaseRegions { Source = "rtstruct-7" } }, Study(Spect("spect-1"))),
        });
        Assert.Equal(code, refused.Finding.Code);
    }

    [Fact]
    public void A_volume_without_header_is_a_time_point_where_the_case_says_when()
    {
        var said = new CaseDescription
        {
            Radiopharmaceutical = new CaseRadiopharmaceutical { Nuclide = "Lu-177", Activity_MBq = 7400, InjectionTime = Injected }, Inputs = new CaseInputs { Spect = [new CaseInput("nifti-1", 24)] },
        };
        ImportedSeries spect = Assert.Single(Choose(said, Study(Series("nifti-1", "NIFTI") with { Quantity = ActivityConcentration.Name, AcquisitionTime = null })).Study.Series);
        Assert.Equal(Injected.AddHours(24), spect.AcquisitionTime);
        Assert.True(spect.Nm!.AlreadyQuantitative);
    }

    [Fact]
    public void Images_in_Bq_per_ml_need_no_sensitivity() => Assert.Equal(0.05, Choose(new CaseDescription(), Study(Spect("spect-1", quantitative: true))).Calibration.RelSigma);
}

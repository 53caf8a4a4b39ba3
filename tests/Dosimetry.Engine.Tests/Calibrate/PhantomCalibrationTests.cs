using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.TestSupport;

namespace Dosimetry.Engine.Tests.Calibrate;

/// <summary>A factor measured on a scan gives back the assay when it is applied to that scan.</summary>
public sealed class PhantomCalibrationTests
{
    private static readonly Duration HalfLife = Duration.FromHours(159.528);

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(-5)]
    public void The_measured_factor_gives_the_assay_back(double hoursBefore)
    {
        using Patient patient = new Patient().With(Patient.Nm());
        ImportedStudy study = patient.Import();
        ImportedSeries scan = study.Series.Single();
        DateTime assayed = scan.AcquisitionTime!.Value.AddHours(-hoursBefore);
        SpectCalibration factor = PhantomCalibration.Of(study, scan, new PhantomAssay(Activity.FromMBq(500), assayed, 0.02), HalfLife, []);
        Administration given = new("Lu-177", null, Activity.FromMBq(500), assayed.AddHours(-10));
        QuantifiedScan again = SpectQuantifier.Quantify(study, scan, factor, given, HalfLife, []);
        double expected_MBq = 500 * Math.Pow(2, -(again.Time - assayed).TotalHours / HalfLife.Hours);
        Assert.Equal(expected_MBq, Plausibility.Total(again.Activity).MBq, 1e-4 * expected_MBq);
        Assert.Equal(Math.Sqrt(0.02 * 0.02 + 1 / NiftiFile.Read<CountsPerVoxel>(Path.Combine(study.Folder, scan.File)).Sum()), factor.RelSigma, 9);
    }

    [Fact]
    public void Dead_time_raises_the_activity_by_its_factor()
    {
        using Patient patient = new Patient().With(Patient.Nm());
        ImportedStudy study = patient.Import();
        ImportedSeries scan = study.Series.Single();
        Administration given = new("Lu-177", null, Activity.FromMBq(7400), scan.AcquisitionTime!.Value.AddHours(-4));
        SpectCalibration factor = new(9, true, 2, 0.03);
        double Total(SpectCalibration c) => Plausibility.Total(SpectQuantifier.Quantify(study, scan, c, given, HalfLife, []).Activity).MBq;
        Assert.Equal(1.07 * Total(factor), Total(factor with { DeadTimeFactor = 1.07 }), 1e-5 * Total(factor));
        Assert.Equal("CALIBRATE.DEAD_TIME", Assert.Throws<RefusedException>(() => Total(factor with { DeadTimeFactor = 0.9 })).Finding.Code);
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        using Patient patient = new Patient().With(Patient.Ct()).With(Patient.Nm());
        ImportedStudy study = patient.Import();
        ImportedSeries spect = study.Series.Single(s => s.Nm is not null), ct = study.Series.Single(s => s.Nm is null);
        string Code(ImportedSeries of, double mbq, double sigma) => Assert.Throws<RefusedException>(
            () => PhantomCalibration.Of(study, of, new PhantomAssay(Activity.FromMBq(mbq), Patient.Scan, sigma), HalfLife, [])).Finding.Code;
        Assert.Equal("CALIBRATE.NOT_COUNTS", Code(ct, 500, 0.02));
        Assert.Equal("CALIBRATE.ASSAY", Code(spect, 0, 0.02));
        Assert.Equal("CALIBRATE.ASSAY", Code(spect, 500, 1.5));
    }
}

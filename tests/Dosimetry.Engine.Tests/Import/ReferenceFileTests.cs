using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.TestSupport;

namespace Dosimetry.Engine.Tests.Import;

/// <summary>Public files made by others (not part of the repository; see ReferenceData).</summary>
public sealed class ReferenceFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private ImportedStudy? Import(params string[] parts)
    {
        if (ReferenceData.Path(["dicom", .. parts]) is { } path) return StudyImporter.CreateDefault().Import(path, _folder.File("out"));
        ReferenceData.Skipped(string.Join('/', parts), "reference files are not beside the repository");
        return null;
    }

    /// <summary>IBSI-SUV digital reference objects: 0.20 / 1.00 / 4.00 in the mask; the minimum is rounded in their pixels.</summary>
    [Theory]
    [InlineData("0_0", null)]
    [InlineData("1_0", null)]
    [InlineData("2_0", null)]
    [InlineData("2_1", "PET.SUV_TYPE_CONVERTED")]
    [InlineData("2_4", "PET.PHILIPS_SCALE")]
    [InlineData("3_0", "PET.ACTIVITY_IN_MBQ")]
    [InlineData("3_1", null)]
    [InlineData("3_2", "PET.REFERENCE_TIME_AMBIGUOUS")]
    [InlineData("4_1", "PET.INJECTION_DATE_ASSUMED")]
    [InlineData("5_0", null)]
    public void SUV_reference_objects_give_their_nominal_values(string name, string? finding)
    {
        if (Import("pet-suv-dro", $"DRO_{name}.zip") is not { } study) return;
        ImportedSeries pet = study.Series.Single(s => s.Modality == "PT"), mask = study.Series.Single(s => s.Modality == "NIFTI");
        float[] suv = [.. Values(pet).Zip(Values(mask)).Where(v => v.Second > 0.5).Select(v => (float)(v.First * pet.Pet!.SuvFactor!.Value)).Order()];
        Assert.Equal(0.20, suv[0], 0.004);
        Assert.Equal(1.00, suv[suv.Length / 2], 0.01);
        Assert.Equal(4.00, suv[^1], 0.04);
        if (finding is not null) Assert.Contains(study.Findings, f => f.Code == finding);
    }

    /// <summary>
    /// Truth of an authored volume. The total is compared with the counts the file states (rounded to whole counts: +0.14 % against the activity before
    /// rounding); sphere centres by centroid, concentrations in an inner sphere.
    /// </summary>
    [Fact]
    public void The_authored_SPECT_gives_its_total_its_centres_and_its_concentrations()
    {
        if (Import("nm", "authored-01-dualhead-counts.dcm") is not { } study) return;
        List<Finding> findings = [];
        Administration administration = new("Lu-177", "PSMA-617", Activity.FromMBq(7412.5), new DateTime(2026, 3, 9, 10, 15, 30));
        QuantifiedScan scan = SpectQuantifier.Quantify(study, study.Series[0], new SpectCalibration(9.2, true, 2, 0.03), administration, Duration.FromSeconds(574_344), findings);
        Assert.Equal(1, Plausibility.Total(scan.Activity).MBq / (12_610_849 / (9.2 * 2400)), 1e-5);
        Assert.Equal(1, Plausibility.Total(scan.Activity).MBq / 570.3319, 0.002);
        foreach ((Vector3D lps, double radius_mm, double expected) in (ReadOnlySpan<(Vector3D, double, double)>)
            [(new(-62, 18, -40), 28, 9e5), (new(70, 25, -35), 28, 8.5e5), (new(15, -48, 60), 14, 2.5e6)])
        {
            Vector3D centre = new(-lps.X, -lps.Y, lps.Z);
            Assert.Equal(1, Mean(scan.Activity, centre, radius_mm / 2) / expected, 0.01);
            Assert.True((Centroid(scan.Activity, centre, radius_mm * 1.4, expected / 2) - centre).Length < 2.4, $"centre {centre}");
        }
        Assert.DoesNotContain(findings, f => f.Severity > Severity.Info);
    }

    [Fact]
    public void The_heart_of_1993_is_read_and_says_what_it_lacks()
    {
        if (Import("nm", "dcm4che-NM-MONO2-16-13x-heart.dcm") is not { } study) return;
        ImportedSeries heart = Assert.Single(study.Series);
        Assert.Equal((new DateTime(1993, 11, 24, 9, 53, 0), (double?)null, (string?)null), (heart.AcquisitionTime!.Value, heart.Nm!.Duration_s, heart.Nm.Nuclide));
        Assert.Equal(141, Values(heart).Max());
        Assert.Contains(study.Findings, f => f.Code == "NM.GEOMETRY_MISSING");
        Assert.Equal("CALIBRATE.DURATION_MISSING", Assert.Throws<RefusedException>(() => Calibrator.Quantify(
            study, new Administration("Lu-177", null, Activity.FromGBq(7), new DateTime(1993, 11, 24)), new SpectCalibration(9, true, 1, 0), Duration.FromHours(160))).Finding.Code);
    }

    [Fact]
    public void The_uncorrected_GE_slice_is_refused_for_its_correction_its_units_and_its_weight()
    {
        if (Import("pt") is not { } study) return;
        foreach (string code in (string[])["PET.NOT_ATTENUATION_CORRECTED", "PET.UNITS", "PET.WEIGHT_MISSING", "IMPORT.COMPRESSED"])
            Assert.Contains(study.Findings, f => f.Code == code);
    }

    [Theory]
    [InlineData("NEMA-CT1_UNC.dcm")]
    [InlineData("NEMA-CT1_RLE.dcm")]
    public void The_NEMA_CT_has_its_mean_in_every_encoding_read_here(string file)
    {
        if (Import("transfer-syntax", file) is not { } study) return;
        ImportedSeries ct = Assert.Single(study.Series);
        // 152.696 is the mean of stored values; this CT's HU = stored − 1024.
        Assert.Equal(152.696, Values(ct).Average(v => (double)v) + 1024, 5e-4);
    }

    [Theory]
    [InlineData("NEMA-CT1_JPLL.dcm", "JPEG Lossless")]
    [InlineData("NEMA-CT1_JLSL.dcm", "JPEG-LS")]
    [InlineData("NEMA-CT1_J2KR.dcm", "JPEG 2000")]
    public void Other_encodings_are_refused_by_name_without_a_transcoder(string file, string name)
    {
        if (Import("transfer-syntax", file) is not { } study) return;
        Assert.Empty(study.Series);
        Assert.Contains(study.Findings, f => f.Code == "IMPORT.COMPRESSED" && f.Text.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void The_whole_folder_of_odd_and_damaged_files_is_read_without_a_fault()
    {
        if (Import("transfer-syntax") is not { } study) return;
        Assert.NotEmpty(study.Series);
        Assert.Contains(study.Findings, f => f.Code == "IMPORT.TRUNCATED");
    }

    [Theory]
    [InlineData("authored-gaussian-16bit.dcm", 25.0 / 65535)]
    [InlineData("authored-gaussian-32bit.dcm", 1e-5)]
    public void The_authored_dose_follows_its_formula(string file, double step_Gy)
    {
        if (Import("rtdose", file) is not { } study) return;
        Volume<Dose_Gy> dose = NiftiFile.Read<Dose_Gy>(Path.Combine(study.Folder, study.Series[0].File));
        for (int n = 0; n < dose.Values.Length; n += 37)
        {
            (int i, int j, int k) = dose.Grid.Voxel(n);
            Vector3D p = dose.Grid.Affine.Apply(i, j, k) - new Vector3D(2, 2, -2); // centre (−2,−2,−2) in LPS
            Assert.Equal(25 * Math.Exp(-p.Dot(p) / 600), dose.Values[n], step_Gy);
        }
    }

    private float[] Values(ImportedSeries series) => NiftiFile.Read<Dimensionless>(Path.Combine(_folder.File("out"), series.File)).Values;

    private static double Mean(Volume<ActivityConcentration> volume, Vector3D centre, double radius_mm) =>
        Near(volume, centre, radius_mm).Average(v => (double)volume.Values[v.Index]);

    private static Vector3D Centroid(Volume<ActivityConcentration> volume, Vector3D centre, double radius_mm, double threshold)
    {
        var inside = Near(volume, centre, radius_mm).Where(v => volume.Values[v.Index] > threshold).ToList();
        return 1.0 / inside.Count * inside.Aggregate(new Vector3D(), (sum, v) => sum + v.Position);
    }

    private static IEnumerable<(int Index, Vector3D Position)> Near(Volume<ActivityConcentration> volume, Vector3D centre, double radius_mm)
    {
        for (int n = 0; n < volume.Values.Length; n++)
        {
            (int i, int j, int k) = volume.Grid.Voxel(n);
            Vector3D position = volume.Grid.Affine.Apply(i, j, k);
            if ((position - centre).Length < radius_mm) yield return (n, position);
        }
    }
}

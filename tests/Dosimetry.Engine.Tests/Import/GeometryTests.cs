using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Dicom.Objects;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine.Tests.Import;

/// <summary>Where voxels lie: one marked voxel must come out at its place in the patient whatever way the slices are stored.</summary>
public sealed class GeometryTests : IDisposable
{
    private readonly Patient _patient = new();

    public void Dispose() => _patient.Dispose();

    [Fact]
    public void A_CT_is_stored_in_HU_at_its_place()
    {
        ImportedSeries ct = Assert.Single(_patient.With(Patient.Ct()).Import().Series);
        Assert.Equal(("CT", "ctNumber", "HU"), (ct.Modality, ct.Quantity, ct.Unit));
        Assert.Equal([5, 4, 6], ct.Size);
        Assert.Equal([2.5, 2, 3], ct.Spacing_mm);
        Volume<CtNumber> volume = _patient.Volume<CtNumber>(ct);
        Assert.Equal((Patient.Mark, -1000f), (volume.Values.Max(), volume.Values.Min()));
        Patient.AssertNear(Patient.MarkPosition, _patient.Found<CtNumber>(ct));
    }

    [Fact]
    public void Slices_are_ordered_by_place_and_not_by_name_or_number()
    {
        DicomDataSet[] slices = Patient.Ct();
        foreach ((DicomDataSet slice, int n) in slices.Select((s, n) => (s, n))) _patient.Add(slice.Set(DicomTags.InstanceNumber, (double)((n * 5 + 2) % 6)), $"{(n * 7 + 3) % 11:D2}");
        Patient.AssertNear(Patient.MarkPosition, _patient.Found<CtNumber>(_patient.Import().Series[0]));
    }

    [Fact]
    public void Any_orientation_comes_out_where_it_was() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(int, int)>(), angles =>
        {
            using Patient patient = new();
            (double sa, double ca) = Math.SinCos(angles.Item1 * 0.1);
            (double sb, double cb) = Math.SinCos(angles.Item2 * 0.1);
            Lps row = new(ca * cb, sa * cb, -sb), column = new(-sa, ca, 0);
            ImagePlane plane = Patient.Plane with { RowDirection = row, ColumnDirection = column };
            Lps lps = new ImageStack(plane, 3, 6).Position_mm(3) + 2 * 2.5 * row + 2.0 * column;
            ImportedSeries ct = patient.With(Patient.Ct(plane)).Import().Series[0];
            // 16 characters of a decimal string and float32 in the NIfTI header leave a micrometre.
            return (patient.Found<CtNumber>(ct) - new Vector3D(-lps.X, -lps.Y, lps.Z)).Length < 1e-3;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Fact]
    public void A_tilted_gantry_keeps_every_position_and_is_named()
    {
        DicomDataSet[] slices = Patient.Ct();
        for (int k = 0; k < slices.Length; k++) slices[k].Set(DicomTags.ImagePositionPatient, -10.0, -20 + 0.8 * k, 30 + 3.0 * k);
        ImportedStudy study = _patient.With(slices).Import();
        Assert.Contains(study.Findings, f => f.Code == "IMPORT.GANTRY_TILT");
        Patient.AssertNear(Patient.MarkPosition - new Vector3D(0, 2.4, 0), _patient.Found<CtNumber>(study.Series[0]));
    }

    [Fact]
    public void A_missing_slice_is_an_error_and_interpolated()
    {
        DicomDataSet[] slices = Patient.Ct();
        ImportedStudy study = _patient.With([.. slices.Where((_, k) => k != 2)]).Import();
        Assert.Contains(study.Findings, f => f is { Code: "IMPORT.SLICE_MISSING", Severity: Severity.Error });
        Volume<CtNumber> volume = _patient.Volume<CtNumber>(study.Series[0]);
        Assert.Equal([5, 4, 6], study.Series[0].Size);
        Assert.Equal((Patient.Mark - 1000) / 2, volume[2, 1, 2]);
        Patient.AssertNear(Patient.MarkPosition, _patient.Found<CtNumber>(study.Series[0]));
    }

    [Fact]
    public void Uneven_slices_are_not_made_a_volume()
    {
        DicomDataSet[] slices = Patient.Ct();
        slices[4].Set(DicomTags.ImagePositionPatient, -10.0, -20.0, 30 + 4 * 3.0 + 1.2);
        ImportedStudy study = _patient.With(slices).Import();
        Assert.Empty(study.Series);
        Assert.Contains(study.Findings, f => f is { Code: "IMPORT.SPACING_UNEVEN", Severity: Severity.Error });
    }

    [Fact]
    public void A_localizer_and_slices_of_another_orientation_stay_out_of_the_volume()
    {
        ImagePlane coronal = Patient.Plane with { ColumnDirection = new Lps(0, 0, -1) };
        DicomDataSet other = Patient.Ct(coronal)[0].Set(DicomTags.SOPInstanceUID, "1.2.3.4"), scout = Patient.Ct()[0].Set(DicomTags.SOPInstanceUID, "1.2.3.5").Set(DicomTags.ImageType, "ORIGINAL", "PRIMARY", "LOCALIZER");
        ImportedStudy study = _patient.With([.. Patient.Ct(), other, scout]).Import();
        Assert.Equal([5, 4, 6], Assert.Single(study.Series).Size);
        Assert.Contains(study.Findings, f => f.Code == "IMPORT.ORIENTATION_MIXED");
        Assert.Contains(study.Findings, f => f.Code == "IMPORT.LOCALIZER");
    }

    [Fact] // OHIF #4352, #4529, cornerstone3D PR #1285, dcm2niix #885
    public void A_SPECT_with_negative_spacing_is_not_upside_down()
    {
        ImportedStudy study = _patient.With(Patient.Nm(step_mm: -3)).Import();
        Patient.AssertNear(Patient.MarkPosition - new Vector3D(0, 0, 18), _patient.Found<CountsPerVoxel>(study.Series[0]));
        Assert.Contains(study.Findings, f => f.Code == "NM.SPACING_NEGATIVE");
    }

    [Fact] // Slicer #3457, #6773
    public void A_multi_frame_SPECT_has_the_spacing_between_its_slices() =>
        Assert.Equal([2.5, 2, 3], _patient.With(Patient.Nm().Set(DicomTags.SliceThickness, 7.0)).Import().Series[0].Spacing_mm);

    [Fact] // ClearCanvas #209
    public void Orientation_is_read_from_the_detector_information_sequence()
    {
        Lps row = new(0, 1, 0), column = new(0, 0, -1);
        ImportedStudy study = _patient.With(Patient.Nm(plane: Patient.Plane with { RowDirection = row, ColumnDirection = column })).Import();
        Lps at = new Lps(-10, -20, 30) + 3 * 3.0 * row.Cross(column) + 5.0 * row + 2.0 * column;
        Patient.AssertNear(new Vector3D(-at.X, -at.Y, at.Z), _patient.Found<CountsPerVoxel>(study.Series[0]));
    }

    [Fact]
    public void Frames_are_ordered_by_the_slice_vector()
    {
        DicomDataSet nm = Patient.Nm().Set(DicomTags.SliceVector, 6.0, 5, 4, 3, 2, 1);
        ImportedStudy study = _patient.With(nm).Import();
        // Frame 3 now is slice 3 (counted from one), that is k = 2.
        Patient.AssertNear(Patient.MarkPosition - new Vector3D(0, 0, 3), _patient.Found<CountsPerVoxel>(study.Series[0]));
        Assert.Contains(study.Findings, f => f.Code == "NM.FRAMES_REORDERED");
    }

    [Fact]
    public void A_slice_vector_with_repeats_is_refused()
    {
        ImportedStudy study = _patient.With(Patient.Nm().Set(DicomTags.SliceVector, 1.0, 2, 3, 1, 2, 3)).Import();
        Assert.Empty(study.Series);
        Assert.Contains(study.Findings, f => f.Code == "NM.SLICE_VECTOR");
    }

    [Fact]
    public void Different_frames_of_reference_are_named()
    {
        ImportedStudy study = _patient.With([.. Patient.Ct(frame: "other"), Patient.Nm()]).Import();
        Assert.Contains(study.Findings, f => f.Code == "IMPORT.FRAME_OF_REFERENCE_DIFFERS");
    }

    [Fact]
    public void A_PET_larger_than_its_CT_is_named()
    {
        ImportedStudy study = _patient.With([.. Patient.Ct(Patient.Plane with { ColumnSpacing_mm = 0.5 }), .. Patient.Pet()]).Import();
        Assert.Contains(study.Findings, f => f.Code == "IMPORT.FIELD_LARGER_THAN_CT");
    }
}

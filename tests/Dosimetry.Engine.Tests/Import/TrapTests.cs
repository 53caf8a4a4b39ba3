using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Dicom.Objects;
using Dosimetry.Dicom.Writing;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine.Tests.Import;

/// <summary>Traps other programs fell into, and bad input: each becomes a finding with a code, never a silent fix.</summary>
public sealed class TrapTests : IDisposable
{
    private readonly Patient _patient = new();

    public void Dispose() => _patient.Dispose();

    private static bool Has(ImportedStudy study, string code, Severity severity = Severity.Info) => study.Findings.Any(f => f.Code == code && f.Severity >= severity);

    [Fact]
    public void A_PET_is_stored_in_Bq_per_ml_with_its_SUV_factor()
    {
        ImportedSeries pet = Assert.Single(_patient.With(Patient.Pet()).Import().Series);
        Assert.Equal(("PT", "activityConcentration", "Bq/ml"), (pet.Modality, pet.Quantity, pet.Unit));
        Assert.Equal("Ga-68", pet.Pet!.Nuclide);
        Assert.Equal(Patient.Scan, pet.Pet.ReferenceTime);
        Assert.Equal(82_000 / (150e6 * Math.Pow(2, -3600 / 4057.7)), pet.Pet.SuvFactor!.Value, 1e-9);
        Patient.AssertNear(Patient.MarkPosition, _patient.Found<ActivityConcentration>(pet));
        // Slopes differ from slice to slice: the background of each slice is 10 + k.
        Volume<ActivityConcentration> volume = _patient.Volume<ActivityConcentration>(pet);
        for (int k = 0; k < Patient.Slices; k++) Assert.Equal(10 + k, volume[0, 0, k], 0.02);
    }

    [Fact] // PyTomography #232
    public void The_rescale_slope_of_an_NM_image_is_applied()
    {
        ImportedSeries nm = _patient.With(Patient.Nm().Set(DicomTags.RescaleSlope, 0.25)).Import().Series[0];
        Assert.Equal(Patient.Mark / 4, _patient.Volume<CountsPerVoxel>(nm).Values.Max());
    }

    [Fact]
    public void A_SPECT_states_what_its_quantification_needs()
    {
        ImportedSeries nm = _patient.With(Patient.Nm()).Import().Series[0];
        Assert.Equal(("NM", "counts"), (nm.Modality, nm.Quantity));
        Assert.Equal(new NmAcquisition("Lu-177", 7400, Patient.Injection, 20, 60, 2, 1200, false, false), nm.Nm);
        Assert.Equal(Patient.Scan, nm.AcquisitionTime);
    }

    [Fact] // PyTomography #226
    public void A_SPECT_without_acquisition_time_is_read_with_a_finding()
    {
        ImportedStudy study = _patient.With(Patient.Nm().Remove(DicomTags.AcquisitionDate).Remove(DicomTags.AcquisitionTime)).Import();
        Assert.Single(study.Series);
        Assert.True(Has(study, "NM.ACQUISITION_TIME_MISSING", Severity.Warning));
    }

    [Fact]
    public void Dates_and_times_of_1993_are_read()
    {
        DicomDataSet nm = Patient.Nm().Set(new DicomElement(DicomTags.AcquisitionDate, DicomVr.DA, "1993.11.24"u8.ToArray())).Set(new DicomElement(DicomTags.AcquisitionTime, DicomVr.TM, "09:53:00"u8.ToArray()));
        Assert.Equal(new DateTime(1993, 11, 24, 9, 53, 0), _patient.With(nm).Import().Series[0].AcquisitionTime);
    }

    [Fact] // Slicer forum 5581
    public void Modality_OT_in_an_NM_object_is_read_and_a_dose_of_zero_is_not_used()
    {
        DicomDataSet drug = Patient.Nm().FirstItem(DicomTags.RadiopharmaceuticalInformationSequence)!.Copy().Set(DicomTags.RadionuclideTotalDose, 0.0);
        ImportedStudy study = _patient.With(Patient.Nm().Set(DicomTags.Modality, "OT").Set(DicomTags.RadiopharmaceuticalInformationSequence, drug)).Import();
        Assert.Null(Assert.Single(study.Series).Nm!.InjectedActivity_MBq);
        Assert.True(Has(study, "NM.MODALITY"));
        Assert.True(Has(study, "NM.ACTIVITY_ZERO", Severity.Warning));
    }

    [Theory]
    [InlineData("WHOLE BODY", "NM.PLANAR")]
    [InlineData("STATIC", "NM.PLANAR")]
    [InlineData("TOMO", "NM.PROJECTIONS")]
    [InlineData("RECON GATED TOMO", "NM.GATED")]
    public void What_is_not_a_reconstructed_volume_is_refused_by_name(string type, string code)
    {
        ImportedStudy study = _patient.With(Patient.Nm().Set(DicomTags.ImageType, "ORIGINAL", "PRIMARY", type, "EMISSION")).Import();
        Assert.Empty(study.Series);
        Assert.True(Has(study, code, Severity.Error));
    }

    [Fact]
    public void A_real_world_value_map_to_Bq_per_ml_wins()
    {
        DicomDataSet map = new DicomDataSet().Set(DicomTags.RealWorldValueSlope, 12.5).Set(DicomTags.RealWorldValueIntercept, 0.0)
            .Set(DicomTags.MeasurementUnitsCodeSequence, new DicomDataSet().Set(DicomTags.CodeValue, "Bq/ml").Set(DicomTags.CodingSchemeDesignator, "UCUM"));
        ImportedStudy study = _patient.With(Patient.Nm().Set(DicomTags.RealWorldValueMappingSequence, map)).Import();
        Assert.True(study.Series[0].Nm!.AlreadyQuantitative);
        Assert.Equal(12.5f * Patient.Mark, _patient.Volume<ActivityConcentration>(study.Series[0]).Values.Max());
    }

    [Fact]
    public void A_SPECT_in_PET_objects_is_a_SPECT()
    {
        DicomDataSet[] slices = Patient.Pet();
        DicomDataSet drug = Patient.Nm().FirstItem(DicomTags.RadiopharmaceuticalInformationSequence)!;
        foreach (DicomDataSet slice in slices) slice.Set(DicomTags.RadiopharmaceuticalInformationSequence, drug);
        ImportedSeries series = Assert.Single(_patient.With(slices).Import().Series);
        Assert.Equal(("NM", true, "Lu-177"), (series.Modality, series.Nm!.AlreadyQuantitative, series.Nm.Nuclide));
    }

    [Fact]
    public void A_PET_without_weight_keeps_its_Bq_per_ml()
    {
        ImportedStudy study = _patient.With([.. Patient.Pet().Select(s => s.Remove(DicomTags.PatientWeight))]).Import();
        Assert.Equal("activityConcentration", study.Series[0].Quantity);
        Assert.Null(study.Series[0].Pet!.SuvFactor);
        Assert.True(Has(study, "PET.WEIGHT_MISSING", Severity.Warning));
    }

    [Fact] // z-rad PR #282
    public void A_legacy_converted_enhanced_PET_is_read_frame_by_frame()
    {
        DicomDataSet[] slices = Patient.Pet();
        ImportedStudy study = _patient.With(LegacyConverted(slices)).Import();
        ImportedSeries pet = Assert.Single(study.Series);
        Assert.Equal([5, 4, 6], pet.Size);
        Patient.AssertNear(Patient.MarkPosition, _patient.Found<ActivityConcentration>(pet));
        Assert.Equal(Patient.Mark, _patient.Volume<ActivityConcentration>(pet).Values.Max(), 0.1);
        Assert.NotNull(pet.Pet!.SuvFactor);
    }

    [Fact]
    public void Two_patients_are_an_error_and_nothing_is_lost()
    {
        ImportedStudy study = _patient.With([.. Patient.Ct(), .. Patient.Ct(patient: "P2")]).Import();
        Assert.Equal(2, study.Series.Count);
        Assert.True(Has(study, "IMPORT.PATIENTS_MIXED", Severity.Error));
    }

    [Fact]
    public void A_copy_is_read_once_and_a_conflict_is_an_error()
    {
        DicomDataSet[] slices = Patient.Ct();
        _patient.With(slices);
        _patient.Add(slices[0], "z-copy.dcm");
        ImportedStudy copied = _patient.Import();
        Assert.True(Has(copied, "IMPORT.DUPLICATE"));
        Assert.False(Has(copied, "IMPORT.DUPLICATE", Severity.Warning));
        Assert.Equal([5, 4, 6], copied.Series[0].Size);
        _patient.Add(slices[1].Copy().SetBytes(DicomTags.PixelData, new byte[40]), "z-conflict.dcm");
        ImportedStudy conflict = _patient.Import();
        Assert.True(Has(conflict, "IMPORT.DUPLICATE_CONFLICT", Severity.Error));
        Assert.Equal(-1000, _patient.Volume<CtNumber>(conflict.Series[0])[0, 0, 1]);
    }

    [Fact]
    public void A_truncated_slice_is_left_out_and_the_volume_names_the_gap()
    {
        DicomDataSet[] slices = Patient.Ct();
        for (int k = 0; k < slices.Length; k++)
        {
            byte[] bytes = DicomWriter.Write(slices[k]);
            _patient.AddBytes(k == 2 ? bytes[..^20] : bytes);
        }
        ImportedStudy study = _patient.Import();
        Assert.True(Has(study, "IMPORT.TRUNCATED", Severity.Error));
        Assert.True(Has(study, "IMPORT.SLICE_MISSING", Severity.Error));
        Assert.Equal([5, 4, 6], study.Series[0].Size);
    }

    [Fact]
    public void Compressed_pixels_without_a_transcoder_are_refused_by_the_name_of_the_syntax()
    {
        DicomDataSet[] slices = Patient.Ct();
        TransferSyntax jpeg2000 = TransferSyntax.Of("1.2.840.10008.1.2.4.90");
        foreach (DicomDataSet slice in slices)
            _patient.Add(slice.Set(new DicomElement(DicomTags.PixelData, (ReadOnlyMemory<byte>[])[ReadOnlyMemory<byte>.Empty, new byte[] { 0xFF, 0x4F }])), syntax: jpeg2000);
        ImportedStudy study = _patient.Import();
        Assert.Empty(study.Series);
        Assert.Contains(study.Findings, f => f.Code == "IMPORT.COMPRESSED" && f.Text.Contains("JPEG 2000 Lossless", StringComparison.Ordinal) && f.Text.Contains("gdcmconv", StringComparison.Ordinal));
    }

    [Fact]
    public void A_relative_dose_is_refused_and_one_in_gray_is_read()
    {
        ImageStack stack = new(Patient.Plane, 3, 6);
        float[] dose = new float[120];
        dose[3 * 20 + 1 * 5 + 2] = 25;
        DicomDataSet rtdose = new NewRtDose(Patient.Header("dose", 1), stack, dose, "test", new InstanceReference(SopClass.RtPlan, "1.2.3")).ToDataSet();
        ImportedSeries read = Assert.Single(_patient.With(rtdose).Import().Series);
        Assert.Equal(25, _patient.Volume<Dose_Gy>(read).Values.Max(), 1e-5);
        Patient.AssertNear(Patient.MarkPosition, _patient.Found<Dose_Gy>(read));
        using Patient other = new();
        ImportedStudy refused = other.With(rtdose.Set(DicomTags.DoseUnits, "RELATIVE")).Import();
        Assert.Empty(refused.Series);
        Assert.True(Has(refused, "RTDOSE.UNITS", Severity.Error));
    }

    [Fact]
    public void A_secondary_capture_is_named_and_left_out()
    {
        ImportedStudy study = _patient.With(Patient.Ct()[0].Set(DicomTags.SOPClassUID, SopClass.SecondaryCapture)).Import();
        Assert.Empty(study.Series);
        Assert.True(Has(study, "IMPORT.SECONDARY_CAPTURE", Severity.Warning));
    }

    [Fact]
    public void A_text_file_is_named_and_an_empty_folder_refused()
    {
        Assert.Equal("IMPORT.EMPTY", Assert.Throws<RefusedException>(() => _patient.Import()).Finding.Code);
        _patient.AddBytes("not an image, a letter of referral"u8.ToArray(), "letter.txt");
        ImportedStudy study = _patient.Import();
        Assert.Contains(study.Findings, f => f is { Code: "IMPORT.NOT_DICOM", File: "letter.txt" });
    }

    [Fact]
    public void A_link_in_a_folder_is_not_followed()
    {
        _patient.With(Patient.Ct());
        File.CreateSymbolicLink(Path.Combine(_patient.Source, "link"), "/etc/hostname");
        Directory.CreateSymbolicLink(Path.Combine(_patient.Source, "circle"), _patient.Source);
        ImportedStudy study = _patient.Import();
        Assert.Equal(2, study.Findings.Count(f => f.Code == "IMPORT.LINK"));
        Assert.Equal(6, study.Series[0].Instances);
    }

    [Fact]
    public void The_record_comes_back_from_disk()
    {
        ImportedStudy study = _patient.With([.. Patient.Ct(), .. Patient.Pet(), Patient.Nm()]).Import(), back = StudyFile.Read(_patient.Output);
        Assert.Equal(["ct-1", "pet-1", "spect-1"], back.Series.Select(s => s.Id));
        Assert.Equal(study.Series[2].Nm, back.Series[2].Nm);
        Assert.Equal(study.Findings, back.Findings);
        Assert.Equal(82, back.Patient.Weight_kg);
        Assert.Equal(["ct-1.nii.gz", "import.json", "pet-1.nii.gz", "spect-1.nii.gz"], Directory.GetFileSystemEntries(_patient.Output).Select(Path.GetFileName).Order());
    }

    /// <summary>One multi-frame object as a converter makes it: geometry and slope in the frames' groups, everything else "unassigned".</summary>
    private static DicomDataSet LegacyConverted(DicomDataSet[] slices)
    {
        DicomTag shared = new(0x00209170), perFrame = new(0x00209171), rescale = new(0x00289145);
        DicomDataSet first = slices[0];
        DicomTag[] unassigned = [DicomTags.Units, DicomTags.DecayCorrection, DicomTags.CorrectedImage, DicomTags.RadiopharmaceuticalInformationSequence];
        DicomDataSet common = new();
        foreach (DicomTag tag in unassigned) common.Set(first[tag]!);
        DicomDataSet Frame(DicomDataSet s) => new DicomDataSet()
            .Set(DicomTags.PlanePositionSequence, new DicomDataSet().Set(s[DicomTags.ImagePositionPatient]!))
            .Set(rescale, new DicomDataSet().Set(s[DicomTags.RescaleSlope]!).Set(DicomTags.RescaleIntercept, 0.0))
            .Set(perFrame, new DicomDataSet().Set(s[DicomTags.AcquisitionDate]!).Set(s[DicomTags.AcquisitionTime]!).Set(s[DicomTags.ActualFrameDuration]!));
        DicomDataSet merged = first.Copy().Set(DicomTags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.128.1").Set(DicomTags.NumberOfFrames, (double)slices.Length);
        foreach (DicomTag gone in (DicomTag[])[.. unassigned, DicomTags.ImagePositionPatient, DicomTags.ImageOrientationPatient, DicomTags.PixelSpacing, DicomTags.RescaleSlope, DicomTags.RescaleIntercept]) merged.Remove(gone);
        return merged
            .Set(DicomTags.SharedFunctionalGroupsSequence, new DicomDataSet().Set(shared, common)
                .Set(DicomTags.PlaneOrientationSequence, new DicomDataSet().Set(first[DicomTags.ImageOrientationPatient]!))
                .Set(DicomTags.PixelMeasuresSequence, new DicomDataSet().Set(first[DicomTags.PixelSpacing]!)))
            .Set(DicomTags.PerFrameFunctionalGroupsSequence, [.. slices.Select(Frame)])
            .SetBytes(DicomTags.PixelData, slices.SelectMany(s => s.Bytes(DicomTags.PixelData).ToArray()).ToArray(), DicomVr.OW);
    }
}

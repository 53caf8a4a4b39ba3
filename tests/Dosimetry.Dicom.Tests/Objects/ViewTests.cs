using Dosimetry.Dicom.Objects;
using Dosimetry.Dicom.Reading;

namespace Dosimetry.Dicom.Tests.Objects;

/// <summary>What real systems leave out or write otherwise, and what the views make of it.</summary>
public sealed class ViewTests
{
    [Fact]
    public void Frames_follow_the_slice_vector()
    {
        DicomDataSet image = Samples.Nm().ToDataSet()
            .Set(DicomTags.SliceVector, Enumerable.Range(0, Samples.Slices).Select(f => (double)(Samples.Slices - f)).ToArray());
        Assert.Equal(Enumerable.Range(0, Samples.Slices).Reverse(), NmImage.Of(image).FrameOfSlice);
        Assert.Null(NmImage.Of(image.Set(DicomTags.SliceVector, Enumerable.Repeat(1.0, Samples.Slices).ToArray())).FrameOfSlice);
        NmImage without = NmImage.Of(image.Remove(DicomTags.SliceVector));
        Assert.False(without.HasSliceVector);
        Assert.Equal(Enumerable.Range(0, Samples.Slices), without.FrameOfSlice);
    }

    [Fact]
    public void Geometry_of_nuclear_medicine_may_stand_at_top_level_and_lack_a_step()
    {
        DicomDataSet image = Samples.Nm().ToDataSet().Remove(DicomTags.DetectorInformationSequence).Remove(DicomTags.SpacingBetweenSlices);
        Assert.Null(NmImage.Of(image).Stack);
        image.Set(DicomTags.ImagePositionPatient, 1, 2, 3).Set(DicomTags.ImageOrientationPatient, 1, 0, 0, 0, 1, 0);
        NmImage nm = NmImage.Of(image);
        Assert.True(nm.StepIsThickness);
        Assert.Equal((new Lps(1, 2, 3), 3.0), (nm.Stack!.First.Position_mm, nm.Stack.Step_mm));
    }

    [Theory]
    [InlineData(0, 0, 0, 0, 1, 0), InlineData(1, 0, 0, 1, 0, 0), InlineData(2, 0, 0, 0, 1, 0)]
    public void A_senseless_orientation_gives_no_plane(double a, double b, double c, double d, double e, double f) =>
        Assert.Null(CtImage.Of(Samples.Ct().ToDataSet().Set(DicomTags.ImageOrientationPatient, a, b, c, d, e, f)).Plane);

    [Fact]
    public void Dose_offsets_may_be_absolute()
    {
        DicomDataSet dose = Samples.RtDose(16).ToDataSet();
        dose.Set(DicomTags.GridFrameOffsetVector, Enumerable.Range(0, Samples.Slices).Select(k => -22.0 + 3 * k).ToArray());
        Assert.Equal(Samples.Stack, RtDose.Of(dose).Stack);
        dose.Set(DicomTags.GridFrameOffsetVector, Enumerable.Range(0, Samples.Slices).Select(k => -22.0 + 3 * k * k).ToArray());
        Assert.Null(RtDose.Of(dose).Stack);
        Assert.Null(RtDose.Of(dose.Set(DicomTags.GridFrameOffsetVector, 0, 3)).Stack);
    }

    [Fact]
    public void A_structure_set_without_frame_of_reference_is_read_with_a_note()
    {
        DicomDataSet set = Samples.RtStruct().ToDataSet().Remove(DicomTags.FrameOfReferenceUID).Remove(DicomTags.RTROIObservationsSequence);
        set.Items(DicomTags.ROIContourSequence)[0].Items(DicomTags.ContourSequence)[0].Set(DicomTags.ContourData, 1, 2, 3, 4);
        RtStruct read = RtStruct.Of(set);
        Assert.Equal(Samples.Uid("frame of reference"), read.FrameOfReferenceUid);
        Assert.Contains(read.Notes, n => n.Contains("no Frame of Reference"));
        Assert.Contains(read.Notes, n => n.Contains("4 coordinates"));
        Assert.Equal(Samples.RtStruct().Regions[0].Contours.Count - 1, read.Regions[0].Contours.Count);
    }

    [Fact]
    public void A_label_map_is_refused_by_name_and_a_fractional_one_is_read()
    {
        DicomDataSet seg = Samples.Seg().ToDataSet();
        Assert.Contains("label map", Assert.Throws<DicomFormatException>(() =>
            Seg.Of(seg.Copy().Set(DicomTags.SegmentationType, "LABELMAP"))).Message);
        Seg fractional = Seg.Of(seg.Copy().Set(DicomTags.SegmentationType, "FRACTIONAL").Set(DicomTags.MaximumFractionalValue, 200)
            .Set(DicomTags.SegmentationFractionalType, "OCCUPANCY"));
        Assert.Equal((true, 200, "OCCUPANCY"), (fractional.IsFractional, fractional.MaximumFractionalValue, fractional.FractionalType));
        Assert.Throws<DicomFormatException>(() => Seg.Of(seg.Remove(DicomTags.SharedFunctionalGroupsSequence)));
    }

    [Fact]
    public void The_public_SUV_mapping_and_segmentation_are_read()
    {
        if (ReferenceData.Path("dicom",
            "seg-sr") is not { } folder) { ReferenceData.Skipped(nameof(The_public_SUV_mapping_and_segmentation_are_read),
                "no reference files"); return; }
        RealWorldValueMap map = RealWorldValueMap.Of(DicomReader.Read(File.ReadAllBytes(Path.Combine(folder,
            "dcmqi-suv-rwvm.dcm"))).DataSet)[0];
        Assert.Equal((0.000375125, "{SUVbw}g/ml"), (map.Slope, map.Unit!.Value));
        Seg seg = Seg.Of(DicomReader.Read(File.ReadAllBytes(Path.Combine(folder, "dcmqi-liver-seg.dcm"))).DataSet);
        Assert.Equal(3, seg.Frames.Count);
        Assert.All(seg.Frames, f => Assert.Equal(0.810547, f.Plane.RowSpacing_mm, 6));
    }
}

using Dosimetry.Dicom.Codecs;
using Dosimetry.Dicom.Objects;
using Dosimetry.Dicom.Reading;
using Dosimetry.Dicom.Writing;

namespace Dosimetry.Dicom.Tests.Objects;

/// <summary>Objects written by the builders and read by the views: everything that matters comes back.</summary>
public sealed class ObjectRoundTripTests
{
    private static DicomFile Back(DicomDataSet set) => DicomReader.Read(DicomWriter.Write(set));

    [Fact]
    public void The_header_comes_back()
    {
        ObjectHeader expected = Samples.Header("ct"), actual = ObjectHeader.Of(Back(Samples.Ct().ToDataSet()).DataSet);
        Assert.Equal(expected with { SopClassUid = SopClass.Ct, Modality = "CT" }, actual);
    }

    [Fact]
    public void CT_keeps_values_place_and_rescale()
    {
        DicomFile file = Back((Samples.Ct(3) with { RescaleIntercept = -1024, RescaleSlope = 2 }).ToDataSet());
        CtImage ct = CtImage.Of(file.DataSet);
        Assert.Equal(Samples.Stack.Plane(2), ct.Plane);
        Assert.Equal((2.0, -1024.0, "HU", "B30f", "HFS"),
            (ct.RescaleSlope!.Value, ct.RescaleIntercept!.Value, ct.RescaleType, ct.ConvolutionKernel, ct.PatientPosition));
        Assert.Equal(Samples.Ct().StoredValues, PixelData.Of(file).Frame<short>(0));
    }

    [Fact]
    public void PET_keeps_activity_concentration_and_administration()
    {
        DicomFile file = Back(Samples.Pet().ToDataSet());
        PetImage pet = PetImage.Of(file.DataSet);
        Assert.Equal(("BQML", "START", 0.0, 90_000.0),
            (pet.Units, pet.DecayCorrection, pet.RescaleIntercept!.Value, pet.FrameReferenceTime_ms!.Value));
        Assert.Contains("ATTN", pet.CorrectedImage);
        Assert.Equal(152.5e6, pet.Radiopharmaceutical!.TotalDose!.Value, 1.0); // Bq in PET
        Assert.Equal(Samples.Gallium.Injection, pet.Radiopharmaceutical.StartMoment!.Value.Clock);
        Assert.Equal("Ga-68", NuclideName.Of(pet.Radiopharmaceutical));
        float[] values = PixelData.Of(file).Scaled(0, pet.RescaleSlope!.Value, 0);
        double halfStep = pet.RescaleSlope.Value / 2 * 1.0001; // a stored value is the nearest step
        for (int i = 0; i < values.Length; i++) Assert.Equal(Samples.Pet().Values_BqPerMl[i], values[i], halfStep);
    }

    [Fact]
    public void SPECT_keeps_counts_geometry_and_acquisition()
    {
        DicomFile file = Back(Samples.Nm().ToDataSet());
        NmImage nm = NmImage.Of(file.DataSet);
        Assert.Equal(Samples.Stack with { Step_mm = -3 }, nm.Stack);
        Assert.Equal(["DERIVED", "PRIMARY", "RECON TOMO", "EMISSION"], nm.ImageType);
        Assert.Equal((2, 60, 20_000.0), (nm.Heads!.Value, nm.ProjectionsPerRotation!.Value, nm.FrameDuration_ms!.Value));
        Assert.Equal((187.2, 228.8), nm.EnergyWindows[0].Ranges[0]);
        Assert.Equal(7412.5, nm.Radiopharmaceutical!.TotalDose); // MBq in nuclear medicine
        Assert.Equal(Enumerable.Range(0, Samples.Slices), nm.FrameOfSlice);
        PixelData pixels = PixelData.Of(file);
        Assert.Equal(Samples.Nm().Counts, Enumerable.Range(0, Samples.Slices).SelectMany(k => pixels.Frame<ushort>(k)));
    }

    [Fact]
    public void Structures_keep_names_colours_and_points()
    {
        RtStruct set = RtStruct.Of(Back(Samples.RtStruct().ToDataSet()).DataSet);
        Assert.Empty(set.Notes);
        Assert.Equal(Samples.Uid("frame of reference"), set.FrameOfReferenceUid);
        Assert.Equal([Samples.Uid("ct")], set.ReferencedSeriesUids);
        Assert.Equal(["kidney_left", "Läsion 1"], set.Regions.Select(r => r.Name));
        Assert.Equal(((byte)200, (byte)100, (byte)50), set.Regions[0].Colour!.Value);
        IReadOnlyList<NewContour> written = Samples.RtStruct().Regions[0].Contours;
        foreach ((NewContour expected, RtContour actual) in written.Zip(set.Regions[0].Contours))
        {
            Assert.Equal(expected.Image!.SopInstanceUid, actual.ImageInstanceUid);
            foreach ((Lps e, Lps a) in expected.Points_mm.Zip(actual.Points_mm)) Assert.InRange((e - a).Length, 0,
                0.01); // written to 0.01 mm
        }
        Assert.Equal(written.Count, set.Regions[0].Contours.Count);
    }

    [Theory]
    [InlineData(16), InlineData(32)]
    public void Dose_keeps_Gy_within_half_a_step(int bits)
    {
        DicomFile file = Back(Samples.RtDose(bits).ToDataSet());
        RtDose dose = RtDose.Of(file.DataSet);
        Assert.Equal(("GY", "PHYSICAL", "PLAN"), (dose.Units, dose.Type, dose.SummationType));
        Assert.Equal(Samples.Stack, dose.Stack);
        Assert.Equal([Samples.PlanReference], dose.Plans);
        Assert.Equal(Samples.Uid("frame of reference"), dose.Header.Series.FrameOfReferenceUid);
        Assert.Equal([(0.5, 10.5), (0.5, 8.0), (0.5, 4.0), (0.5, 0.0)], dose.Dvhs[0].Bins);
        PixelData pixels = PixelData.Of(file);
        double[] read = Enumerable.Range(0, Samples.Slices).SelectMany(k => pixels.Frame<double>(k))
            .Select(v => v * dose.Scaling!.Value).ToArray();
        // The scaling is written with ten digits, which may cost the topmost step.
        double tolerance = dose.Scaling!.Value;
        for (int i = 0; i < read.Length; i++) Assert.Equal(Samples.RtDose(bits).Dose_Gy[i], read[i], tolerance);
    }

    [Fact]
    public void Segments_keep_every_voxel_though_they_overlap()
    {
        DicomFile file = Back(Samples.Seg().ToDataSet());
        Seg seg = Seg.Of(file.DataSet);
        PixelData pixels = PixelData.Of(file);
        int pixelsPerSlice = Samples.Rows * Samples.Columns;
        foreach ((NewSegment expected, int index) in Samples.Seg().Segments.Select((s, i) => (s, i)))
        {
            bool[] mask = new bool[pixelsPerSlice * Samples.Slices];
            foreach (SegmentFrame frame in seg.Frames.Where(f => f.SegmentNumber == index + 1))
            {
                int slice = (int)Math.Round((frame.Plane.Position_mm - Samples.Plane.Position_mm).Dot(Samples.Plane.Normal) / Samples.Stack.Step_mm);
                byte[] bits = pixels.Frame<byte>(frame.Frame);
                for (int i = 0; i < bits.Length; i++) mask[slice * pixelsPerSlice + i] = bits[i] == 1;
            }
            Assert.Equal(expected.Mask, mask);
            Assert.Equal((expected.Label, expected.AlgorithmName), (seg.Segments[index].Label, seg.Segments[index].AlgorithmName));
        }
    }

    [Fact]
    public void Builders_refuse_what_cannot_be_right()
    {
        Assert.Throws<ArgumentException>(() => (Samples.RtDose(32) with { Dose_Gy = [1f, 2f] }).ToDataSet());
        Assert.Throws<ArgumentException>(() => (Samples.RtDose(32) with { Bits = 24 }).ToDataSet());
        Assert.Throws<ArgumentException>(() => (Samples.RtDose(32) with { StructureSet = null }).ToDataSet());
        Assert.Throws<ArgumentException>(() =>
            (Samples.RtDose(16) with { Dose_Gy = Enumerable.Repeat(float.NaN, (int)Samples.Stack.Count).ToArray() }).ToDataSet());
        Assert.Throws<ArgumentException>(() =>
            (Samples.Seg() with { Segments = [Samples.Seg().Segments[0] with { Mask = new bool[Samples.Stack.Count] }] }).ToDataSet());
        Assert.Throws<ArgumentException>(() =>
            (Samples.Ct() with { Header = Samples.Header("ct") with { SopInstanceUid = "not a uid" } }).ToDataSet());
        Assert.Throws<ArgumentException>(() =>
            (Samples.RtStruct() with { Regions = [Samples.RtStruct().Regions[0], Samples.RtStruct().Regions[0]] }).ToDataSet());
    }
}

using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Dicom.Objects;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine.Tests.Import.Structures;

public sealed class StructureTests : IDisposable
{
    private readonly Patient _patient = new();

    public void Dispose() => _patient.Dispose();

    private static readonly SeriesReference Images = new("1.2.1", "1.2.2", [new InstanceReference(SopClass.Ct, "1.2.3")]);

    private static DicomDataSet RtStruct(params (string Name, Lps[] Points)[] regions) => new NewRtStruct(
        Patient.Header("rtstruct", 1), "VOI", Images,
        [.. regions.Select((r, n) => new NewRegion(n + 1, r.Name, (255, 0, 128), [new NewContour(r.Points)]))]).ToDataSet();

    private static readonly Lps[] Triangle = [new(1, 2, 3), new(4, 2, 3), new(1, 7, 3)];

    [Fact]
    public void Contours_come_out_in_our_world_under_our_names()
    {
        ImportedStudy study = _patient.With([.. Patient.Ct(), RtStruct(("Niere links", Triangle))]).Import();
        ImportedStructureSet set = Assert.Single(study.StructureSets);
        Assert.Equal(new ImportedRegion(1, "Niere links", "kidney_left", true, "#ff0080", null), Assert.Single(set.Regions));
        Assert.Equal([-1, -2, 3, -4, -2, 3, -1, -7, 3], ContourFile.Read(Path.Combine(_patient.Output, set.File!)).Regions[0].Contours[0].Points_mm);
        Assert.Contains(study.Findings, f => f.Code == "REGION.MAPPED" && f.Text.Contains("Niere links", StringComparison.Ordinal));
        Assert.DoesNotContain(study.Findings, f => f.Code == "IMPORT.ORPHAN");
    }

    [Fact]
    public void Two_regions_never_share_a_name_and_unknown_names_are_listed()
    {
        ImportedStudy study = _patient.With(RtStruct(("Leber", Triangle), ("Liver", Triangle), ("Ring", Triangle))).Import();
        Assert.Equal(["liver", "liver_2", "ring"], study.StructureSets[0].Regions.Select(r => r.Name));
        Assert.Contains(study.Findings, f => f.Code == "REGION.NAME_TWICE");
        Assert.Contains(study.Findings, f => f.Code == "REGION.UNMAPPED");
        Assert.Contains(study.Findings, f => f.Code == "IMPORT.ORPHAN");
    }

    [Fact]
    public void A_missing_frame_of_reference_is_taken_from_inside_with_a_finding()
    {
        ImportedStudy study = _patient.With(RtStruct(("Leber", Triangle)).Remove(DicomTags.FrameOfReferenceUID)).Import();
        Assert.Contains(study.Findings, f => f.Code == "RTSTRUCT.FRAME_OF_REFERENCE");
        Assert.NotNull(study.StructureSets[0].FrameOfReferenceUid);
    }

    [Fact]
    public void Segments_become_masks_at_their_place_and_may_overlap()
    {
        ImageStack stack = new(Patient.Plane, 3, Patient.Slices);
        bool[] first = new bool[120], second = new bool[120];
        first[3 * 20 + 1 * 5 + 2] = true;
        second[3 * 20 + 1 * 5 + 2] = second[5 * 20] = true;
        DicomDataSet seg = new NewSeg(Patient.Header("seg", 1), stack, "organs",
            [new NewSegment("Kidney L", first, CodedConcept.AnatomicalStructure, CodedConcept.Tissue), new NewSegment("Spleen", second, CodedConcept.AnatomicalStructure, CodedConcept.Tissue)], null).ToDataSet();
        ImportedStructureSet set = Assert.Single(_patient.With(seg).Import().StructureSets);
        Assert.Equal(["kidney_left", "spleen"], set.Regions.Select(r => r.Name));
        Volume<Dimensionless> kidney = NiftiFile.Read<Dimensionless>(Path.Combine(_patient.Output, set.Regions[0].MaskFile!)), spleen = NiftiFile.Read<Dimensionless>(Path.Combine(_patient.Output, set.Regions[1].MaskFile!));
        Assert.Equal((1.0, 2.0), (kidney.Sum(), spleen.Sum()));
        (int i, int j, int k) = kidney.Grid.Voxel(Array.IndexOf(kidney.Values, 1f));
        Patient.AssertNear(Patient.MarkPosition, kidney.Grid.Affine.Apply(i, j, k));
    }

    [Fact] // highdicom #202, OHIF #3550, #5407: the work grows with what is marked, not with segments × volume
    public void A_segmentation_of_a_hundred_segments_becomes_a_hundred_small_masks()
    {
        ImagePlane plane = Patient.Plane with { Rows = 64, Columns = 64 };
        ImageStack stack = new(plane, 3, 40);
        NewSegment Segment(int n)
        {
            bool[] mask = new bool[64 * 64 * 40];
            mask[n % 40 * 4096 + n * 64 % 4096 + n % 64] = true;
            return new NewSegment($"part {n}", mask, CodedConcept.AnatomicalStructure, CodedConcept.Tissue);
        }
        DicomDataSet seg = new NewSeg(Patient.Header("seg", 1), stack, "hundred", [.. Enumerable.Range(0, 100).Select(Segment)], null).ToDataSet();
        ImportedStructureSet set = Assert.Single(_patient.With(seg).Import().StructureSets);
        Assert.Equal(100, set.Regions.Count);
        foreach (ImportedRegion region in set.Regions)
        {
            Volume<Dimensionless> mask = NiftiFile.Read<Dimensionless>(Path.Combine(_patient.Output, region.MaskFile!));
            int n = region.Number - 1;
            Lps at = stack.Position_mm(n % 40) + n % 64 * 2.5 * new Lps(1, 0, 0) + n % 64 * 2.0 * new Lps(0, 1, 0);
            Assert.Equal((1, 1.0), (mask.Values.Length, mask.Sum()));
            Patient.AssertNear(new Vector3D(-at.X, -at.Y, at.Z), mask.Grid.Affine.Origin);
        }
    }
}

using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Dicom.Objects;
using Dosimetry.Dicom.Reading;
using Dosimetry.Dicom.Writing;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Report.Export;
using Dosimetry.Engine.Segment;
using Dosimetry.Engine.Tests.Segment;
using Dosimetry.TestSupport;

namespace Dosimetry.Engine.Tests.Report.Export;

/// <summary>Regions out as SEG and RTSTRUCT, and back in through the import.</summary>
public sealed class RegionExportTests : IDisposable
{
    private static readonly Grid Lattice = new(40, 44, 36, Affine.Diagonal(new(1.5, 1.5, 2), new(-30, -33, -35)));
    private static readonly ExportMaker Maker = new("Dosimetry Planner", "1.0", new DateTime(2026, 3, 2, 9, 0, 0));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("region-export-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // slices from head to feet
    public void A_segmentation_brings_every_voxel_back_to_its_place(bool downwards)
    {
        LabelVolume labels = Labels(downwards ? new Grid(40, 44, 36, Affine.Diagonal(new(-1.5, -1.5, -2), new(30, 33, 35))) : Lattice);
        ImportedStudy back = Import(Export(labels).Seg());
        ImportedStructureSet set = Assert.Single(back.StructureSets);
        Assert.Equal(["liver", "lesion_001"], set.Regions.Select(r => r.Name));
        foreach (DrawnRegion region in Segmentation.Drawn(DrawnStructures.Load(back.Folder, set), null, []))
        {
            int label = labels.Names.Single(n => n.Value == region.Name).Key;
            Assert.Equal(labels.Labels.Select(l => l == label ? 1f : 0f), region.Shape.WeightsOn(labels.Grid).Select(w => MathF.Round(w, 3)));
        }
    }

    [Fact]
    public void A_structure_set_keeps_the_volume_of_each_region_within_one_percent()
    {
        LabelVolume labels = Labels(Lattice);
        ImportedStudy back = Import(Export(labels).Structures());
        foreach (DrawnRegion region in Segmentation.Drawn(DrawnStructures.Load(back.Folder, Assert.Single(back.StructureSets)), null, []))
        {
            int label = labels.Names.Single(n => n.Value == region.Name).Key;
            double expected = labels.Labels.Count(l => l == label) * Lattice.VoxelVolume_ml;
            Assert.Equal(expected, region.Shape.WeightsOn(Lattice).Sum(w => (double)w) * Lattice.VoxelVolume_ml, 0.01 * expected);
        }
    }

    [Fact]
    public void A_label_map_gives_the_same_masks_as_one_frame_per_segment()
    {
        LabelVolume labels = Labels(Lattice);
        DicomDataSet seg = DicomReader.Read(new MemoryStream(Export(labels).Seg())).DataSet;
        ImportedStudy binary = Import(DicomWriter.Write(seg)), map = Import(DicomWriter.Write(AsLabelMap(seg, labels)));
        ImportedStructureSet a = Assert.Single(binary.StructureSets), b = Assert.Single(map.StructureSets);
        Assert.Equal(a.Regions.Select(r => r.Name), b.Regions.Select(r => r.Name));
        for (int n = 0; n < a.Regions.Count; n++)
        {
            float[] one = new MaskShape(Mask(binary, a, n).Grid, Mask(binary, a, n).Values).WeightsOn(Lattice), other = new MaskShape(Mask(map, b, n).Grid, Mask(map, b, n).Values).WeightsOn(Lattice);
            Assert.Equal(one.Select(w => MathF.Round(w, 3)), other.Select(w => MathF.Round(w, 3)));
        }
    }

    [Fact]
    public void The_objects_carry_the_patient_and_the_frame_of_the_images_and_are_the_same_each_time()
    {
        RegionExport export = Export(Labels(Lattice));
        Assert.Equal(export.Seg(), Export(Labels(Lattice)).Seg());
        ObjectHeader header = ObjectHeader.Of(DicomReader.Read(new MemoryStream(export.Seg())).DataSet);
        Assert.Equal(("P-1", "1.2.3", "1.2.4"), (header.Patient.Id, header.Study.InstanceUid, header.Series.FrameOfReferenceUid));
    }

    [Fact]
    public void Labels_without_a_voxel_are_nothing_to_export() => Assert.Equal("EXPORT.NO_REGION",
        Assert.Throws<RefusedException>(() => Export(new LabelVolume(Lattice, new ushort[Lattice.Count], new Dictionary<int, string> { [1] = "liver" }))).Finding.Code);

    [Fact]
    public void Dciodvfy_finds_no_error_in_the_segmentation()
    {
        string path = Path.Combine(_folder.FullName, "seg.dcm");
        File.WriteAllBytes(path, Export(Labels(Lattice)).Seg());
        if (Tool.Run("dciodvfy", path) is not { } run) { ReferenceData.Skipped(nameof(Dciodvfy_finds_no_error_in_the_segmentation), "dciodvfy is not installed"); return; }
        Assert.DoesNotContain(run.Output.Split('\n'), line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    private static RegionExport Export(LabelVolume labels) => new(
        new ImportedStudy(".", new ImportedPatient("P-1", "Test^Patient", "M", "19500101", 80, 180), [], [], []),
        new ImportedSeries("ct-1", "CT", "ctNumber", "HU", "ct.nii.gz", [1, 1, 1], [1, 1, 1], new double[16], "1.2.5", "1.2.3", "1.2.4", null, null, 1), labels, Maker);

    private static LabelVolume Labels(Grid grid) => Engine.Segment.Edit.EditLabels.Of(Lattice, [new("liver", "", Shapes.Sphere(26, 2)), new("lesion_001", "", Shapes.Sphere(9, 2))], [], null) is var upright && grid == Lattice
        ? upright : new LabelVolume(grid, [.. upright.Labels.Reverse()], upright.Names); // a grid that runs the other way along all three axes

    private ImportedStudy Import(byte[] file)
    {
        string input = Path.Combine(_folder.FullName, Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(input);
        File.WriteAllBytes(Path.Combine(input, "object.dcm"), file);
        return StudyImporter.CreateDefault().Import(input, input + "-out");
    }

    private static Volume<Dimensionless> Mask(ImportedStudy study, ImportedStructureSet set, int n) => NiftiFile.Read<Dimensionless>(Path.Combine(study.Folder, set.Regions[n].MaskFile!));

    /// <summary>The same segments as one 8-bit frame per slice.</summary>
    private static DicomDataSet AsLabelMap(DicomDataSet seg, LabelVolume labels)
    {
        int pixels = labels.Grid.Nx * labels.Grid.Ny;
        IReadOnlyList<DicomDataSet> frames = seg.Items(DicomTags.PerFrameFunctionalGroupsSequence);
        var slices = frames.GroupBy(f => f.FirstItem(DicomTags.PlanePositionSequence)!.Doubles(DicomTags.ImagePositionPatient)[2]).OrderBy(g => g.Key).Select(g => g.First().Remove(DicomTags.SegmentIdentificationSequence)).ToArray();
        byte[] stored = [.. slices.SelectMany(f =>
        {
            int k = (int)Math.Round((f.FirstItem(DicomTags.PlanePositionSequence)!.Doubles(DicomTags.ImagePositionPatient)[2] - labels.Grid.Affine.M23) / labels.Grid.Spacing_mm.Z);
            return labels.Labels.Skip(k * pixels).Take(pixels).Select(l => (byte)l);
        })];
        return seg.Copy().Set(DicomTags.SOPClassUID, SopClass.LabelMapSegmentation).Set(DicomTags.SegmentationType, "LABELMAP").Set(DicomTags.NumberOfFrames, slices.Length)
            .Set(DicomTags.BitsAllocated, 8).Set(DicomTags.BitsStored, 8).Set(DicomTags.HighBit, 7)
            .Set(DicomTags.PerFrameFunctionalGroupsSequence, slices).SetBytes(DicomTags.PixelData, stored, DicomVr.OB);
    }
}

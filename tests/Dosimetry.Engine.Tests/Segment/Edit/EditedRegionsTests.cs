using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;
using Dosimetry.Engine.Segment.Edit;
using Dosimetry.TestSupport;
using static Dosimetry.Engine.Tests.Segment.Shapes;

namespace Dosimetry.Engine.Tests.Segment.Edit;

/// <summary>From drawn regions to labels that a person edits, and back into a case.</summary>
public sealed class EditedRegionsTests
{
    [Theory]
    [InlineData(128, 3.9, 0.98, 512, 180)]
    [InlineData(200, 3.3, 0.98, 512, 1000)] // total body: 262 million CT voxels
    [InlineData(128, 4.42, 4.42, 128, 96)]
    public void The_edit_grid_covers_every_image_keeps_the_finest_lattice_and_fits_a_browser(int spect, double spectStep, double ctStep, int ct, int slices)
    {
        Grid coarse = new(spect, spect, spect, Affine.Diagonal(new(-spectStep, -spectStep, spectStep), new(spect * spectStep / 2, spect * spectStep / 2, -300)));
        Grid fine = new(ct, ct, slices, Affine.Diagonal(new(-ctStep, -ctStep, 2), new(250, 250, -250)));
        Grid grid = EditGrid.Of([coarse, fine]);
        Assert.True(grid.Count <= EditGrid.MostVoxels);
        foreach (Grid image in (Grid[])[coarse, fine])
        {
            var (low, high) = RegionShape.BoxOf(image);
            var (gridLow, gridHigh) = RegionShape.BoxOf(grid);
            Assert.True(gridLow.X <= low.X + 1e-3 && gridLow.Y <= low.Y + 1e-3 && gridLow.Z <= low.Z + 1e-3, $"{gridLow} above {low}");
            Assert.True(gridHigh.X >= high.X - 1e-3 && gridHigh.Y >= high.Y - 1e-3 && gridHigh.Z >= high.Z - 1e-3, $"{gridHigh} below {high}");
        }
        double edges = (RegionShape.BoxOf(fine).Low.X - RegionShape.BoxOf(grid).Low.X) / ctStep;
        Assert.Equal(Math.Round(edges), edges, 1e-6);
    }

    [Fact]
    public void Painted_spheres_keep_their_volume_and_the_lesion_wins_over_its_organ()
    {
        Grid grid = Cube(65, 1.5); // slices where the contours lie, as those of the CT they were drawn on
        LabelVolume labels = EditLabels.Of(grid, [new("liver", "RTSTRUCT", Sphere(40, 1.5)), new("lesion_001", "RTSTRUCT", Sphere(12, 1.5)), new("whole_body", "RTSTRUCT", Sphere(45, 1.5))], [], null);
        Assert.Equal(["liver", "lesion_001"], labels.Names.OrderBy(n => n.Key).Select(n => n.Value)); // the body is never painted
        double lesion = SphereVolume_ml(12), liver = SphereVolume_ml(40);
        Assert.Equal(lesion, labels.Labels.Count(l => l == 2) * grid.VoxelVolume_ml, 0.02 * lesion); // half-voxel rounding over 4π12²/1.5² ≈ 800 surface voxels
        Assert.Equal(liver - lesion, labels.Labels.Count(l => l == 1) * grid.VoxelVolume_ml, 0.01 * liver);
    }

    [Fact]
    public void Changed_regions_come_from_the_labels_and_the_others_keep_their_shape()
    {
        LabelVolume labels = EditLabels.Of(Cube(32, 2), [new("liver", "RTSTRUCT", Sphere(20, 2)), new("spleen", "RTSTRUCT", Sphere(8, 2))], [], null);
        DrawnRegion liver = new("liver", "RTSTRUCT", Sphere(20, 2), "#112233"), body = new("whole_body", "RTSTRUCT", Sphere(30, 2)), dropped = new("stomach", "RTSTRUCT", Sphere(3, 1));
        IReadOnlyList<DrawnRegion> regions = new EditedRegions(labels, new HashSet<string> { "spleen" }, "edited by anna, version 1").Over([liver, new("spleen", "RTSTRUCT", Sphere(1, 1)), body, dropped]);
        Assert.Equal(["liver", "spleen", "whole_body"], regions.Select(r => r.Name));
        Assert.Same(liver, regions[0]);
        Assert.IsType<LabelShape>(regions[1].Shape);
        Assert.Equal("edited by anna, version 1", regions[1].Origin);
        Assert.Same(body, regions[2]);
    }

    [Fact]
    public void An_edit_on_disk_says_what_was_changed_and_a_bare_label_volume_counts_as_changed_throughout()
    {
        string folder = Directory.CreateTempSubdirectory("dosimetry-edit-").FullName, path = Path.Combine(folder, "labels.nii.gz");
        LabelVolume labels = EditLabels.Of(Cube(16, 2), [new("liver", "", Sphere(9, 2)), new("spleen", "", Sphere(4, 2))], [], null);
        NiftiFile.WriteLabels(path, labels);
        Assert.Equal(["liver", "spleen"], EditedFile.Read(path).Changed.Order());
        File.WriteAllText(EditedFile.NoteOf(path), EditedFile.NoteText(["spleen"], "edited by anna, version 1"));
        EditedRegions read = EditedFile.Read(path);
        Assert.Equal(["spleen"], read.Changed);
        Assert.Equal(labels.Labels, read.Labels.Labels);
        File.WriteAllText(EditedFile.NoteOf(path), "{");
        Assert.Equal("EDIT.NOTE", Assert.Throws<RefusedException>(() => EditedFile.Read(path)).Finding.Code);
        TestFolder.Delete(folder);
    }

    [Fact]
    public void More_regions_than_a_byte_holds_are_refused() => Assert.Equal("EDIT.TOO_MANY_REGIONS", Assert.Throws<RefusedException>(() =>
        EditLabels.Of(Cube(4, 1), [.. Enumerable.Range(0, 256).Select(n => new DrawnRegion($"r{n}", "", Sphere(1, 1)))], [], null)).Finding.Code);
}

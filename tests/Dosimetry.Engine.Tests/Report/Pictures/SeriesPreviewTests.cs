using System.Buffers.Binary;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Report.Pictures;

namespace Dosimetry.Engine.Tests.Report.Pictures;

public sealed class SeriesPreviewTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("preview").FullName;

    [Fact]
    public void A_series_has_a_picture_in_its_own_proportions()
    {
        byte[] png = SeriesPreview.Draw(_folder, Series("ctNumber", "HU", 60, 20, 120, 2))!;
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], png[..4]);
        int width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
        Assert.Equal(119.0 / 59, (height - 1.0) / (width - 1), 0.02); // coronal: 120 slices of 2 mm over 60 voxels of 2 mm, centre to centre
        Assert.InRange(Math.Max(width, height), 200, 421);
    }

    [Fact]
    public void A_single_slice_has_none() => Assert.Null(SeriesPreview.Draw(_folder, Series("ctNumber", "HU", 10, 10, 1, 2)));

    [Fact]
    public void An_empty_emission_image_is_drawn_white_and_not_refused() =>
        Assert.NotNull(SeriesPreview.Draw(_folder, Series("counts", "1", 8, 8, 8, 4)));

    private ImportedSeries Series(string quantity, string unit, int nx, int ny, int nz, double voxel_mm)
    {
        Grid grid = new(nx, ny, nz, Affine.Diagonal(new(voxel_mm, voxel_mm, voxel_mm), new(0, 0, 0)));
        NiftiFile.Write(Path.Combine(_folder, "s.nii.gz"), new Volume<Dimensionless>(grid, new float[grid.Count]));
        return new ImportedSeries("s", "CT", quantity, unit, "s.nii.gz", [nx, ny, nz], [voxel_mm, voxel_mm, voxel_mm], grid.Affine.ToRowMajor(), "1", "1", "1", null, null, nz);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

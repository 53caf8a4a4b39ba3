using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Report.Pictures;

namespace Dosimetry.Engine.Tests.Report.Pictures;

/// <summary>Slices from cubes on disk and rotating projections: what lies where.</summary>
public sealed class SlicePictureTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slices-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string At(string name) => Path.Combine(_folder.FullName, name);

    [Fact]
    public void A_volume_in_cubes_gives_the_same_slices_as_the_volume_itself()
    {
        // No size is a multiple of a cube's side; axes are mirrored; spacings differ.
        Grid grid = new(37, 70, 33, Affine.Diagonal(new(-2, -1.5, 3), new(40, 50, -20)));
        float[] values = [.. Enumerable.Range(0, grid.Count).Select(n => (float)(n % 977) - 100)];
        NiftiFile.Write(At("v.nii.gz"), new Volume<Dimensionless>(grid, values));
        BrickVolume.Write(At("v.nii.gz"), At("v.bricks"));
        using BrickVolume bricks = BrickVolume.Open(At("v.bricks"));
        Assert.Equal(values.Max(), bricks.Maximum);
        Assert.True(grid.SameAs(bricks.Grid));
        foreach (SlicePlane plane in Enum.GetValues<SlicePlane>())
        {
            SliceView view = SliceView.Of(grid, plane, grid.Affine.Apply(11.3, 40.6, 17.2), 1.7);
            Assert.Equal(new ImageLayer(grid, values, ColourMap.Grey, 0, 1).Sample(view), new BrickLayer(bricks, ColourMap.Grey, 0, 1).Sample(view));
        }
    }

    [Fact]
    public void A_file_that_is_not_ours_is_refused()
    {
        File.WriteAllBytes(At("x.bricks"), new byte[200]);
        Assert.Equal("BRICKS.DAMAGED", Assert.Throws<RefusedException>(() => BrickVolume.Open(At("x.bricks"))).Finding.Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]  // from the patient's side
    [InlineData(18)] // from behind
    public void A_hot_voxel_is_projected_to_its_place_at_every_angle(int frame)
    {
        Grid grid = new(31, 25, 20, Affine.Diagonal(new(5, 5, 5), new(-70, -60, 100)));
        float[] values = new float[grid.Count];
        values[grid.Index(24, 5, 13)] = 8;
        NiftiFile.Write(At("hot.nii.gz"), new Volume<Dimensionless>(grid, values));
        RotatingProjection mip = RotatingProjection.Of(At("hot.nii.gz"));
        Vector3D hot = grid.Affine.Apply(24, 5, 13);
        double angle = 2 * Math.PI * frame / RotatingProjection.Frames;
        double column = (mip.Width - 1) / 2.0 - ((hot.X - mip.CentreX_mm) * Math.Cos(angle) + (hot.Y - mip.CentreY_mm) * Math.Sin(angle)) / mip.Pixel_mm;
        int row = (int)Math.Round((mip.Top_mm - hot.Z) / mip.Pixel_mm), width = mip.Width * RotatingProjection.Frames;
        int[] black = [.. Enumerable.Range(0, mip.Width).Where(c => mip.Levels[row * width + frame * mip.Width + c] == 255)];
        Assert.Contains(black, c => Math.Abs(c - column) <= 1);
        Assert.All(black, c => Assert.InRange(Math.Abs(c - column), 0, 1.01));
        if (frame == 0) Assert.True(black[0] < (mip.Width - 1) / 2, "seen from the front, the patient's right is on the left");
        Assert.Equal(8, mip.Maximum);
    }
}

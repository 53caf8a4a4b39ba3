using System.Buffers.Binary;
using System.IO.Compression;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Report.Pictures;

namespace Dosimetry.Engine.Tests.Report.Pictures;

public class PictureTests
{
    private static readonly Grid Grid = new(11, 11, 11, Affine.Diagonal(new(10, 10, 10), new(-50, -50, -50)));

    /// <summary>One bright blob at the patient's right, front and head.</summary>
    private static ImageLayer Layer()
    {
        float[] values = new float[Grid.Count];
        values[Grid.Index(9, 9, 9)] = 100;
        return new ImageLayer(Grid, values, ColourMap.Grey, 0, 100);
    }

    private static (int X, int Y) Brightest(RgbImage image) =>
        (from y in Enumerable.Range(0, image.Height) from x in Enumerable.Range(0, image.Width) orderby image[x, y].G descending select (x, y)).First();

    [Fact]
    public void Axial_is_seen_from_the_feet_right_on_the_left_front_up()
    {
        RgbImage image = SliceRenderer.Draw(SliceView.Of(Grid, SlicePlane.Axial, new(0, 0, 40), 5), [Layer()], scaleBar: false);
        Assert.Equal((2, 2), Brightest(image));
    }

    [Fact]
    public void Coronal_has_right_on_the_left_and_head_up()
    {
        SliceView view = SliceView.Of(Grid, SlicePlane.Coronal, new(0, 40, 0), 5);
        Assert.Equal((2, 2), Brightest(SliceRenderer.Draw(view, [Layer()], scaleBar: false)));
        Assert.Equal(100, SliceRenderer.Project(SliceView.Of(Grid, SlicePlane.Coronal, new(0, -50, 0), 5), Layer() with { High = 255 })[2, 2].G);
    }

    [Fact]
    public void Sagittal_has_the_front_on_the_left() =>
        Assert.Equal((2, 2), Brightest(SliceRenderer.Draw(SliceView.Of(Grid, SlicePlane.Sagittal, new(40, 0, 0), 5), [Layer()], scaleBar: false)));

    [Fact]
    public void Sampling_is_exact_for_a_linear_field_and_NaN_outside()
    {
        var layer = new ImageLayer(Grid, [.. Enumerable.Range(0, Grid.Count).Select(n => (float)Grid.Voxel(n).I)], ColourMap.Grey, 0, 10);
        float[] row = layer.Sample(new SliceView(SlicePlane.Axial, 3, 1, new(-62, 0, 0), new(20, 0, 0), new(0, -1, 0)));
        Assert.True(float.IsNaN(row[0]));
        Assert.Equal(0.8f, row[1], 5);
        Assert.Equal(2.8f, row[2], 5);
    }

    [Fact]
    public void An_isodose_line_runs_where_the_dose_is()
    {
        var dose = new ImageLayer(Grid, [.. Enumerable.Range(0, Grid.Count).Select(n => (float)Grid.Voxel(n).I)], ColourMap.Grey, 0, 10, 0);
        var red = new Rgb(255, 0, 0);
        RgbImage image = SliceRenderer.Draw(SliceView.Of(Grid, SlicePlane.Axial, default, 1), [dose], [new IsodoseLevel(7, red)], scaleBar: false);
        Assert.Equal(red, image[30, 50]); // 7 lies at x = +20 mm: 30 pixels from the right-hand edge of the patient, which is on the left
        Assert.Equal(new Rgb(0, 0, 0), image[36, 50]);
    }

    [Fact]
    public void Isodose_levels_are_round_and_below_the_maximum()
    {
        Assert.Equal([20, 30, 40, 50, 75], IsodoseLevel.Below(96).Select(l => l.Dose_Gy));
        Assert.Empty(IsodoseLevel.Below(0));
    }

    [Fact]
    public void A_PNG_holds_the_pixels_that_were_painted()
    {
        var image = new RgbImage(3, 2);
        image.Blend(2, 1, new Rgb(10, 20, 30), 1);
        byte[] png = PngWriter.Write(image);
        Assert.Equal(3, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(2, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using var unpacked = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress)) zlib.CopyTo(unpacked);
        byte[] rows = unpacked.ToArray();
        Assert.Equal(2 * (1 + 9), rows.Length);
        Assert.Equal([10, 20, 30], rows[^3..]);
        Assert.Equal(0xAE426082, BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(png.Length - 4))); // CRC of an empty IEND, given in the standard
    }
}

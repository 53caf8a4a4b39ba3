using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Report.Contours;

namespace Dosimetry.Engine.Report.Pictures;

/// <summary>
/// A cut through the patient as a picture: layers from bottom to top, then isodose lines of the last layer, then a scale bar of 50 mm.
/// The same renderer makes the report's pictures and the slices for a browser without WebGL2.
/// </summary>
public static class SliceRenderer
{
    /// <summary>Length of the scale bar.</summary>
    public const double ScaleBar_mm = 50;

    /// <summary>Paints a view.</summary>
    public static RgbImage Draw(SliceView view, IReadOnlyList<SliceLayer> layers, IReadOnlyList<IsodoseLevel>? isodoses = null, bool scaleBar = true)
    {
        var image = new RgbImage(view.Width, view.Height);
        float[] raster = [];
        foreach (SliceLayer layer in layers) Paint(image, layer, raster = layer.Sample(view));
        foreach (IsodoseLevel level in isodoses ?? []) Isodose(image, raster, level);
        if (scaleBar) ScaleBar(image, view.Across_mm.Length, new Rgb(255, 255, 255));
        return image;
    }

    /// <summary>
    /// Largest value along each line of sight, as in a PET maximum-intensity projection. Values are those of the nearest voxel: a projection shows peaks,
    /// and interpolation would lower them.
    /// </summary>
    public static RgbImage Project(SliceView view, ImageLayer layer)
    {
        var image = new RgbImage(view.Width, view.Height);
        Paint(image, layer, Maxima(view, layer));
        ScaleBar(image, view.Across_mm.Length, new Rgb(0, 0, 0));
        return image;
    }

    private static float[] Maxima(SliceView view, ImageLayer layer)
    {
        (Vector3D low, Vector3D high) = SliceView.Box(layer.Grid);
        double depth_mm = Math.Abs(view.Depth.Dot(high - low)), step_mm = new[] { layer.Grid.Spacing_mm.X, layer.Grid.Spacing_mm.Y, layer.Grid.Spacing_mm.Z }.Min();
        Vector3D step = layer.Grid.Affine.Inverse().Apply(step_mm * view.Depth) - layer.Grid.Affine.Inverse().Origin;
        Vector3D front = view.Depth.Dot(low) < view.Depth.Dot(high) ? low : high;
        Vector3D toFront = (view.Depth.Dot(front) - view.Depth.Dot(view.Corner_mm)) * view.Depth;
        Affine toVoxel = layer.Grid.Affine.Inverse();
        float[] raster = new float[view.Width * view.Height];
        for (int n = 0; n < raster.Length; n++)
            raster[n] = MaximumFrom(layer, toVoxel.Apply(view.Position(n % view.Width, n / view.Width) + toFront), step, (int)(depth_mm / step_mm) + 1);
        return raster;
    }

    private static float MaximumFrom(ImageLayer layer, Vector3D voxel, Vector3D step, int steps)
    {
        float largest = float.NaN;
        for (int n = 0; n < steps; n++, voxel += step)
        {
            (int i, int j, int k) = ((int)Math.Round(voxel.X), (int)Math.Round(voxel.Y), (int)Math.Round(voxel.Z));
            if (i < 0 || j < 0 || k < 0 || i >= layer.Grid.Nx || j >= layer.Grid.Ny || k >= layer.Grid.Nz) continue;
            float value = layer.Values[layer.Grid.Index(i, j, k)];
            if (!(value <= largest)) largest = value;
        }
        return largest;
    }

    private static void Paint(RgbImage image, SliceLayer layer, float[] raster)
    {
        for (int n = 0; n < raster.Length; n++)
        {
            if (float.IsNaN(raster[n]) || raster[n] < layer.TransparentBelow) continue;
            image.Blend(n % image.Width, n / image.Width, layer.Colours.At((raster[n] - layer.Low) / (layer.High - layer.Low)), layer.Opacity);
        }
    }

    private static void Isodose(RgbImage image, float[] raster, IsodoseLevel level)
    {
        foreach (MarchingSquares.Line line in MarchingSquares.Lines(raster, image.Width, image.Height, level.Dose_Gy))
            for (int n = line.Closed ? 0 : 1; n < line.Points.Count; n++)
            {
                (double x0, double y0) = line.Points[(n + line.Points.Count - 1) % line.Points.Count];
                image.Line(x0, y0, line.Points[n].X, line.Points[n].Y, level.Colour, 1.4);
            }
    }

    private static void ScaleBar(RgbImage image, double pixel_mm, Rgb colour)
    {
        double length = ScaleBar_mm / pixel_mm;
        if (length > image.Width - 16) return;
        image.Line(8, image.Height - 9, 8 + length, image.Height - 9, colour, 3);
    }
}

using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine.Report.Pictures;

/// <summary>
/// A small picture of an imported series, made once after the import: the first thing a page shows while the viewer still loads, and what the overview shows.
/// CT: the middle coronal cut in a soft-tissue window. Emission images: the projection seen from the front, dark is much (SUV 0 to 10, else up to half the maximum).
/// </summary>
public static class SeriesPreview
{
    private const int LongestSide = 420;
    private const double CtLow_HU = -160, CtHigh_HU = 240, SuvHigh = 10;

    /// <summary>File name of a series' preview inside the import folder.</summary>
    public static string FileName(string seriesId) => $"preview-{seriesId}.png";

    /// <summary>The picture as PNG, or null for a series whose values have no picture (a single slice, an unknown quantity).</summary>
    public static byte[]? Draw(string folder, ImportedSeries series)
    {
        if (series.Size.Length != 3 || series.Size.Any(n => n < 2)) return null;
        Volume<Dimensionless> volume = NiftiFile.Read<Dimensionless>(Path.Combine(folder, series.File));
        Grid grid = volume.Grid;
        Vector3D middle = grid.Affine.Apply((grid.Nx - 1) / 2.0, (grid.Ny - 1) / 2.0, (grid.Nz - 1) / 2.0);
        (Vector3D low, Vector3D high) = SliceView.Box(grid);
        SliceView view = SliceView.Of(grid, SlicePlane.Coronal, middle, Math.Max(Math.Max(high.X - low.X, high.Z - low.Z) / LongestSide, 0.5));
        return PngWriter.Write(series.Quantity == CtNumber.Name
            ? SliceRenderer.Draw(view, [new ImageLayer(grid, volume.Values, ColourMap.Grey, CtLow_HU, CtHigh_HU)], scaleBar: false)
            : SliceRenderer.Project(view, new ImageLayer(grid, volume.Values, ColourMap.InvertedGrey, 0, WhiteToBlack(series, volume.Values))));
    }

    private static double WhiteToBlack(ImportedSeries series, float[] values) =>
        series.Pet?.SuvFactor is { } factor and > 0 ? SuvHigh / factor : Math.Max(values.Max() / 2, float.Epsilon);
}

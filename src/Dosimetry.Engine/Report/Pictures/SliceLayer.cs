using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Report.Pictures;

/// <summary>
/// One layer of a picture: values from <paramref name="Low"/> to <paramref name="High"/> take the colours of <paramref name="Colours"/>; below
/// <paramref name="TransparentBelow"/> the layer is not seen.
/// </summary>
public abstract record SliceLayer(ColourMap Colours, double Low, double High, double Opacity, double TransparentBelow)
{
    /// <summary>The layer's values at the pixels of a view, row by row; NaN outside the volume.</summary>
    public abstract float[] Sample(SliceView view);
}

/// <summary>A layer whose voxels lie on disk in cubes: only those that the view cuts are read.</summary>
public sealed record BrickLayer(BrickVolume Volume, ColourMap Colours, double Low, double High, double Opacity = 1, double TransparentBelow = double.NegativeInfinity)
    : SliceLayer(Colours, Low, High, Opacity, TransparentBelow)
{
    /// <inheritdoc/>
    public override float[] Sample(SliceView view)
    {
        Affine toVoxel = Volume.Grid.Affine.Inverse();
        float[] raster = new float[view.Width * view.Height];
        for (int row = 0; row < view.Height; row++)
            for (int column = 0; column < view.Width; column++)
                raster[row * view.Width + column] = Volume.At(toVoxel.Apply(view.Position(column, row)));
        return raster;
    }
}

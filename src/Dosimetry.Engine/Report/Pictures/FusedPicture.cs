using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Report.Pictures;

/// <summary>How two images are laid over each other to judge their fit.</summary>
public enum FusionStyle
{
    /// <summary>The moving image in warm colours over the fixed one in grey.</summary>
    Overlay,
    /// <summary>Tiles of 30 mm, one image and the other by turns: edges must run on across the borders.</summary>
    Checkerboard,
    /// <summary>The fixed image alone.</summary>
    Fixed,
    /// <summary>The moving image alone, in its new place.</summary>
    Moving,
}

/// <summary>A cut through two images under a rigid transform, with a cross at a point. Grey values as the registration sees them, 0 to 1.</summary>
public static class FusedPicture
{
    private const double Tile_mm = 30, OverlayOpacity = 0.55, FaintBelow = 0.08, CrossOpacity = 0.7;
    private const int CrossGap = 6;
    private static readonly Rgb Cross = Rgb.FromHex("#00C2A0");

    /// <summary>Paints the cut.</summary>
    /// <param name="fixedImage">The image that stays; the picture shows its extent.</param>
    /// <param name="movingImage">The image that is moved.</param>
    /// <param name="movingToFixed">Where it is moved to, mm to mm.</param>
    /// <param name="view">The cut, as <see cref="SliceView.Of"/> makes it for the fixed image.</param>
    /// <param name="at_mm">Point of the cross.</param>
    /// <param name="style">How they are laid over each other.</param>
    public static RgbImage Draw(RegistrationImage fixedImage, RegistrationImage movingImage, Affine movingToFixed, SliceView view, Vector3D at_mm, FusionStyle style)
    {
        Grid moved = StudyMoves.Moved(movingImage.Grid, movingToFixed);
        ImageLayer still = new(fixedImage.Grid, fixedImage.Grey, ColourMap.Grey, 0, 1), over = new(moved, movingImage.Grey, ColourMap.Grey, 0, 1);
        RgbImage picture = style switch
        {
            FusionStyle.Overlay => SliceRenderer.Draw(view, [still, over with { Colours = ColourMap.Heat, Opacity = OverlayOpacity, TransparentBelow = FaintBelow }]),
            FusionStyle.Moving => SliceRenderer.Draw(view, [over]),
            FusionStyle.Checkerboard => Tiles(SliceRenderer.Draw(view, [still]), SliceRenderer.Draw(view, [over]), Math.Max(1, (int)(Tile_mm / view.Across_mm.Length))),
            _ => SliceRenderer.Draw(view, [still]),
        };
        Mark(picture, view, at_mm);
        return picture;
    }

    private static RgbImage Tiles(RgbImage a, RgbImage b, int tile)
    {
        for (int y = 0; y < a.Height; y++)
            for (int x = 0; x < a.Width; x++)
                if ((x / tile + y / tile) % 2 == 1) a.Blend(x, y, b[x, y], 1);
        return a;
    }

    private static void Mark(RgbImage picture, SliceView view, Vector3D at_mm)
    {
        Vector3D from = at_mm - view.Corner_mm;
        double x = from.Dot(view.Across_mm) / view.Across_mm.Dot(view.Across_mm), y = from.Dot(view.Down_mm) / view.Down_mm.Dot(view.Down_mm);
        for (int n = 0; n < picture.Width; n++)
            if (Math.Abs(n - x) > CrossGap) picture.Blend(n, (int)Math.Round(y), Cross, CrossOpacity);
        for (int n = 0; n < picture.Height; n++)
            if (Math.Abs(n - y) > CrossGap) picture.Blend((int)Math.Round(x), n, Cross, CrossOpacity);
    }
}

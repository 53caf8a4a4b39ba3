using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Report.Pictures;

/// <summary>
/// A volume as one layer of a picture: values from <paramref name="Low"/> to <paramref name="High"/> take the colours of <paramref name="Colours"/>;
/// below <paramref name="TransparentBelow"/> the layer is not seen.
/// </summary>
public sealed record ImageLayer(Grid Grid, float[] Values, ColourMap Colours, double Low, double High, double Opacity = 1, double TransparentBelow = double.NegativeInfinity)
    : SliceLayer(Colours, Low, High, Opacity, TransparentBelow)
{
    /// <summary>Trilinear between voxel centres.</summary>
    public override float[] Sample(SliceView view)
    {
        Affine toVoxel = Grid.Affine.Inverse();
        float[] raster = new float[view.Width * view.Height];
        for (int row = 0; row < view.Height; row++)
            for (int column = 0; column < view.Width; column++)
                raster[row * view.Width + column] = At(toVoxel.Apply(view.Position(column, row)));
        return raster;
    }

    /// <summary>Value at a fractional voxel index; NaN more than half a voxel outside.</summary>
    private float At(Vector3D voxel)
    {
        if (!Inside(voxel.X, Grid.Nx) || !Inside(voxel.Y, Grid.Ny) || !Inside(voxel.Z, Grid.Nz)) return float.NaN;
        (int i, double fi) = Split(voxel.X, Grid.Nx);
        (int j, double fj) = Split(voxel.Y, Grid.Ny);
        (int k, double fk) = Split(voxel.Z, Grid.Nz);
        return (float)Mix(Mix(Row(i, fi, j, k), Row(i, fi, Next(j, Grid.Ny), k), fj), Mix(Row(i, fi, j, Next(k, Grid.Nz)), Row(i, fi, Next(j, Grid.Ny), Next(k, Grid.Nz)), fj), fk);
    }

    private double Row(int i, double share, int j, int k) => Mix(Values[Grid.Index(i, j, k)], Values[Grid.Index(Next(i, Grid.Nx), j, k)], share);

    private static bool Inside(double index, int count) => index >= -0.5 && index <= count - 0.5;

    private static (int, double) Split(double index, int count)
    {
        double held = Math.Clamp(index, 0, count - 1);
        return ((int)held, held - (int)held);
    }

    private static int Next(int index, int count) => Math.Min(index + 1, count - 1);

    private static double Mix(double a, double b, double share) => a + (b - a) * share;
}

/// <summary>A line of equal dose.</summary>
public sealed record IsodoseLevel(double Dose_Gy, Rgb Colour)
{
    private static readonly double[] Round_Gy = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1000];
    private static readonly string[] Colours = ["#56B4E9", "#00C2A0", "#7CFC00", "#FFD400", "#FF5CC8"];

    /// <summary>The five largest round doses below the maximum, coldest first.</summary>
    public static IReadOnlyList<IsodoseLevel> Below(double maximum_Gy)
    {
        double[] levels = [.. Round_Gy.Where(d => d < 0.95 * maximum_Gy).TakeLast(Colours.Length)];
        return [.. levels.Select((d, n) => new IsodoseLevel(d, Rgb.FromHex(Colours[n])))];
    }
}

using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.DoseContract.Tests;

/// <summary>Small inputs: boxes of tissue with activity in them.</summary>
internal static class Boxes
{
    private static readonly string[] Media = ["air", "lung", "soft_tissue_4comp", "cortical_bone"];

    public static Grid Grid(int nx, int ny, int nz, double x_mm, double y_mm, double z_mm) =>
        new(nx, ny, nz, Affine.Diagonal(new(x_mm, y_mm, z_mm), new(0, 0, 0)));

    /// <summary>Soft tissue with the same activity everywhere.</summary>
    public static DoseInput Uniform(Grid grid, double density) => Make(grid, _ => 1, _ => (float)density, _ => 2);

    /// <summary>Soft tissue with one active voxel.</summary>
    public static DoseInput Point(Grid grid, int i, int j, int k) => Make(grid, v => v == grid.Index(i, j, k) ? 5 : 0, _ => 1, _ => 2);

    /// <summary>Soft tissue with a smooth, lopsided spot.</summary>
    public static DoseInput Blob(Grid grid, float scale) => Make(grid, v => scale * Spot(grid, v), _ => 1, _ => 2);

    /// <summary>Lung, bone and tissue side by side, without any symmetry.</summary>
    public static DoseInput Heterogeneous(Grid grid)
    {
        int Region(int v) => grid.Voxel(v) switch { (< 4, _, _) => 1, (_, > 10, < 6) => 3, _ => 2 };
        return Make(grid, v => Spot(grid, v), v => Region(v) switch { 1 => 0.26f, 3 => 1.9f, _ => 1.05f }, v => (byte)Region(v));
    }

    public static float[] Mirror(Grid g, float[] values) => Mapped(g, values, (i, j, k) => (g.Nx - 1 - i, j, k));
    public static float[] Rotate(Grid g, float[] values) => Mapped(g, values, (i, j, k) => (j, k, i));
    public static DoseInput Mirrored(DoseInput input) => Moved(input, Mirror);
    public static DoseInput Rotated(DoseInput input) => Moved(input, Rotate);

    public static DoseInput Damaged(DoseInput input, string damage) => damage switch
    {
        "nan" => With(input, float.NaN), "infinity" => With(input, float.PositiveInfinity), "minus infinity" => With(input, float.NegativeInfinity), "negative" => With(input, -1),
        "vacuum" => WithDensity(input, 0), "negative density" => WithDensity(input, -1), "nan density" => WithDensity(input, float.NaN),
            "kg/m3" => WithDensity(input, 1050),
        "nuclide" => input with { Nuclide = "Lu-999" }, "medium" => input with { Media = ["custard"], Medium = new byte[input.Medium.Length] },
        "medium index" => input with { Medium = [.. input.Medium.Select(_ => (byte)9)] },
        "grids" => input with { Density = Uniform(Grid(3, 3, 3, 4, 4, 4), 1).Density },
        _ => throw new ArgumentException(damage),
    };

    private static float Spot(Grid grid, int v)
    {
        (int i, int j, int k) = grid.Voxel(v);
        return (float)Math.Exp(-0.1 * ((i - 6) * (i - 6) + 0.5 * (j - 8) * (j - 8) + 2.0 * (k - 5) * (k - 5)));
    }

    private static DoseInput Make(Grid grid, Func<int, float> tia, Func<int, float> density, Func<int, byte> medium)
    {
        int[] voxels = [.. Enumerable.Range(0, grid.Count)];
        return new(new(grid, [.. voxels.Select(tia)]), new(grid, [.. voxels.Select(density)]), [.. voxels.Select(medium)], Media, "Lu-177");
    }

    private static DoseInput Moved(DoseInput input, Func<Grid, float[], float[]> move) => input with
    {
        Tia = new(input.Tia.Grid, move(input.Tia.Grid, input.Tia.Values)), Density = new(input.Tia.Grid, move(input.Tia.Grid, input.Density.Values)),
        Medium = [.. move(input.Tia.Grid, [.. input.Medium.Select(m => (float)m)]).Select(m => (byte)m)],
    };

    private static float[] Mapped(Grid g, float[] values, Func<int, int, int, (int, int, int)> to)
    {
        float[] result = new float[values.Length];
        for (int v = 0; v < values.Length; v++)
        {
            (int i, int j, int k) = g.Voxel(v);
            (int a, int b, int c) = to(i, j, k);
            result[g.Index(a, b, c)] = values[v];
        }
        return result;
    }

    private static DoseInput With(DoseInput input, float value) => input with { Tia = new(input.Tia.Grid, Changed(input.Tia.Values, value)) };
    private static DoseInput WithDensity(DoseInput input, float value) =>
        input with { Density = new(input.Tia.Grid, Changed(input.Density.Values, value)) };
    private static float[] Changed(float[] values, float value) => [.. values.Select((v, n) => n == 1000 ? value : v)];
}

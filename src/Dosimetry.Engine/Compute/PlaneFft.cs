using System.Numerics;

namespace Dosimetry.Engine.Compute;

/// <summary>
/// Two-dimensional transform of one plane inside work space that stays in a core's cache: rows are turned so that lines lie side by side, padded with
/// zeros, transformed along x, turned back, transformed along y. Only the rows and columns that hold data are turned.
/// </summary>
internal sealed class PlaneFft(int sizeX, int sizeY)
{
    private const int Tile = 16; // both sides of a tile stay in the first-level cache
    private readonly LineFft _fx = new(sizeX), _fy = new(sizeY);

    /// <summary>Numbers in a row of a transformed plane: sizeX up to a multiple of the vector width.</summary>
    public int Stride { get; } = RoundUp(sizeX);
    /// <summary>Numbers in a transformed plane.</summary>
    public int Area => Stride * sizeY;

    /// <summary>The next multiple of the vector width.</summary>
    public static int RoundUp(int n) => (n + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;

    /// <summary>Work space of one half of a <see cref="Scratch"/>.</summary>
    public int WorkSize(int rows) => Math.Max(Area, sizeX * RoundUp(rows));

    /// <summary>Transforms rows of <paramref name="width"/> numbers (<paramref name="pitch"/> apart); the result lies in either half of the work space.</summary>
    public ComplexSpan Forward(ComplexSpan data, int width, int rows, int pitch, Scratch work)
    {
        int lines = RoundUp(rows);
        ComplexSpan a = work.First, b = work.Second;
        a.Slice(0, sizeX * lines).Clear();
        Turn(data, pitch, a, lines, width, rows);
        bool moved = _fx.Forward(a.Re, a.Im, b.Re, b.Im, lines);
        ComplexSpan turned = moved ? b : a, free = moved ? a : b;
        free.Slice(0, Area).Clear();
        Turn(turned, lines, free, Stride, rows, sizeX);
        return _fy.Forward(free.Re, free.Im, turned.Re, turned.Im, Stride) ? turned : free;
    }

    /// <summary>The inverse, times the number of points, of a plane that <see cref="Forward"/> left in the work space; only the data's rows and columns are written.</summary>
    public void Inverse(ComplexSpan plane, ComplexSpan data, int width, int rows, int pitch, Scratch work)
    {
        int lines = RoundUp(rows);
        bool second = plane.Re.Overlaps(work[2]);
        ComplexSpan a = (second ? work.Second : work.First).Swapped, b = (second ? work.First : work.Second).Swapped;
        bool moved = _fy.Forward(a.Re, a.Im, b.Re, b.Im, Stride);
        ComplexSpan rowsOf = moved ? b : a, free = moved ? a : b;
        Turn(rowsOf, Stride, free, lines, sizeX, rows);
        moved = _fx.Forward(free.Re, free.Im, rowsOf.Re, rowsOf.Im, lines);
        Turn(moved ? rowsOf : free, lines, data.Swapped, pitch, rows, width);
    }

    /// <summary>Rows become columns: <paramref name="height"/> rows of <paramref name="width"/> numbers.</summary>
    private static void Turn(ComplexSpan from, int fromPitch, ComplexSpan to, int toPitch, int width, int height)
    {
        Turn(from.Re, fromPitch, to.Re, toPitch, width, height);
        Turn(from.Im, fromPitch, to.Im, toPitch, width, height);
    }

    private static void Turn(ReadOnlySpan<float> from, int fromPitch, Span<float> to, int toPitch, int width, int height)
    {
        for (int y0 = 0; y0 < height; y0 += Tile)
            for (int x0 = 0; x0 < width; x0 += Tile)
                for (int x = x0; x < Math.Min(width, x0 + Tile); x++)
                {
                    Span<float> row = to.Slice(x * toPitch + y0, Math.Min(Tile, height - y0));
                    for (int y = 0; y < row.Length; y++) row[y] = from[(y0 + y) * fromPitch + x];
                }
    }
}

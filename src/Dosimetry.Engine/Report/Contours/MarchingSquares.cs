namespace Dosimetry.Engine.Report.Contours;

/// <summary>
/// Lines of equal value on a raster: between neighbouring sample points the value is taken as linear. Points are (column, row) in sample units.
/// Loops run with the higher side on one hand, so an outer line and a hole have areas of opposite sign. A cell with two high corners opposite each
/// other is decided by the mean of its four corners. Neglected: structure finer than the raster. Source: Lorensen and Cline 1987, in two dimensions.
/// </summary>
public static class MarchingSquares
{
    // Edges of a cell: 0 top, 1 right, 2 bottom, 3 left. Corners, as bits: 1 top left, 2 top right, 4 bottom right, 8 bottom left.
    private const int T = 0, R = 1, B = 2, L = 3;
    private static readonly int[][] Segments =
        [[], [T, L], [R, T], [R, L], [B, R], [T, L, B, R], [B, T], [B, L], [L, B], [T, B], [R, T, L, B], [R, B], [L, R], [T, R], [L, T], []];
    private static readonly int[] SaddleTopLeftJoined = [T, R, B, L], SaddleTopRightJoined = [L, T, R, B];

    /// <summary>One line; a closed one does not repeat its first point.</summary>
    public sealed record Line(IReadOnlyList<(double X, double Y)> Points, bool Closed)
    {
        /// <summary>Signed area by the shoelace rule, in square sample units: positive for an outer line, negative for a hole.</summary>
        public double Area
        {
            get
            {
                double twice = 0;
                for (int n = 0; n < Points.Count; n++)
                {
                    (double x0, double y0) = Points[n];
                    (double x1, double y1) = Points[(n + 1) % Points.Count];
                    twice += x0 * y1 - x1 * y0;
                }
                return twice / 2;
            }
        }
    }

    /// <summary>All lines of <paramref name="level"/> on a raster of <paramref name="width"/> columns (values row by row). NaN counts as below.</summary>
    public static IReadOnlyList<Line> Lines(ReadOnlySpan<float> values, int width, int height, double level)
    {
        var next = new Dictionary<int, int>();
        for (int y = 0; y + 1 < height; y++)
            for (int x = 0; x + 1 < width; x++)
                AddCell(values, width, x, y, level, next);
        return Link(next, values, width, level);
    }

    private static void AddCell(ReadOnlySpan<float> values, int width, int x, int y, double level, Dictionary<int, int> next)
    {
        int at = y * width + x;
        float a = values[at], b = values[at + 1], c = values[at + width + 1], d = values[at + width];
        int corners = (a >= level ? 1 : 0) | (b >= level ? 2 : 0) | (c >= level ? 4 : 0) | (d >= level ? 8 : 0);
        int[] segments = Segments[corners];
        if (corners is 5 or 10 && (a + b + c + d) / 4 >= level) segments = corners == 5 ? SaddleTopLeftJoined : SaddleTopRightJoined;
        for (int n = 0; n < segments.Length; n += 2) next[Edge(segments[n], at, width)] = Edge(segments[n + 1], at, width);
    }

    /// <summary>Number of a cell's edge in the whole raster: twice its first sample, plus one when it runs down.</summary>
    private static int Edge(int side, int at, int width) => side switch
    {
        T => 2 * at,
        R => 2 * (at + 1) + 1,
        B => 2 * (at + width),
        _ => 2 * at + 1,
    };

    private static List<Line> Link(Dictionary<int, int> next, ReadOnlySpan<float> values, int width, double level)
    {
        var lines = new List<Line>();
        HashSet<int> ends = [.. next.Values];
        int[] starts = [.. next.Keys.Where(e => !ends.Contains(e)).Order(), .. next.Keys.Where(ends.Contains).Order()];
        foreach (int start in starts)
        {
            if (!next.ContainsKey(start)) continue;
            var points = new List<(double X, double Y)>();
            int edge = start;
            points.Add(Crossing(edge, values, width, level));
            while (next.Remove(edge, out int following) && following != start) points.Add(Crossing(edge = following, values, width, level));
            lines.Add(new Line(points, ends.Contains(start)));
        }
        return lines;
    }

    private static (double X, double Y) Crossing(int edge, ReadOnlySpan<float> values, int width, double level)
    {
        int at = edge / 2;
        (int x, int y) = (at % width, at / width);
        bool down = edge % 2 == 1;
        double first = values[at], second = values[down ? at + width : at + 1];
        double share = double.IsNaN(first) ? 1 : double.IsNaN(second) ? 0 : (level - first) / (second - first);
        return down ? (x, y + share) : (x + share, y);
    }
}

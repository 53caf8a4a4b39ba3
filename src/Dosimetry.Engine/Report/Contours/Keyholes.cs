namespace Dosimetry.Engine.Report.Contours;

using Line = MarchingSquares.Line;
using Point = (double X, double Y);

/// <summary>Joins each hole to the outer line around it by a channel of no width, walked once in and once out (DICOM PS3.3 C.8.8.6.3, "keyhole").</summary>
internal static class Keyholes
{
    public static IEnumerable<IReadOnlyList<Point>> Join(IEnumerable<Line> lines)
    {
        ILookup<bool, Line> byKind = lines.ToLookup(l => l.Area > 0);
        List<List<Point>> outer = [.. byKind[true].OrderBy(l => l.Area).Select(l => l.Points.ToList())];
        foreach (Line hole in byKind[false])
        {
            List<Point>? around = outer.Find(o => Contains(o, hole.Points[0]));
            if (around is not null) Insert(around, hole.Points);
        }
        return outer;
    }

    private static void Insert(List<Point> outer, IReadOnlyList<Point> hole)
    {
        (int o, int h) = Nearest(outer, hole);
        outer.InsertRange(o + 1, [.. hole.Skip(h), .. hole.Take(h + 1), outer[o]]);
    }

    private static (int Outer, int Hole) Nearest(List<Point> outer, IReadOnlyList<Point> hole)
    {
        (int Outer, int Hole) best = (0, 0);
        double least = double.MaxValue;
        for (int o = 0; o < outer.Count; o++)
            for (int h = 0; h < hole.Count; h++)
            {
                (double dx, double dy) = (outer[o].X - hole[h].X, outer[o].Y - hole[h].Y);
                if (dx * dx + dy * dy is var square && square < least) (least, best) = (square, (o, h));
            }
        return best;
    }

    /// <summary>Even-odd rule along a ray to the right.</summary>
    private static bool Contains(List<Point> loop, Point p)
    {
        bool inside = false;
        for (int n = 0, m = loop.Count - 1; n < loop.Count; m = n++)
            if (loop[n].Y > p.Y != loop[m].Y > p.Y && p.X < (loop[m].X - loop[n].X) * (p.Y - loop[n].Y) / (loop[m].Y - loop[n].Y) + loop[n].X)
                inside = !inside;
        return inside;
    }
}

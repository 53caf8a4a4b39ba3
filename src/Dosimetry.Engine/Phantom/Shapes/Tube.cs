using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Shapes;

/// <summary>A point on the axis of a tube with the tube's radius there, mm.</summary>
internal readonly record struct TubePoint(double X, double Y, double Z, double Radius)
{
    /// <summary>Position in mm.</summary>
    public Vector3D Position => new(X, Y, Z);
}

/// <summary>
/// A round tube swept along a smooth curve (Catmull-Rom through the given points) with changing radius.
/// <c>flatten</c> ≠ 1 makes the section oval: its height along z is multiplied by it (ribs are taller than thick).
/// </summary>
internal sealed class Tube : IShape
{
    private readonly Capsule[] capsules;

    /// <summary>Sweeps through the points; <paramref name="steps"/> straight pieces per span.</summary>
    public Tube(IReadOnlyList<TubePoint> points, int steps = 6, double flatten = 1)
    {
        TubePoint[] fine = Smooth(points, steps);
        capsules = [.. fine.Zip(fine.Skip(1), (a, b) => new Capsule(a, b, flatten))];
        Bounds = capsules.Select(c => c.Bounds).Aggregate((a, b) => a.Union(b));
    }

    /// <inheritdoc/>
    public Box Bounds { get; }

    /// <inheritdoc/>
    public IEnumerable<IShape> Parts => capsules;

    /// <inheritdoc/>
    public double Distance(Vector3D p)
    {
        double nearest = double.MaxValue;
        foreach (Capsule capsule in capsules) nearest = Math.Min(nearest, capsule.Distance(p));
        return nearest;
    }

    private static TubePoint[] Smooth(IReadOnlyList<TubePoint> p, int steps)
    {
        if (p.Count < 3) return [.. p];
        List<TubePoint> fine = [];
        for (int n = 0; n + 1 < p.Count; n++)
            for (int s = 0; s < steps; s++)
                fine.Add(CatmullRom(p[Math.Max(n - 1, 0)], p[n], p[n + 1], p[Math.Min(n + 2, p.Count - 1)], s / (double)steps));
        fine.Add(p[^1]);
        return [.. fine];
    }

    private static TubePoint CatmullRom(TubePoint a, TubePoint b, TubePoint c, TubePoint d, double t)
    {
        double Blend(double p, double q, double r, double s) =>
            q + 0.5 * t * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * (q - r) + s - p)));
        return new(Blend(a.X, b.X, c.X, d.X), Blend(a.Y, b.Y, c.Y, d.Y), Blend(a.Z, b.Z, c.Z, d.Z), b.Radius + t * (c.Radius - b.Radius));
    }

    /// <summary>A straight piece with round ends; the radius changes linearly.</summary>
    private sealed class Capsule(TubePoint a, TubePoint b, double flatten) : IShape
    {
        private readonly Vector3D start = new(a.X, a.Y, a.Z / flatten);
        private readonly Vector3D along = new(b.X - a.X, b.Y - a.Y, (b.Z - a.Z) / flatten);

        public Box Bounds { get; } = Ball(a, flatten).Union(Ball(b, flatten));

        public double Distance(Vector3D p)
        {
            Vector3D d = new Vector3D(p.X, p.Y, p.Z / flatten) - start;
            double t = Math.Clamp(d.Dot(along) / Math.Max(along.Dot(along), 1e-12), 0, 1);
            return (d - t * along).Length - (a.Radius + t * (b.Radius - a.Radius));
        }

        private static Box Ball(TubePoint p, double flatten) =>
            Box.Around(p.Position, new Vector3D(p.Radius, p.Radius, p.Radius * Math.Max(flatten, 1)));
    }
}

using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Shapes;

/// <summary>
/// A triangle in space with a thickness: shoulder blade, iliac wing. Distance to the triangle minus half the thickness, exact.
/// </summary>
internal sealed class Plate(Vector3D a, Vector3D b, Vector3D c, double thickness) : IShape
{
    private readonly Vector3D normal = Normalise((b - a).Cross(c - a));

    /// <inheritdoc/>
    public Box Bounds { get; } = new Box(a, a).Union(new Box(b, b)).Union(new Box(c, c)).Grow(thickness / 2);

    /// <inheritdoc/>
    public double Distance(Vector3D p) => (OverTheFace(p)
        ? Math.Abs((p - a).Dot(normal))
        : Math.Min(ToEdge(p, a, b), Math.Min(ToEdge(p, b, c), ToEdge(p, c, a)))) - thickness / 2;

    /// <summary>A fan of plates: hub, and the rim points in order.</summary>
    public static IShape Fan(Vector3D hub, double thickness, params Vector3D[] rim) =>
        new Union([.. rim.Zip(rim.Skip(1), (p, q) => new Plate(hub, p, q, thickness))]);

    private bool OverTheFace(Vector3D p) =>
        normal.Cross(b - a).Dot(p - a) >= 0 && normal.Cross(c - b).Dot(p - b) >= 0 && normal.Cross(a - c).Dot(p - c) >= 0;

    private static double ToEdge(Vector3D p, Vector3D from, Vector3D to)
    {
        Vector3D edge = to - from, d = p - from;
        return (d - Math.Clamp(d.Dot(edge) / edge.Dot(edge), 0, 1) * edge).Length;
    }

    private static Vector3D Normalise(Vector3D v) => 1 / v.Length * v;
}

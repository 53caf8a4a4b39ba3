using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Shapes;

/// <summary>An axis-aligned box in mm that encloses a shape.</summary>
internal readonly record struct Box(Vector3D Min, Vector3D Max)
{
    /// <summary>The box around a centre.</summary>
    public static Box Around(Vector3D centre, Vector3D half) => new(centre - half, centre + half);

    /// <summary>Larger on every side.</summary>
    public Box Grow(double mm) => new(Min - new Vector3D(mm, mm, mm), Max + new Vector3D(mm, mm, mm));

    /// <summary>The box around both.</summary>
    public Box Union(Box o) => new(
        new(Math.Min(Min.X, o.Min.X), Math.Min(Min.Y, o.Min.Y), Math.Min(Min.Z, o.Min.Z)),
        new(Math.Max(Max.X, o.Max.X), Math.Max(Max.Y, o.Max.Y), Math.Max(Max.Z, o.Max.Z)));

    /// <summary>True when the point lies in the box.</summary>
    public bool Contains(Vector3D p) =>
        p.X >= Min.X && p.X <= Max.X && p.Y >= Min.Y && p.Y <= Max.Y && p.Z >= Min.Z && p.Z <= Max.Z;
}

/// <summary>
/// A smooth solid given implicitly: <see cref="Distance"/> is negative inside, and close to the distance from the surface in mm near it
/// (exact for round tubes, radial for ellipsoids), so that layers of a stated thickness can be peeled off.
/// </summary>
internal interface IShape
{
    /// <summary>Box that contains all points with a distance of zero or less.</summary>
    Box Bounds { get; }

    /// <summary>Distance in mm, negative inside.</summary>
    double Distance(Vector3D p);

    /// <summary>Pieces whose union is the shape and which are cheaper to paint one by one.</summary>
    IEnumerable<IShape> Parts => [this];
}

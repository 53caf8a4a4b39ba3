using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Shapes;

/// <summary>
/// A superellipsoid |x/a|ⁿ + |y/b|ⁿ + |z/c|ⁿ ≤ 1 with its long axis turned: n = 2 is an ellipsoid, n = 4 a rounded block.
/// Distance along the ray from the centre.
/// </summary>
internal sealed class Ellipsoid : IShape
{
    private readonly Vector3D centre, half, axisX, axisY, axisZ;
    private readonly double power;

    /// <summary>
    /// Semi-axes in mm; <paramref name="up"/> is the direction of the third axis, the first stays as close to x as possible.
    /// </summary>
    public Ellipsoid(Vector3D centre, Vector3D half, Vector3D? up = null, double power = 2)
    {
        (this.centre, this.half, this.power) = (centre, half, power);
        axisZ = Unit(up ?? new Vector3D(0, 0, 1));
        axisY = Unit(axisZ.Cross(new Vector3D(1, 0, 0)));
        axisX = axisY.Cross(axisZ);
        Bounds = up is null ? Box.Around(centre, half) : Box.Around(centre, Extent());
    }

    /// <inheritdoc/>
    public Box Bounds { get; }

    /// <inheritdoc/>
    public double Distance(Vector3D p)
    {
        Vector3D d = p - centre;
        double x = Math.Abs(d.Dot(axisX)) / half.X, y = Math.Abs(d.Dot(axisY)) / half.Y, z = Math.Abs(d.Dot(axisZ)) / half.Z;
        double rho = power == 2
            ? Math.Sqrt(x * x + y * y + z * z)
            : Math.Pow(Math.Pow(x, power) + Math.Pow(y, power) + Math.Pow(z, power), 1 / power);
        return rho < 1e-9 ? -Math.Min(half.X, Math.Min(half.Y, half.Z)) : d.Length * (1 - 1 / rho);
    }

    private Vector3D Extent() => new(
        Math.Abs(axisX.X) * half.X + Math.Abs(axisY.X) * half.Y + Math.Abs(axisZ.X) * half.Z,
        Math.Abs(axisX.Y) * half.X + Math.Abs(axisY.Y) * half.Y + Math.Abs(axisZ.Y) * half.Z,
        Math.Abs(axisX.Z) * half.X + Math.Abs(axisY.Z) * half.Y + Math.Abs(axisZ.Z) * half.Z);

    private static Vector3D Unit(Vector3D v) => 1 / v.Length * v;
}

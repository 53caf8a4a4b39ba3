using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Shapes;

/// <summary>A shape given by its distance function, e.g. lung = rib cage above the diaphragm beside the mediastinum.</summary>
internal sealed class Custom(Box bounds, Func<Vector3D, double> distance) : IShape
{
    /// <inheritdoc/>
    public Box Bounds => bounds;

    /// <inheritdoc/>
    public double Distance(Vector3D p) => distance(p);

    /// <summary>Maximum of two distances with a rounded edge of about <paramref name="k"/> mm.</summary>
    public static double SmoothMax(double a, double b, double k) => -Union.SmoothMin(-a, -b, k);
}

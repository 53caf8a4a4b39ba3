using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Shapes;

/// <summary>All points of any of the shapes; with <c>blend</c> &gt; 0 mm the joints are rounded (polynomial smooth minimum).</summary>
internal sealed class Union(IShape[] shapes, double blend = 0) : IShape
{
    /// <inheritdoc/>
    public Box Bounds { get; } = shapes.Select(s => s.Bounds).Aggregate((a, b) => a.Union(b)).Grow(blend / 4);

    /// <inheritdoc/>
    public IEnumerable<IShape> Parts => blend > 0 ? [this] : shapes.SelectMany(s => s.Parts);

    /// <inheritdoc/>
    public double Distance(Vector3D p)
    {
        double d = shapes[0].Distance(p);
        for (int n = 1; n < shapes.Length; n++) d = SmoothMin(d, shapes[n].Distance(p), blend);
        return d;
    }

    /// <summary>Minimum of two distances with a fillet of about <paramref name="k"/> mm.</summary>
    public static double SmoothMin(double a, double b, double k)
    {
        double h = k - Math.Abs(a - b);
        return h > 0 ? Math.Min(a, b) - h * h / (4 * k) : Math.Min(a, b);
    }
}

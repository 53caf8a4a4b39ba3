using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Shapes;

/// <summary>Cross-section of a column at one height: centre, half width, half depth in front and behind, mm.</summary>
internal readonly record struct Section(double Z, double X, double Y, double HalfWidth, double Front, double Back);

/// <summary>
/// A column along z whose cross-section is a superellipse that changes smoothly with height (cubic Hermite between the given sections,
/// tabulated every millimetre): trunk, neck, rib cage, abdominal cavity, legs.
/// </summary>
internal sealed class ProfileColumn : IShape
{
    private readonly Section[] table;
    private readonly double zLow, zHigh, power;

    /// <summary>Sections in rising z; <paramref name="power"/> 2 is an ellipse, larger is squarer.</summary>
    public ProfileColumn(double power, params Section[] sections)
    {
        (this.power, zLow, zHigh) = (power, sections[0].Z, sections[^1].Z);
        int count = (int)Math.Ceiling(zHigh - zLow) + 1;
        table = [.. Enumerable.Range(0, count).Select(n => Interpolate(sections, Math.Min(zLow + n, zHigh)))];
        Bounds = table.Select(s => new Box(
            new(s.X - s.HalfWidth, s.Y - s.Back, zLow), new(s.X + s.HalfWidth, s.Y + s.Front, zHigh))).Aggregate((a, b) => a.Union(b));
    }

    /// <inheritdoc/>
    public Box Bounds { get; }

    /// <summary>The cross-section at a height (clamped to the ends).</summary>
    public Section At(double z)
    {
        double u = Math.Clamp(z - zLow, 0, table.Length - 1);
        int n = Math.Min((int)u, Math.Max(table.Length - 2, 0));
        return Mix(table[n], table[Math.Min(n + 1, table.Length - 1)], u - n);
    }

    /// <inheritdoc/>
    public double Distance(Vector3D p)
    {
        Section s = At(p.Z);
        double dx = p.X - s.X, dy = p.Y - s.Y, r = Math.Sqrt(dx * dx + dy * dy);
        double u = Math.Abs(dx) / s.HalfWidth, v = Math.Abs(dy) / (dy > 0 ? s.Front : s.Back);
        double rho = power == 2 ? Math.Sqrt(u * u + v * v) : Math.Pow(Math.Pow(u, power) + Math.Pow(v, power), 1 / power);
        double radial = rho < 1e-9 ? -Math.Min(s.HalfWidth, s.Front) : r * (1 - 1 / rho);
        return Math.Max(radial, Math.Max(zLow - p.Z, p.Z - zHigh));
    }

    private static Section Interpolate(Section[] s, double z)
    {
        int n = 0;
        while (n + 2 < s.Length && s[n + 1].Z <= z) n++;
        Section a = s[n], b = s[n + 1], before = s[Math.Max(n - 1, 0)], after = s[Math.Min(n + 2, s.Length - 1)];
        double h = b.Z - a.Z, t = (z - a.Z) / h;
        double Cubic(Func<Section, double> f)
        {
            double slopeA = (f(b) - f(before)) / (b.Z - before.Z) * h, slopeB = (f(after) - f(a)) / (after.Z - a.Z) * h;
            double t2 = t * t, t3 = t2 * t;
            return (2 * t3 - 3 * t2 + 1) * f(a) + (t3 - 2 * t2 + t) * slopeA + (3 * t2 - 2 * t3) * f(b) + (t3 - t2) * slopeB;
        }
        return new(z, Cubic(q => q.X), Cubic(q => q.Y), Cubic(q => q.HalfWidth), Cubic(q => q.Front), Cubic(q => q.Back));
    }

    private static Section Mix(Section a, Section b, double t) => new(
        a.Z + t * (b.Z - a.Z), a.X + t * (b.X - a.X), a.Y + t * (b.Y - a.Y),
        a.HalfWidth + t * (b.HalfWidth - a.HalfWidth), a.Front + t * (b.Front - a.Front), a.Back + t * (b.Back - a.Back));
}

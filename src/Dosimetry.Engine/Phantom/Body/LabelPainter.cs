using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom.Shapes;

namespace Dosimetry.Engine.Phantom.Body;

/// <summary>
/// Paints shapes, written for a reference man of 176 cm, into a label array: one label per voxel, the later stroke wins where it may paint.
/// The reference man is stretched to the patient by one factor per axis. Slices are painted in parallel; the result does not depend on it.
/// </summary>
internal sealed class LabelPainter
{
    private readonly double[] x, y, z;

    /// <summary>An empty canvas (all air) on an axis-aligned grid.</summary>
    public LabelPainter(Grid grid, Vector3D stretch)
    {
        (Grid, Labels) = (grid, new ushort[grid.Count]);
        x = [.. Enumerable.Range(0, grid.Nx).Select(i => grid.Affine.Apply(i, 0, 0).X / stretch.X)];
        y = [.. Enumerable.Range(0, grid.Ny).Select(j => grid.Affine.Apply(0, j, 0).Y / stretch.Y)];
        z = [.. Enumerable.Range(0, grid.Nz).Select(k => grid.Affine.Apply(0, 0, k).Z / stretch.Z)];
    }

    /// <summary>The lattice.</summary>
    public Grid Grid { get; }

    /// <summary>The labels so far.</summary>
    public ushort[] Labels { get; }

    /// <summary>
    /// Gives the label to every voxel at least <paramref name="inset"/> mm inside the shape whose present label <paramref name="onto"/>
    /// accepts.
    /// A negative inset paints that far beyond the surface. Skin and the air outside are never painted over, so nothing can leave the body.
    /// </summary>
    public void Paint(IShape shape, ushort label, double inset = 0, Func<ushort, bool>? onto = null) =>
        Paint(shape, (d, _, old) => d <= -inset && old > BodyTissues.Skin && (onto is null || onto(old)) ? label : old,
            Math.Max(0, -inset));

    /// <summary>Outside in: the outer label, and the inner label from <paramref name="thickness"/> mm below the surface.</summary>
    public void PaintShell(IShape shape, ushort outer, ushort inner, double thickness, Func<ushort, bool>? onto = null)
    {
        Paint(shape, outer, 0, onto);
        Paint(shape, inner, thickness, old => old == outer || onto is not null && onto(old));
    }

    /// <summary>
    /// General stroke: (distance, position in the reference man, present label) gives the new label, for every voxel within
    /// <paramref name="beyond"/> mm of the shape.
    /// </summary>
    public void Paint(IShape shape, Func<double, Vector3D, ushort, ushort> choose, double beyond = 0)
    {
        foreach (IShape part in shape.Parts) PaintPart(part, choose, beyond);
    }

    private void PaintPart(IShape shape, Func<double, Vector3D, ushort, ushort> choose, double beyond)
    {
        Box box = shape.Bounds.Grow(beyond);
        (int iLow, int iHigh) = Range(x, box.Min.X, box.Max.X);
        (int jLow, int jHigh) = Range(y, box.Min.Y, box.Max.Y);
        (int kLow, int kHigh) = Range(z, box.Min.Z, box.Max.Z);
        if (iLow >= iHigh || jLow >= jHigh || kLow >= kHigh) return;
        void Slice(int k)
        {
            for (int j = jLow; j < jHigh; j++)
                for (int i = iLow, n = Grid.Index(iLow, j, k); i < iHigh; i++, n++)
                {
                    Vector3D p = new(x[i], y[j], z[k]);
                    double d = shape.Distance(p);
                    if (d <= beyond) Labels[n] = choose(d, p, Labels[n]);
                }
        }
        if ((long)(iHigh - iLow) * (jHigh - jLow) * (kHigh - kLow) < 100_000) for (int k = kLow; k < kHigh; k++) Slice(k);
        else Parallel.For(kLow, kHigh, Slice);
    }

    /// <summary>First index and one past the last index whose coordinate lies in [low, high]; the axis may run either way.</summary>
    private static (int From, int To) Range(double[] axis, double low, double high)
    {
        double step = axis.Length > 1 ? axis[1] - axis[0] : 1;
        double a = (low - axis[0]) / step, b = (high - axis[0]) / step;
        return (Math.Max(0, (int)Math.Ceiling(Math.Min(a, b))), Math.Min(axis.Length, (int)Math.Floor(Math.Max(a, b)) + 1));
    }
}

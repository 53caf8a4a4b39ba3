using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Register;

/// <summary>
/// Value between voxel centres by linear interpolation along i, j, k; outside the outermost centres the nearest value, outside the grid zero.
/// For values given at points (a dose grid), not for conserving activity: see <see cref="OverlapResampler"/>.
/// </summary>
public sealed class TrilinearSampler(Grid grid, float[] values)
{
    private readonly Affine toIndex = grid.Affine.Inverse();

    /// <summary>Value at a point in mm (RAS+).</summary>
    public double At(Vector3D point_mm)
    {
        Vector3D p = toIndex.Apply(point_mm);
        if (!Inside(p.X, grid.Nx) || !Inside(p.Y, grid.Ny) || !Inside(p.Z, grid.Nz)) return 0;
        (int i, double u) = Cell(p.X, grid.Nx);
        (int j, double v) = Cell(p.Y, grid.Ny);
        (int k, double w) = Cell(p.Z, grid.Nz);
        double near = Plane(i, j, k, u, v);
        return w == 0 ? near : near + w * (Plane(i, j, k + 1, u, v) - near);
    }

    private double Plane(int i, int j, int k, double u, double v)
    {
        double near = Row(i, j, k, u);
        return v == 0 ? near : near + v * (Row(i, j + 1, k, u) - near);
    }

    private double Row(int i, int j, int k, double u)
    {
        int n = grid.Index(i, j, k);
        return u == 0 ? values[n] : values[n] + u * (values[n + 1] - values[n]);
    }

    private static bool Inside(double index, int count) => index >= -0.5 && index <= count - 0.5;

    private static (int Cell, double Share) Cell(double index, int count)
    {
        double held = Math.Clamp(index, 0, count - 1);
        int cell = Math.Min((int)held, Math.Max(count - 2, 0));
        return (cell, held - cell);
    }
}

using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Evaluate;

/// <summary>
/// Quantity: lowest and highest dose, Gy, that linear interpolation can give anywhere within a reach of a point. It bounds a search from below without
/// searching: exact minimum and maximum of the voxels that such an interpolation touches; outside the grid the dose counts as zero.
/// </summary>
internal sealed class NeighbourhoodRange
{
    private readonly Grid grid;
    private readonly Affine toIndex;
    private readonly float[] low, high;

    /// <summary>Slides a box of the reach over the volume, one axis after the other.</summary>
    public NeighbourhoodRange(Volume<Dose_Gy> dose, double reach_mm)
    {
        grid = dose.Grid;
        toIndex = grid.Affine.Inverse();
        (low, high) = ([.. dose.Values], [.. dose.Values]);
        Vector3D step = new(RowLength(0), RowLength(1), RowLength(2)); // voxels per mm along each index
        Slide(grid.Nx, 1, Voxels(reach_mm * step.X));
        Slide(grid.Ny, grid.Nx, Voxels(reach_mm * step.Y));
        Slide(grid.Nz, grid.Nx * grid.Ny, Voxels(reach_mm * step.Z));
    }

    /// <summary>Bounds around a point in mm (RAS+).</summary>
    public (double Low, double High) At(Vector3D point_mm)
    {
        Vector3D p = toIndex.Apply(point_mm);
        (int i, int j, int k) = ((int)Math.Round(p.X), (int)Math.Round(p.Y), (int)Math.Round(p.Z));
        if (i < 0 || j < 0 || k < 0 || i >= grid.Nx || j >= grid.Ny || k >= grid.Nz) return (0, double.PositiveInfinity);
        int n = grid.Index(i, j, k);
        return (low[n], high[n]);
    }

    // The point lies up to half a voxel from the nearest centre, and interpolation takes the next voxel as well.
    private static int Voxels(double reach_voxels) => (int)Math.Ceiling(reach_voxels + 0.5);

    private double RowLength(int row)
    {
        Vector3D origin = toIndex.Apply(default);
        double Of(Vector3D axis) { Vector3D d = toIndex.Apply(axis) - origin; return row == 0 ? d.X : row == 1 ? d.Y : d.Z; }
        return new Vector3D(Of(new(1, 0, 0)), Of(new(0, 1, 0)), Of(new(0, 0, 1))).Length;
    }

    private void Slide(int count, int stride, int reach)
    {
        (float[] oldLow, float[] oldHigh) = ([.. low], [.. high]);
        Parallel.For(0, low.Length, n =>
        {
            int at = n / stride % count;
            (float least, float most) = at < reach || at + reach >= count ? (Math.Min(0, oldLow[n]), oldHigh[n]) : (oldLow[n], oldHigh[n]);
            for (int s = -Math.Min(reach, at); s <= Math.Min(reach, count - 1 - at); s++)
                (least, most) = (Math.Min(least, oldLow[n + s * stride]), Math.Max(most, oldHigh[n + s * stride]));
            (low[n], high[n]) = (least, most);
        });
    }
}

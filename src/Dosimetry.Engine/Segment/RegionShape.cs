using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Segment;

/// <summary>Where a region lies in the patient, independent of any grid.</summary>
public abstract record RegionShape
{
    /// <summary>Share of each voxel of a grid that lies inside, 0 to 1.</summary>
    public abstract float[] WeightsOn(Grid grid);

    /// <summary>A box in mm (RAS+) that holds the region.</summary>
    public abstract (Vector3D Low, Vector3D High) Box_mm();

    /// <summary>Box around the voxels of a grid, edges included.</summary>
    internal static (Vector3D Low, Vector3D High) BoxOf(Grid grid)
    {
        Vector3D[] corners =
        [
            .. from i in new[] { -0.5, grid.Nx - 0.5 } from j in new[] { -0.5, grid.Ny - 0.5 } from k in new[] { -0.5, grid.Nz - 0.5 } select grid.Affine.Apply(i, j, k),
        ];
        return (new(corners.Min(c => c.X), corners.Min(c => c.Y), corners.Min(c => c.Z)), new(corners.Max(c => c.X), corners.Max(c => c.Y), corners.Max(c => c.Z)));
    }
}

/// <summary>A region drawn as closed axial contours. <paramref name="SliceSpacing_mm"/>: thickness of a region with one contour plane.</summary>
public sealed record ContourShape(IReadOnlyList<Contour> Contours, double? SliceSpacing_mm = null) : RegionShape
{
    private const double FinestSpacing_mm = 1, WidestSlab_mm = 20;

    /// <inheritdoc/>
    /// <exception cref="RefusedException">A contour does not lie in an axial plane.</exception>
    public override float[] WeightsOn(Grid grid)
    {
        if (ContourRasteriser.Supports(grid)) return ContourRasteriser.Weights(Contours, grid, SliceSpacing_mm);
        Grid upright = Upright(grid);
        return new OverlapResampler(upright, grid).Average(ContourRasteriser.Weights(Contours, upright, SliceSpacing_mm));
    }

    /// <inheritdoc/>
    public override (Vector3D Low, Vector3D High) Box_mm()
    {
        Vector3D[] points = [.. Contours.SelectMany(c => Enumerable.Range(0, c.Count).Select(n => c[n]))];
        // A plane stands for a slab that reaches at most half-way to its neighbour.
        double[] planes = [.. points.Select(p => p.Z).Distinct().Order()];
        double slab = planes.Zip(planes.Skip(1), (a, b) => b - a).DefaultIfEmpty(SliceSpacing_mm ?? WidestSlab_mm).Max();
        return (new(points.Min(p => p.X), points.Min(p => p.Y), planes[0] - slab), new(points.Max(p => p.X), points.Max(p => p.Y), planes[^1] + slab));
    }

    /// <summary>An axis-parallel grid around the contours, fine enough to carry them to a turned grid.</summary>
    private Grid Upright(Grid grid)
    {
        double step = Math.Max(FinestSpacing_mm, Math.Min(grid.Spacing_mm.X, Math.Min(grid.Spacing_mm.Y, grid.Spacing_mm.Z)) / 3);
        double[][] axes = [.. Enumerable.Range(0, 3).Select(a => Contours.SelectMany(c => c.Points_mm.Where((_, n) => n % 3 == a)).ToArray())];
        double[] low = [.. axes.Select(v => v.Min() - 5 * step)];
        int[] size = [.. axes.Zip(low, (v, l) => (int)Math.Ceiling((v.Max() - l) / step) + 6)];
        return new Grid(size[0], size[1], size[2], Affine.Diagonal(new(step, step, step), new(low[0], low[1], low[2])));
    }
}

/// <summary>A region given as a mask on a grid of its own, 0 to 1 per voxel.</summary>
public sealed record MaskShape(Grid Grid, float[] Values) : RegionShape
{
    /// <inheritdoc/>
    public override float[] WeightsOn(Grid grid)
    {
        float[] weights = Grid.SameAs(grid) ? [.. Values] : Resampled(new OverlapResampler(Grid, grid));
        for (int n = 0; n < weights.Length; n++) weights[n] = Math.Clamp(weights[n], 0, 1);
        return weights;
    }

    /// <inheritdoc/>
    public override (Vector3D Low, Vector3D High) Box_mm() => BoxOf(Grid);

    /// <summary>Between turned grids the covered share of a voxel carries the rounding of the pieces; dividing by it keeps a full voxel full.</summary>
    private float[] Resampled(OverlapResampler resampler)
    {
        float[] weights = resampler.Average(Values);
        if (resampler.IsExact) return weights;
        float[] covered = resampler.Coverage();
        for (int n = 0; n < weights.Length; n++)
            if (covered[n] > WellCovered) weights[n] /= covered[n];
        return weights;
    }

    private const float WellCovered = 0.8f;
}

/// <summary>
/// One label of a label volume; its mask exists only while it is moved to a grid, and only around the label: many labels share one large volume.
/// </summary>
public sealed record LabelShape(LabelVolume Labels, int Label) : RegionShape
{
    /// <inheritdoc/>
    public override float[] WeightsOn(Grid grid) => Cut() is { } mask ? mask.WeightsOn(grid) : new float[grid.Count];

    /// <inheritdoc/>
    public override (Vector3D Low, Vector3D High) Box_mm() => Cut() is { } mask ? mask.Box_mm() : (Labels.Grid.Affine.Origin, Labels.Grid.Affine.Origin);

    private MaskShape? Cut()
    {
        Grid whole = Labels.Grid;
        (int i0, int i1, int j0, int j1, int k0, int k1) = (int.MaxValue, -1, int.MaxValue, -1, int.MaxValue, -1);
        for (int row = 0; row < whole.Ny * whole.Nz; row++)
        {
            ReadOnlySpan<ushort> line = Labels.Labels.AsSpan(row * whole.Nx, whole.Nx);
            int first = line.IndexOf((ushort)Label);
            if (first < 0) continue;
            (int j, int k) = (row % whole.Ny, row / whole.Ny);
            (i0, i1) = (Math.Min(i0, first), Math.Max(i1, line.LastIndexOf((ushort)Label)));
            (j0, j1, k0, k1) = (Math.Min(j0, j), Math.Max(j1, j), Math.Min(k0, k), Math.Max(k1, k));
        }
        if (i1 < 0) return null;
        (i0, j0, k0) = (Math.Max(i0 - 1, 0), Math.Max(j0 - 1, 0), Math.Max(k0 - 1, 0)); // a rim of nothing: the edge is the label's, not the box's
        (i1, j1, k1) = (Math.Min(i1 + 1, whole.Nx - 1), Math.Min(j1 + 1, whole.Ny - 1), Math.Min(k1 + 1, whole.Nz - 1));
        Grid box = new(i1 - i0 + 1, j1 - j0 + 1, k1 - k0 + 1, Affine.FromColumns(whole.Affine.StepI, whole.Affine.StepJ, whole.Affine.StepK, whole.Affine.Apply(i0, j0, k0)));
        float[] mask = new float[box.Count];
        for (int n = 0; n < mask.Length; n++)
        {
            (int i, int j, int k) = box.Voxel(n);
            mask[n] = Labels.Labels[whole.Index(i0 + i, j0 + j, k0 + k)] == Label ? 1 : 0;
        }
        return new MaskShape(box, mask);
    }
}

/// <summary>A region that somebody or something drew, before the overlap rule.</summary>
public sealed record DrawnRegion(string Name, string Origin, RegionShape Shape, string? Colour = null);

using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Segment;

/// <summary>Where a region lies in the patient, independent of any grid.</summary>
public abstract record RegionShape
{
    /// <summary>Share of each voxel of a grid that lies inside, 0 to 1.</summary>
    public abstract float[] WeightsOn(Grid grid);
}

/// <summary>A region drawn as closed axial contours. <paramref name="SliceSpacing_mm"/>: thickness of a region with one contour plane.</summary>
public sealed record ContourShape(IReadOnlyList<Contour> Contours, double? SliceSpacing_mm = null) : RegionShape
{
    private const double FinestSpacing_mm = 1;

    /// <inheritdoc/>
    /// <exception cref="RefusedException">A contour does not lie in an axial plane.</exception>
    public override float[] WeightsOn(Grid grid)
    {
        if (ContourRasteriser.Supports(grid)) return ContourRasteriser.Weights(Contours, grid, SliceSpacing_mm);
        Grid upright = Upright(grid);
        return new OverlapResampler(upright, grid).Average(ContourRasteriser.Weights(Contours, upright, SliceSpacing_mm));
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
        float[] weights = Grid.SameAs(grid) ? [.. Values] : new OverlapResampler(Grid, grid).Average(Values);
        for (int n = 0; n < weights.Length; n++) weights[n] = Math.Clamp(weights[n], 0, 1);
        return weights;
    }
}

/// <summary>One label of a label volume; its mask exists only while it is moved to a grid, because many labels share one large volume.</summary>
public sealed record LabelShape(LabelVolume Labels, int Label) : RegionShape
{
    /// <inheritdoc/>
    public override float[] WeightsOn(Grid grid) => new MaskShape(Labels.Grid, Array.ConvertAll(Labels.Labels, l => l == Label ? 1f : 0f)).WeightsOn(grid);
}

/// <summary>A region that somebody or something drew, before the overlap rule.</summary>
public sealed record DrawnRegion(string Name, string Origin, RegionShape Shape, string? Colour = null);

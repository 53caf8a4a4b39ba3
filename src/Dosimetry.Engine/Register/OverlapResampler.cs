using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Register;

/// <summary>
/// Quantity: any density-like value (Bq/ml, g/cm³, share of a voxel) moved from one grid to another.
/// Equation: g(T) = Σ_i f(i) · |V_i ∩ V_T| / |V_T|, the overlap volumes of source and target voxels: what is integrated (activity, mass) is conserved
/// wherever the target covers the source. For equal voxels this is linear interpolation, for coarser targets box integration, for finer targets the
/// source voxel's own value (no detail is invented).
/// Grids whose axes are parallel (mirrored or swapped as well) are treated exactly, axis by axis; for turned grids each source voxel is cut into
/// pieces of at most a quarter of a target voxel, and each piece goes to the target voxel that holds its centre: still conserving, with a rounding of position.
/// Neglected: nothing is interpolated across the field's edge; the uncovered share of a target voxel counts as zero (see <see cref="Coverage"/>).
/// </summary>
public sealed class OverlapResampler
{
    private const double AxisTolerance_voxels = 0.02;
    private readonly Grid from, to;
    private readonly Affine indexMap;
    private readonly int[]? targetAxisOf;

    /// <summary>Prepares the way from one grid to another.</summary>
    public OverlapResampler(Grid from, Grid to)
    {
        (this.from, this.to) = (from, to);
        indexMap = to.Affine.Inverse().Compose(from.Affine);
        targetAxisOf = ParallelAxes();
    }

    /// <summary>Whether the axes are parallel, so that the overlap is exact.</summary>
    public bool IsExact => targetAxisOf is not null;

    /// <summary>Values on the target grid; <paramref name="map"/> is applied to each source value first (e.g. HU to density).</summary>
    public float[] Average(float[] values, Func<float, float>? map = null) =>
        targetAxisOf is null ? ObliqueDeposit.Average(from, to, indexMap, i => map is null ? values[i] : map(values[i])) : Separable(values, map);

    /// <summary>Share of each target voxel that the source grid covers, 0 to 1.</summary>
    public float[] Coverage()
    {
        if (targetAxisOf is null) return ObliqueDeposit.Average(from, to, indexMap, _ => 1);
        AxisOverlap[] axes = Axes();
        float[] covered = new float[to.Count];
        AxisOverlap x = Along(axes, 0), y = Along(axes, 1), z = Along(axes, 2);
        for (int k = 0, n = 0; k < to.Nz; k++)
            for (int j = 0; j < to.Ny; j++)
                for (int i = 0; i < to.Nx; i++) covered[n++] = x.Covered(i) * y.Covered(j) * z.Covered(k);
        return covered;
    }

    private AxisOverlap Along(AxisOverlap[] axes, int targetAxis) => axes[Array.IndexOf(targetAxisOf!, targetAxis)];

    private float[] Separable(float[] values, Func<float, float>? map)
    {
        AxisOverlap[] axes = Axes();
        int[] shape = [from.Nx, from.Ny, from.Nz];
        for (int axis = 0; axis < 3; axis++)
        {
            values = Contract(values, shape, axis, axes[axis], axis == 0 ? map : null);
            shape[axis] = axes[axis].Count;
        }
        return Reorder(values, shape);
    }

    private static float[] Contract(float[] values, int[] shape, int axis, AxisOverlap overlap, Func<float, float>? map)
    {
        int inner = axis == 0 ? 1 : axis == 1 ? shape[0] : shape[0] * shape[1], count = shape[axis];
        int outer = shape[0] * shape[1] * shape[2] / (inner * count);
        float[] result = new float[(long)inner * overlap.Count * outer];
        Parallel.For(0, outer, o =>
        {
            for (int t = 0; t < overlap.Count; t++)
                for (int n = 0; n < inner; n++)
                    result[n + inner * (t + (long)overlap.Count * o)] = overlap.Sum(values, n + (long)inner * count * o, inner, t, map);
        });
        return result;
    }

    /// <summary>From the source's order of axes to the target's.</summary>
    private float[] Reorder(float[] values, int[] shape)
    {
        if (targetAxisOf is [0, 1, 2]) return values;
        float[] result = new float[to.Count];
        int[] stride = [1, to.Nx, to.Nx * to.Ny];
        int n = 0;
        for (int k = 0; k < shape[2]; k++)
            for (int j = 0; j < shape[1]; j++)
                for (int i = 0; i < shape[0]; i++)
                    result[i * stride[targetAxisOf![0]] + j * stride[targetAxisOf[1]] + k * stride[targetAxisOf[2]]] = values[n++];
        return result;
    }

    private AxisOverlap[] Axes()
    {
        int[] source = [from.Nx, from.Ny, from.Nz], target = [to.Nx, to.Ny, to.Nz];
        return [.. Enumerable.Range(0, 3).Select(a =>
        {
            int t = targetAxisOf![a];
            return new AxisOverlap(source[a], target[t], Component(Step(a), t), Component(indexMap.Origin, t));
        })];
    }

    /// <summary>For each source axis the target axis parallel to it, or null when the grids are turned against each other.</summary>
    private int[]? ParallelAxes()
    {
        int[] source = [from.Nx, from.Ny, from.Nz];
        int[] axes = new int[3];
        for (int a = 0; a < 3; a++)
        {
            double[] step = [Math.Abs(Step(a).X), Math.Abs(Step(a).Y), Math.Abs(Step(a).Z)];
            axes[a] = Array.IndexOf(step, step.Max());
            for (int t = 0; t < 3; t++)
                if (t != axes[a] && step[t] * source[a] > AxisTolerance_voxels) return null;
        }
        return axes.Distinct().Count() == 3 ? axes : null;
    }

    private Vector3D Step(int axis) => axis switch { 0 => indexMap.StepI, 1 => indexMap.StepJ, _ => indexMap.StepK };
    private static double Component(Vector3D v, int axis) => axis switch { 0 => v.X, 1 => v.Y, _ => v.Z };
}

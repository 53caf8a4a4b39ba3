using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Segment.Edit;

/// <summary>
/// The lattice on which a person edits regions: along the patient axes (RAS+), spacing of the finest image, over the box of all images; the finest axes
/// are coarsened by two until there are at most <see cref="MostVoxels"/>, so that a browser holds the labels and paints them while the mouse moves.
/// </summary>
public static class EditGrid
{
    /// <summary>256³.</summary>
    public const int MostVoxels = 256 * 256 * 256;

    /// <summary>The lattice of a study: CT, PET and the dose grid.</summary>
    public static Grid Of(AlignedStudy study) => Of([.. ((Grid?[])[study.Quantified.Ct?.Grid, study.Quantified.Pet?.Activity.Grid, study.Grid]).OfType<Grid>()]);

    /// <summary>The lattice of a set of image grids, at least one.</summary>
    public static Grid Of(IReadOnlyList<Grid> images)
    {
        (Vector3D Low, Vector3D High)[] boxes = [.. images.Select(RegionShape.BoxOf)];
        Grid finest = images.MinBy(g => g.VoxelVolume_ml)!;
        Vector3D step = AlongPatient(finest), edge = RegionShape.BoxOf(finest).Low;
        Axis[] axes =
        [
            Axis.Over(boxes.Min(b => b.Low.X), boxes.Max(b => b.High.X), edge.X, step.X),
            Axis.Over(boxes.Min(b => b.Low.Y), boxes.Max(b => b.High.Y), edge.Y, step.Y),
            Axis.Over(boxes.Min(b => b.Low.Z), boxes.Max(b => b.High.Z), edge.Z, step.Z),
        ];
        while (axes.Aggregate(1L, (n, a) => n * a.Count) > MostVoxels)
        {
            int narrowest = Array.FindIndex(axes, a => a.Step_mm == axes.Min(b => b.Step_mm));
            axes[narrowest] = axes[narrowest].Coarser();
        }
        return new Grid(axes[0].Count, axes[1].Count, axes[2].Count, Affine.Diagonal(
            new(axes[0].Step_mm, axes[1].Step_mm, axes[2].Step_mm), new(axes[0].First_mm, axes[1].First_mm, axes[2].First_mm)));
    }

    /// <summary>Spacing along x, y and z of the patient: for each the voxel step that runs mostly along it.</summary>
    private static Vector3D AlongPatient(Grid grid)
    {
        Vector3D[] steps = [grid.Affine.StepI, grid.Affine.StepJ, grid.Affine.StepK];
        return new(steps.MaxBy(s => Math.Abs(s.X)).Length, steps.MaxBy(s => Math.Abs(s.Y)).Length, steps.MaxBy(s => Math.Abs(s.Z)).Length);
    }

    /// <summary>One axis: edges of the voxels coincide with those of the finest image.</summary>
    private sealed record Axis(double Edge_mm, double Step_mm, int Count)
    {
        private const double Slack = 1e-6;

        public double First_mm => Edge_mm + Step_mm / 2;

        public static Axis Over(double low, double high, double edge, double step)
        {
            int before = (int)Math.Ceiling((edge - low) / step - Slack);
            double start = edge - before * step;
            return new Axis(start, step, Math.Max(1, (int)Math.Ceiling((high - start) / step - Slack)));
        }

        public Axis Coarser() => new(Edge_mm, 2 * Step_mm, (Count + 1) / 2);
    }
}

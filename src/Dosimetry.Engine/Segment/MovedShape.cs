using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Segment;

/// <summary>A region carried along when the images it was drawn on were moved. <paramref name="Move"/>: drawn place (mm, RAS+) to place in the reference space.</summary>
public sealed record MovedShape(RegionShape Drawn, Affine Move) : RegionShape
{
    /// <inheritdoc/>
    public override float[] WeightsOn(Grid grid) => Drawn.WeightsOn(StudyMoves.Moved(grid, Move.Inverse()));

    /// <inheritdoc/>
    public override (Vector3D Low, Vector3D High) Box_mm()
    {
        (Vector3D low, Vector3D high) = Drawn.Box_mm();
        Vector3D middle = 0.5 * (low + high), size = high - low;
        // A grid of one voxel as large as the box: its corners, moved, span the new box.
        return BoxOf(StudyMoves.Moved(new Grid(1, 1, 1, Affine.Diagonal(size, middle)), Move));
    }
}

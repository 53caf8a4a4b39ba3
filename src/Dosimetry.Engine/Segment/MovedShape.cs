using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Segment;

/// <summary>A region carried along when the images it was drawn on were moved. <paramref name="Move"/>: drawn place (mm, RAS+) to place in the reference space.</summary>
public sealed record MovedShape(RegionShape Drawn, Affine Move) : RegionShape
{
    /// <inheritdoc/>
    public override float[] WeightsOn(Grid grid) => Drawn.WeightsOn(StudyMoves.Moved(grid, Move.Inverse()));
}

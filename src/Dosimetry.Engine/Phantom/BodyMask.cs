using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment.Organs;

namespace Dosimetry.Engine.Phantom;

/// <summary>
/// Which voxels belong to a body in a CT: per slice, everything that the air around cannot reach without crossing tissue.
/// </summary>
internal static class BodyMask
{
    /// <summary>
    /// True inside. <paramref name="isTissue"/> says which voxels block the way (soft tissue, bone; not lung, not couch).
    /// </summary>
    public static bool[] Fill(Grid grid, Func<int, bool> isTissue) =>
        Morphology.FillSlices([.. Enumerable.Range(0, grid.Count).Select(isTissue)], grid);
}

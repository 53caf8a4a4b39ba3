using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Edit;

/// <summary>
/// A saved edit: the labels of all regions, which of them a person changed, and words for the origin of those ("edited by anna, version 3").
/// It is the whole set: a region that is not in it is gone.
/// </summary>
public sealed record EditedRegions(LabelVolume Labels, IReadOnlySet<string> Changed, string Origin)
{
    /// <summary>
    /// The regions of a case with this edit: changed ones from the labels; the others as they were drawn, which keeps parts of voxels, or from the labels
    /// where nobody drew them (lesions found on the PET). The body outline stays as drawn.
    /// </summary>
    public IReadOnlyList<DrawnRegion> Over(IReadOnlyList<DrawnRegion> drawn)
    {
        Dictionary<string, DrawnRegion> before = drawn.DistinctBy(d => d.Name).ToDictionary(d => d.Name);
        IEnumerable<DrawnRegion> regions = Labels.Names.OrderBy(n => n.Key).Select(n =>
            before.TryGetValue(n.Value, out DrawnRegion? old) && !Changed.Contains(n.Value) ? old
            : new DrawnRegion(n.Value, Changed.Contains(n.Value) ? Origin : "PET", new LabelShape(Labels, n.Key), old?.Colour));
        return [.. regions, .. drawn.Where(d => !Segmentation.IsOfItsOwn(d, drawn))];
    }
}

namespace Dosimetry.Engine.Foundation;

/// <summary>A label image: one number per voxel, 0 = none, and the region name of each number (specs: snake_case names).</summary>
public sealed class LabelVolume
{
    /// <summary>Wraps labels, x fastest, with their names.</summary>
    /// <exception cref="ArgumentException">The array's length is not the number of voxels.</exception>
    public LabelVolume(Grid grid, ushort[] labels, IReadOnlyDictionary<int, string> names)
    {
        if (labels.Length != grid.Count)
            throw new ArgumentException($"{labels.Length} labels for a grid of {grid.Count} voxels.", nameof(labels));
        (Grid, Labels, Names) = (grid, labels, names);
    }

    /// <summary>Lattice and position.</summary>
    public Grid Grid { get; }
    /// <summary>Labels, x fastest; treat as read-only.</summary>
    public ushort[] Labels { get; }
    /// <summary>Name of each label number in use.</summary>
    public IReadOnlyDictionary<int, string> Names { get; }
}

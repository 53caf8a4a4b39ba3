namespace Dosimetry.Engine.Foundation;

/// <summary>
/// A scalar image: one float per voxel of <see cref="Grid"/>, in the unit of <typeparamref name="TQuantity"/>.
/// The array belongs to the volume: a stage never writes into the volume it was given.
/// </summary>
public sealed class Volume<TQuantity> where TQuantity : struct, IQuantity
{
    /// <summary>Wraps an array of <c>grid.Count</c> values, x fastest.</summary>
    /// <exception cref="ArgumentException">The array's length is not the number of voxels.</exception>
    public Volume(Grid grid, float[] values)
    {
        if (values.Length != grid.Count)
            throw new ArgumentException($"{values.Length} values for a grid of {grid.Count} voxels.", nameof(values));
        (Grid, Values) = (grid, values);
    }

    /// <summary>Lattice and position.</summary>
    public Grid Grid { get; }

    /// <summary>The values, x fastest; treat as read-only.</summary>
    public float[] Values { get; }

    /// <summary>Value of voxel (i, j, k).</summary>
    public float this[int i, int j, int k] => Values[Grid.Index(i, j, k)];

    /// <summary>Unit of the values.</summary>
    public static string Unit => TQuantity.Unit;

    /// <summary>A new volume on the same grid with every value mapped.</summary>
    public Volume<TOther> Map<TOther>(Func<float, float> f) where TOther : struct, IQuantity
    {
        float[] mapped = new float[Values.Length];
        for (int n = 0; n < mapped.Length; n++) mapped[n] = f(Values[n]);
        return new Volume<TOther>(Grid, mapped);
    }

    /// <summary>Sum over all voxels, in double.</summary>
    public double Sum()
    {
        double sum = 0;
        foreach (float v in Values) sum += v;
        return sum;
    }
}

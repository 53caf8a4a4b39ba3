namespace Dosimetry.Engine.Compute;

/// <summary>
/// Weights of a discrete convolution, out(r) = Σ in(r') · w(r − r'), for offsets −R…R along each axis (R may differ by axis).
/// Stored x fastest: the weight of offset (i, j, k) is at (i + Rx) + (2 Rx + 1) · ((j + Ry) + (2 Ry + 1) · (k + Rz)).
/// </summary>
public sealed class ConvolutionKernel
{
    private float[]? _weights;

    /// <summary>Wraps the weights.</summary>
    /// <exception cref="ArgumentException">The number of weights is not (2Rx+1)(2Ry+1)(2Rz+1).</exception>
    public ConvolutionKernel(int rx, int ry, int rz, float[] weights) : this(rx, ry, rz)
    {
        if (weights.Length != Count) throw new ArgumentException($"{weights.Length} weights for half-widths {rx}, {ry}, {rz}.", nameof(weights));
        _weights = weights;
    }

    private ConvolutionKernel(int rx, int ry, int rz) => (Rx, Ry, Rz) = (rx, ry, rz);

    /// <summary>A kernel that is the same for offsets of either sign, from its octant of (Rx+1)(Ry+1)(Rz+1) weights, x fastest.</summary>
    /// <exception cref="ArgumentException">The number of weights is not that of an octant.</exception>
    public static ConvolutionKernel Even(int rx, int ry, int rz, float[] octant) => octant.Length == (rx + 1) * (ry + 1) * (rz + 1)
        ? new ConvolutionKernel(rx, ry, rz) { Octant = octant }
        : throw new ArgumentException($"{octant.Length} weights for an octant of half-widths {rx}, {ry}, {rz}.", nameof(octant));

    /// <summary>Half-width along x.</summary>
    public int Rx { get; }
    /// <summary>Half-width along y.</summary>
    public int Ry { get; }
    /// <summary>Half-width along z.</summary>
    public int Rz { get; }
    /// <summary>The octant of an even kernel, else null; treat as read-only.</summary>
    public float[]? Octant { get; private init; }
    /// <summary>All weights; treat as read-only. Those of an even kernel are laid out when first asked for: eight times its octant.</summary>
    public float[] Weights => _weights ??= Unfold();
    /// <summary>The largest half-width.</summary>
    public int MaxRadius => Math.Max(Rx, Math.Max(Ry, Rz));
    /// <summary>Number of weights.</summary>
    public int Count => (2 * Rx + 1) * (2 * Ry + 1) * (2 * Rz + 1);

    /// <summary>Position of the weight of an offset.</summary>
    public int Index(int i, int j, int k) => i + Rx + (2 * Rx + 1) * (j + Ry + (2 * Ry + 1) * (k + Rz));

    private float[] Unfold()
    {
        float[] weights = new float[Count];
        int n = 0;
        for (int k = -Rz; k <= Rz; k++)
            for (int j = -Ry; j <= Ry; j++)
                for (int i = -Rx; i <= Rx; i++)
                    weights[n++] = Octant![Math.Abs(i) + (Rx + 1) * (Math.Abs(j) + (Ry + 1) * Math.Abs(k))];
        return weights;
    }
}

namespace Dosimetry.Engine.Compute;

/// <summary>
/// Weights of a discrete convolution, out(r) = Σ in(r') · w(r − r'), for offsets −R…R along each axis (R may differ by axis).
/// Stored x fastest: the weight of offset (i, j, k) is at (i + Rx) + (2 Rx + 1) · ((j + Ry) + (2 Ry + 1) · (k + Rz)).
/// </summary>
public sealed class ConvolutionKernel
{
    /// <summary>Wraps the weights.</summary>
    /// <exception cref="ArgumentException">The number of weights is not (2Rx+1)(2Ry+1)(2Rz+1).</exception>
    public ConvolutionKernel(int rx, int ry, int rz, float[] weights)
    {
        if (weights.Length != (2 * rx + 1) * (2 * ry + 1) * (2 * rz + 1))
            throw new ArgumentException($"{weights.Length} weights for half-widths {rx}, {ry}, {rz}.", nameof(weights));
        (Rx, Ry, Rz, Weights) = (rx, ry, rz, weights);
    }

    /// <summary>Half-width along x.</summary>
    public int Rx { get; }
    /// <summary>Half-width along y.</summary>
    public int Ry { get; }
    /// <summary>Half-width along z.</summary>
    public int Rz { get; }
    /// <summary>The weights; treat as read-only.</summary>
    public float[] Weights { get; }
    /// <summary>The largest half-width.</summary>
    public int MaxRadius => Math.Max(Rx, Math.Max(Ry, Rz));
    /// <summary>Number of weights.</summary>
    public int Count => Weights.Length;

    /// <summary>Position of the weight of an offset.</summary>
    public int Index(int i, int j, int k) => i + Rx + (2 * Rx + 1) * (j + Ry + (2 * Ry + 1) * (k + Rz));
}

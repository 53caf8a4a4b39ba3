using System.Runtime.InteropServices;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// Sums over batches. Every batch is an independent, unbiased estimate, so that the scatter of the batches is the standard uncertainty of their mean:
/// σ² = (Σx² − (Σx)²/B) / (B (B − 1)). Energies stay whole quanta.
/// </summary>
internal sealed class BatchSums(int voxels, IReadOnlyList<RegionVoxels> regions)
{
    private readonly long[] _sums = new long[voxels];
    private readonly double[] _squares = new double[voxels];
    private readonly double[] _regionSums = new double[regions.Count], _regionSquares = new double[regions.Count];

    public int Batches { get; private set; }
    public long Emitted { get; private set; }
    public long Escaped { get; private set; }
    public long Absorbed { get; private set; }

    /// <summary>Adds a batch: the voxels' quanta, then those emitted and escaped.</summary>
    public void Add(long[] tally)
    {
        for (int v = 0; v < _sums.Length; v++)
        {
            double quanta = tally[v];
            _sums[v] += tally[v];
            _squares[v] += quanta * quanta;
            Absorbed += tally[v];
        }
        for (int r = 0; r < regions.Count; r++)
        {
            double quanta = Quanta(regions[r], tally);
            (_regionSums[r], _regionSquares[r]) = (_regionSums[r] + quanta, _regionSquares[r] + quanta * quanta);
        }
        (Emitted, Escaped, Batches) = (Emitted + tally[voxels], Escaped + tally[voxels + 1], Batches + 1);
    }

    /// <summary>Mean quanta per batch in a voxel.</summary>
    public double Mean(int voxel) => (double)_sums[voxel] / Batches;

    /// <summary>Standard uncertainty of <see cref="Mean"/>.</summary>
    public double Sigma(int voxel) => Sigma(_sums[voxel], _squares[voxel]);

    /// <summary>Mean quanta per batch in a region, and their standard uncertainty.</summary>
    public (double Mean, double Sigma) Region(int region) =>
        (_regionSums[region] / Batches, Sigma(_regionSums[region], _regionSquares[region]));

    /// <summary>Writes the sums as they are in memory.</summary>
    public void Save(Stream to)
    {
        to.Write(MemoryMarshal.AsBytes(new[] { Batches, Emitted, Escaped, Absorbed }.AsSpan()));
        to.Write(MemoryMarshal.AsBytes(_sums.AsSpan()));
        foreach (double[] squares in Reals()) to.Write(MemoryMarshal.AsBytes(squares.AsSpan()));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Load(Stream from)
    {
        long[] counts = new long[4];
        from.ReadExactly(MemoryMarshal.AsBytes(counts.AsSpan()));
        (Batches, Emitted, Escaped, Absorbed) = ((int)counts[0], counts[1], counts[2], counts[3]);
        from.ReadExactly(MemoryMarshal.AsBytes(_sums.AsSpan()));
        foreach (double[] squares in Reals()) from.ReadExactly(MemoryMarshal.AsBytes(squares.AsSpan()));
    }

    private double[][] Reals() => [_squares, _regionSums, _regionSquares];

    private static double Quanta(RegionVoxels region, long[] tally)
    {
        double quanta = 0;
        for (int n = 0; n < region.Voxels.Length; n++) quanta += (region.Shares?[n] ?? 1f) * tally[region.Voxels[n]];
        return quanta;
    }

    private double Sigma(double sum, double squares) =>
        Batches < 2 ? 0 : Math.Sqrt(Math.Max(0, squares - sum * sum / Batches) / Batches / (Batches - 1));
}

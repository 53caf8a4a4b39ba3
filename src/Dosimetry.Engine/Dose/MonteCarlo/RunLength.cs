namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// How many decays a run follows: a given number in a fixed number of batches, or batches of one size until the relative uncertainty is reached.
/// The uncertainty of a run is the root mean square of σ/D over the voxels with more than a fifth of the dose that one voxel in a thousand of those
/// with dose passes.
/// </summary>
internal sealed class RunLength
{
    private const int CheckEvery = 8, FewestBatches = 16;
    private const int MostPerBatch = 4_000_000; // a second or two: between batches a run can be cancelled and tells its progress
    /// <summary>Longest run.</summary>
    public const long MostDecays = 20_000_000_000; // quanta emitted still fit a 64-bit number
    private readonly long _batches;
    private readonly double? _target;
    private readonly float[] _density;
    private double? _reached;

    public RunLength(DoseOptions options, MonteCarloSettings settings, float[] density, long activeVoxels)
    {
        _density = density;
        _target = options.Histories is null ? options.TargetSigma : null;
        long decays = Math.Min(MostDecays, options.Histories ?? settings.DefaultHistories);
        _batches = Math.Max(settings.Batches, (decays + MostPerBatch - 1) / MostPerBatch);
        DecaysPerBatch = (int)Math.Max(1, (decays + _batches - 1) / _batches); // never fewer decays than asked for
        if (_target is null) return;
        DecaysPerBatch = (int)Math.Clamp(4 * activeVoxels, 50_000, MostPerBatch);
        _batches = MostDecays / DecaysPerBatch;
    }

    /// <summary>What decides when the run ends, in words: runs that differ in it are different runs.</summary>
    public string Rule => FormattableString.Invariant($"{_batches} batches of {DecaysPerBatch} decays, target {_target:R}");

    /// <summary>Fewest decays of a run: the uncertainty must be known before a run can stop at it.</summary>
    public long FewestDecays => (_target is null ? _batches : FewestBatches) * DecaysPerBatch;

    /// <summary>Decays of every batch.</summary>
    public int DecaysPerBatch { get; }

    /// <summary>Whether another batch is wanted, and what to tell meanwhile.</summary>
    public bool Wants(int batch, BatchSums sums, out DoseProgress done)
    {
        if (_target is not null && batch >= FewestBatches && batch % CheckEvery == 0) _reached = RelSigma(sums);
        double share = _target is { } target ? _reached is { } r ? Math.Min(1, target * target / (r * r)) : 0 : (double)batch / _batches;
        done = new DoseProgress(share, "decays", _reached);
        return batch < _batches && !(_reached <= _target);
    }

    /// <summary>The uncertainty of a run so far.</summary>
    public double RelSigma(BatchSums sums)
    {
        double[] dose = [.. _density.Select((d, v) => d >= 0.05f ? sums.Mean(v) / d : 0)];
        double[] ordered = [.. dose.Where(d => d > 0).Order()];
        if (ordered.Length == 0) return 0;
        double threshold = 0.2 * ordered[(int)(0.999 * (ordered.Length - 1))], squares = 0;
        int count = 0;
        for (int v = 0; v < dose.Length; v++)
            if (dose[v] > threshold)
            {
                double relative = sums.Sigma(v) / sums.Mean(v);
                (squares, count) = (squares + relative * relative, count + 1);
            }
        return count > 0 ? Math.Sqrt(squares / count) : 0;
    }
}

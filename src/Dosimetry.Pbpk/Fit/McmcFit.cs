// Quantity: draws from the posterior of θ = ln(parameter), without taking it as normal.
// Method: Metropolis–Hastings that alternates an independence proposal, Student t with 5 degrees of freedom about the mode with the Laplace covariance, and a
//   random walk of 2.38/√d Laplace standard deviations; both leave the posterior unchanged, the first mixes fast where it is nearly normal, the second elsewhere.
// Source: Tierney 1994; Roberts, Gelman, Gilks 1997 (2.38/√d). Validity: R̂ below 1.05 and some hundred effective draws; otherwise the result says so.
// Neglected: as MapFit. A draw whose simulation fails has no posterior and is rejected; how many did is counted.
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Solve;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Random;

namespace Dosimetry.Pbpk.Fit;

/// <summary>Chains, draws kept per chain, draws thrown away before them, seed.</summary>
public sealed record McmcOptions(int Chains = 3, int Draws = 1000, int WarmUp = 200, int Seed = 1);

/// <summary>
/// Draws of all chains: [chain][draw][parameter], ln(parameter). <see cref="RHat"/> and <see cref="EffectiveSize"/> per parameter; <see cref="Acceptance"/> is
/// the share of accepted proposals, <see cref="Failed"/> the number of proposals that could not be simulated.
/// </summary>
public sealed record McmcResult(Posterior Laplace, double[][][] Draws, IReadOnlyList<double> RHat, IReadOnlyList<double> EffectiveSize, double Acceptance, int Failed)
{
    /// <summary>Above this R̂ the chains do not agree.</summary>
    public const double LargestRHat = 1.05;

    /// <summary>Whether the chains agree on every parameter.</summary>
    public bool Converged => RHat.All(r => r < LargestRHat);

    /// <summary>All draws in one list.</summary>
    public IEnumerable<double[]> All => Draws.SelectMany(c => c);

    /// <summary>Mean and covariance of the draws, as the prior of the next fit or the knowledge of a plan.</summary>
    public Posterior AsPosterior()
    {
        double[][] all = [.. All];
        double[] mean = [.. Laplace.Names.Select((_, j) => all.Average(d => d[j]))];
        double[][] covariance = [.. mean.Select((_, i) => mean.Select((_, j) => all.Sum(d => (d[i] - mean[i]) * (d[j] - mean[j])) / (all.Length - 1)).ToArray())];
        return Laplace with { LogMode = mean, LogCovariance = covariance };
    }

    /// <summary>Quantile of ln(parameter).</summary>
    public double LogQuantile(int parameter, double probability)
    {
        double[] sorted = [.. All.Select(d => d[parameter]).Order()];
        return sorted[(int)(probability * (sorted.Length - 1))];
    }
}

/// <summary>Samples the posterior of an individual fit.</summary>
public static class McmcFit
{
    /// <summary>Samples. The result depends on the seed only, not on the number of threads.</summary>
    /// <param name="patient">As for the fit.</param>
    /// <param name="prior">As for the fit.</param>
    /// <param name="measurements">As for the fit.</param>
    /// <param name="fit">Its result, where the proposals come from.</param>
    /// <param name="options">Lengths and seed.</param>
    /// <param name="progress">Share done.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <exception cref="PbpkInputException">Fewer than two chains or 100 draws.</exception>
    public static McmcResult Run(PbpkPatient patient, Prior prior, IReadOnlyList<Measurement> measurements, MapResult fit, McmcOptions options, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        if (options.Chains < 2 || options.Draws < 100 || options.WarmUp < 0) throw new PbpkInputException("Sampling needs at least two chains of 100 draws.");
        FitResiduals residuals = new(patient, prior, measurements, cancel);
        Chain[] chains = [.. Enumerable.Range(0, options.Chains).Select(c => new Chain(residuals, fit.Posterior, options, c))];
        int done = 0;
        Parallel.ForEach(chains, new ParallelOptions { CancellationToken = cancel }, chain => chain.Run(() =>
        {
            int now = Interlocked.Increment(ref done);
            if (now % 50 == 0) progress?.Report(now / (double)(options.Chains * (options.WarmUp + options.Draws)));
        }, cancel));
        double[][] Of(int j) => [.. chains.Select(c => c.Kept.Select(d => d[j]).ToArray())];
        int[] parameters = [.. Enumerable.Range(0, prior.Names.Count)];
        return new McmcResult(fit.Posterior, [.. chains.Select(c => c.Kept.ToArray())], [.. parameters.Select(j => ChainDiagnostics.RHat(Of(j)))],
            [.. parameters.Select(j => ChainDiagnostics.EffectiveSize(Of(j)))], chains.Average(c => c.Acceptance), chains.Sum(c => c.Failed));
    }

    private sealed class Chain
    {
        private const double Freedom = 5, OverDispersed = 1.5;
        private readonly FitResiduals _residuals;
        private readonly McmcOptions _options;
        private readonly MersenneTwister _random;
        private readonly Vector<double> _mode;
        private readonly Matrix<double> _factor, _inverse;
        private int _accepted, _proposed;

        public Chain(FitResiduals residuals, Posterior laplace, McmcOptions options, int number)
        {
            (_residuals, _options) = (residuals, options);
            _random = new MersenneTwister(unchecked(7919 * options.Seed + number), threadSafe: false);
            _mode = Vector<double>.Build.DenseOfEnumerable(laplace.LogMode);
            _factor = Matrix<double>.Build.DenseOfRowArrays(laplace.LogCovariance).Cholesky().Factor;
            _inverse = _factor.Inverse();
        }

        public List<double[]> Kept { get; } = [];
        public int Failed { get; private set; }
        public double Acceptance => (double)_accepted / _proposed;

        public void Run(Action step, CancellationToken cancel)
        {
            (Vector<double> at, double log) = Start();
            for (int n = 0; n < _options.WarmUp + _options.Draws; n++)
            {
                cancel.ThrowIfCancellationRequested();
                bool independent = n % 2 == 0;
                Vector<double> proposed = independent ? _mode + Student() : at + 2.38 / Math.Sqrt(at.Count) * Normals();
                double logProposed = LogPosterior(proposed), ratio = logProposed - log + (independent ? LogStudent(at) - LogStudent(proposed) : 0);
                _proposed++;
                if (Math.Log(1 - _random.NextDouble()) < ratio)
                {
                    (at, log) = (proposed, logProposed);
                    _accepted++;
                }
                if (n >= _options.WarmUp) Kept.Add([.. at]);
                step();
            }
        }

        /// <summary>Away from the mode, so that agreement of the chains means something.</summary>
        private (Vector<double>, double) Start()
        {
            Vector<double> at = _mode + OverDispersed * Normals();
            double log = LogPosterior(at);
            return double.IsFinite(log) ? (at, log) : (_mode, LogPosterior(_mode));
        }

        private double LogPosterior(Vector<double> at)
        {
            try { return -0.5 * _residuals.At([.. at]).Sum(r => r * r); }
            catch (Exception e) when (e is PbpkInputException or SolverException)
            {
                Failed++;
                return double.NegativeInfinity;
            }
        }

        private Vector<double> Normals() => _factor * Vector<double>.Build.Dense(_mode.Count, _ => Normal.Sample(_random, 0, 1));

        private Vector<double> Student() => Normals() * Math.Sqrt(Freedom / ChiSquared.Sample(_random, Freedom));

        /// <summary>ln of the density of <see cref="Student"/> about the mode, without its constant.</summary>
        private double LogStudent(Vector<double> at)
        {
            Vector<double> z = _inverse * (at - _mode);
            return -0.5 * (Freedom + at.Count) * Math.Log(1 + z * z / Freedom);
        }
    }
}

// Quantity: whether chains of a Markov process have forgotten their start (R̂), and how many independent draws they are worth (ESS).
// Equations: R̂ = √(((n−1)/n W + B/n)/W) over the halves of all chains, W mean variance within, B/n variance of the means;
//   ESS = m n / (1 + 2 Σ ρ_t), ρ_t = 1 − (W − mean autocovariance at t)/var⁺, summed in pairs while they stay positive and made non-increasing (Geyer 1992).
// Source: Gelman 2013, Bayesian Data Analysis, section 11.4–11.5. Validity: stationary chains of equal length. Neglected: heavy tails.
namespace Dosimetry.Pbpk.Fit;

/// <summary>Diagnostics of chains: [chain][draw] of one quantity.</summary>
public static class ChainDiagnostics
{
    /// <summary>Split R̂: 1 when the chains agree; above 1.05 they have not run long enough.</summary>
    public static double RHat(IReadOnlyList<double[]> chains)
    {
        double[][] halves = Halves(chains);
        (double within, double total) = Variances(halves);
        return Math.Sqrt(total / within);
    }

    /// <summary>Effective number of independent draws.</summary>
    public static double EffectiveSize(IReadOnlyList<double[]> chains)
    {
        double[][] halves = Halves(chains);
        int n = halves[0].Length;
        (double within, double total) = Variances(halves);
        double sum = 0, previous = double.PositiveInfinity;
        for (int t = 1; t + 1 < n; t += 2)
        {
            double pair = Math.Min(previous, Correlation(halves, t, within, total) + Correlation(halves, t + 1, within, total));
            if (pair <= 0) break;
            sum += pair;
            previous = pair;
        }
        return halves.Length * n / (1 + 2 * sum);
    }

    private static double[][] Halves(IReadOnlyList<double[]> chains)
    {
        int half = chains[0].Length / 2;
        return [.. chains.SelectMany(c => new[] { c[..half], c[(c.Length - half)..] })];
    }

    private static (double Within, double Total) Variances(double[][] chains)
    {
        int n = chains[0].Length;
        double within = chains.Average(c => Covariance(c, 0) * n / (n - 1.0));
        double[] means = [.. chains.Select(c => c.Average())];
        double between = means.Sum(m => (m - means.Average()) * (m - means.Average())) / (means.Length - 1);
        return (within, (n - 1.0) / n * within + between);
    }

    private static double Correlation(double[][] chains, int lag, double within, double total) => 1 - (within - chains.Average(c => Covariance(c, lag))) / total;

    private static double Covariance(double[] chain, int lag)
    {
        double mean = chain.Average(), sum = 0;
        for (int k = 0; k + lag < chain.Length; k++) sum += (chain[k] - mean) * (chain[k + lag] - mean);
        return sum / chain.Length;
    }
}

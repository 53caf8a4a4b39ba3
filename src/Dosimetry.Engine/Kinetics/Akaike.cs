namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// Quantity: Akaike's information criterion and weights (pure numbers).
/// Equation: AIC = n ln(WRSS/n) + 2K; AICc = AIC + 2K(K+1)/(n − K − 1), K = parameters + 1 (the variance counts);
///   weight_m = exp(−Δ_m/2) / Σ exp(−Δ/2).
/// Source: Glatting 2007; Kletting 2013 (NUKFIT). Validity: AICc needs n &gt; K + 1 and compares fits with the same data and weights only.
/// </summary>
public static class Akaike
{
    /// <summary>Uncorrected AIC with the variance counted; null when the fit is exact.</summary>
    public static double? Plain(double wrss, int points, int parameters) =>
        wrss > 0 ? points * Math.Log(wrss / points) + 2 * (parameters + 1) : null;

    /// <summary>Uncorrected AIC of a fit; an exact fit is infinitely good.</summary>
    internal static double Plain(CurveFit fit, int points) => Plain(fit.ResidualSumOfSquares, points, points - fit.DegreesOfFreedom) ?? double.NegativeInfinity;

    /// <summary>AICc; null where it is not defined (too few points, or an exact fit).</summary>
    public static double? Corrected(double wrss, int points, int parameters)
    {
        int k = parameters + 1;
        return points > k + 1 ? Plain(wrss, points, parameters) + 2.0 * k * (k + 1) / (points - k - 1) : null;
    }

    /// <summary>The same fits with their Akaike weights; a fit without AICc keeps none.</summary>
    public static IReadOnlyList<CurveFit> Weigh(IReadOnlyList<CurveFit> fits)
    {
        CurveFit[] comparable = [.. fits.Where(f => f.Aicc is not null)];
        Dictionary<string, double> weights = comparable.Zip(Weights([.. comparable.Select(f => f.Aicc!.Value)])).ToDictionary(p => p.First.Model, p => p.Second);
        return [.. fits.Select(f => weights.TryGetValue(f.Model, out double w) ? f with { AkaikeWeight = w } : f)];
    }

    /// <summary>exp(−Δ/2), made to add up to 1; infinitely good fits share everything.</summary>
    internal static double[] Weights(double[] criteria)
    {
        double best = criteria.DefaultIfEmpty().Min();
        double[] raw = Array.ConvertAll(criteria, c => c == best ? 1 : Math.Exp((best - c) / 2));
        return Array.ConvertAll(raw, r => r / raw.Sum());
    }
}

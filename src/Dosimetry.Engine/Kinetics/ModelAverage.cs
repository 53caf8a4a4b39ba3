namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// Quantity: time-integrated activity averaged over models, MBq·h, with a variance that holds the choice of the model as well.
/// Equation: Ã = Σ w_m Ã_m;  u²(Ã) = Σ w_m (u_m² + (Ã_m − Ã)²);  A(t) = Σ w_m A_m(t), itself a sum of exponentials.
/// Weights: Akaike weights by AICc over the identified models. Where fewer than two models have an AICc (mono needs five points, bi-uptake six, bi seven),
/// by uncorrected AIC over the identified models that leave at least one degree of freedom; that favours the richer model, and a warning says so.
/// Source: Burnham and Anderson 2002; Kletting 2013 (NUKFIT). Validity: same points and weights in all fits.
/// Neglected: correlation of the models' errors (the variance given is the usual upper form's square, not its bound).
/// </summary>
public static class ModelAverage
{
    /// <summary>Name of the average among models.</summary>
    public const string Name = "average";

    /// <summary>The average of fits of one region; null where only one model can be compared.</summary>
    /// <param name="fits">Every model tried.</param>
    /// <param name="points">Number of points behind them.</param>
    public static CurveFit? Of(IReadOnlyList<CurveFit> fits, int points)
    {
        CurveFit[] identified = [.. fits.Where(f => f.IsIdentified && f.DegreesOfFreedom > 0)];
        CurveFit[] corrected = [.. identified.Where(f => f.Aicc is not null)];
        bool small = corrected.Length < 2;
        CurveFit[] compared = small ? identified : corrected;
        if (compared.Length < 2) return null;
        double[] weights = Akaike.Weights([.. compared.Select(f => small ? Akaike.Plain(f, points) : f.Aicc!.Value)]);
        return Combine(compared, weights, small ? [$"{points} points are too few for AICc: the weights of the models are by uncorrected AIC, which favours the richer model."] : []);
    }

    private static CurveFit Combine(CurveFit[] fits, double[] weights, IReadOnlyList<string> warnings)
    {
        double Mean(Func<CurveFit, double> of) => fits.Zip(weights, (f, w) => w * of(f)).Sum();
        double tia = Mean(f => f.Tia_MBq_h);
        double within = Mean(f => f.TiaSigma_MBq_h * f.TiaSigma_MBq_h), between = Mean(f => (f.Tia_MBq_h - tia) * (f.Tia_MBq_h - tia));
        ExponentialTerm[] terms = [.. fits.Zip(weights).SelectMany(p => p.First.Terms.Select(t => t with { Amplitude_MBq = p.Second * t.Amplitude_MBq }))];
        return fits.MaxBy(f => f.DegreesOfFreedom)! with
        {
            Model = Name, Terms = terms, Parameters = fits.Zip(weights).ToDictionary(p => $"weight_{p.First.Model}", p => p.Second),
            Aicc = null, AkaikeWeight = null, Tia_MBq_h = tia, TiaSigma_MBq_h = Math.Sqrt(within + between),
            ExtrapolatedFraction = Mean(f => f.Tia_MBq_h * f.ExtrapolatedFraction) / tia, ResidualSumOfSquares = Mean(f => f.ResidualSumOfSquares),
            Warnings = warnings, DegreesOfFreedom = fits.Min(f => f.DegreesOfFreedom), Condition = fits.Max(f => f.Condition),
            Residuals_MBq = [.. Enumerable.Range(0, fits[0].Residuals_MBq.Count).Select(n => Mean(f => f.Residuals_MBq[n]))],
            BetweenModels_MBq_h = Math.Sqrt(between),
        };
    }
}

using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// Quantity: interval of the time-integrated activity (MBq·h) by parametric bootstrap.
/// Equation: y*_i = f(t_i) (1 + s ε_i) with proportional weights, f(t_i) + s ε_i without, ε standard normal, s² = WRSS/(n − k); with as many parameters as
/// points s ε_i is the point's own u_i ε_i. Each drawn curve is fitted again from the fitted parameters; an average over models draws the model by its weight.
/// Interval: quantiles of Ã* about the fit. Source: Efron and Tibshirani 1993; Kletting 2013 compares it with the delta method.
/// Validity: errors independent between points. Neglected: a common calibration error (added in the uncertainty budget), the choice of the model unless averaged.
/// </summary>
public static class Bootstrap
{
    private const int BandTimes = 41;
    private const double LeastShare = 0.02; // a drawn activity stays positive: two percent of the curve

    /// <summary>Draws and refits; null when nothing is known about the points' scatter.</summary>
    /// <param name="curve">Points fitted.</param>
    /// <param name="kinetics">Their fit.</param>
    /// <param name="halfLife">Physical half-life.</param>
    /// <param name="options">Number of draws, seed, level.</param>
    public static BootstrapInterval? Of(TimeActivityCurve curve, RegionKinetics kinetics, Duration halfLife, BootstrapOptions options)
    {
        CurveFit chosen = kinetics.Chosen;
        (CurveFit Fit, double Weight)[] models = Models(kinetics);
        if (options.Draws < 2 || models.Length == 0 || !Scatter(curve, chosen, 0).Known) return null;
        CounterRandom random = new(options.Seed, Stream(curve.Region));
        CurveFit[] refits = [.. Enumerable.Range(0, options.Draws).Select(n => Refit(curve, Pick(models, random.Uniform(n)), halfLife, random, (n + 1L) * 1000)).OfType<CurveFit>()];
        if (refits.Length < options.Draws / 2) return null;
        double[] tia = [.. refits.Select(f => f.Tia_MBq_h).Order()], logs = Array.ConvertAll(tia, Math.Log);
        double tail = (1 - options.Level) / 2, mean = logs.Average();
        return new BootstrapInterval(Quantile(tia, tail), Quantile(tia, 1 - tail), Math.Sqrt(logs.Average(l => (l - mean) * (l - mean))),
            options.Level, refits.Length, options.Seed, Band(refits, 2 * curve.Points[^1].Time_h, tail));
    }

    /// <summary>The models behind the chosen curve, with the share of the draws each gets.</summary>
    private static (CurveFit, double)[] Models(RegionKinetics kinetics) => kinetics.Chosen.Model == ModelAverage.Name
        ? [.. kinetics.Fits.Where(f => kinetics.Chosen.Parameters.ContainsKey($"weight_{f.Model}")).Select(f => (f, kinetics.Chosen.Parameters[$"weight_{f.Model}"]))]
        : CurveModel.ByName(kinetics.Chosen.Model) is null ? [] : [(kinetics.Chosen, 1.0)];

    private static CurveFit Pick((CurveFit Fit, double Weight)[] models, double uniform)
    {
        foreach ((CurveFit fit, double weight) in models)
            if ((uniform -= weight) < 0) return fit;
        return models[^1].Fit;
    }

    private static CurveFit? Refit(TimeActivityCurve curve, CurveFit fit, Duration halfLife, CounterRandom random, long place)
    {
        TacPoint[] drawn = [.. curve.Points.Select((p, n) => p with { Activity_MBq = Draw(curve, fit, n, random.Normal(place + n)) })];
        try { return new CurveFitter(new TimeActivityCurve(curve.Region, drawn), halfLife, fit.Weighting).Refit(CurveModel.ByName(fit.Model)!, fit); }
        catch (RefusedException) { return null; } // a draw of nothing but zeros has no curve
    }

    private static double Draw(TimeActivityCurve curve, CurveFit fit, int n, double normal)
    {
        double expected = fit.Activity_MBq(curve.Points[n].Time_h);
        return Math.Max(expected + normal * Scatter(curve, fit, n).Sigma_MBq, LeastShare * expected);
    }

    private static (double Sigma_MBq, bool Known) Scatter(TimeActivityCurve curve, CurveFit fit, int n)
    {
        if (fit.DegreesOfFreedom <= 0) return (curve.Points[n].Sigma_MBq, curve.Points.All(p => p.Sigma_MBq > 0));
        double s = Math.Sqrt(fit.ResidualSumOfSquares / fit.DegreesOfFreedom);
        return (fit.Weighting == Weighting.None ? s : s * fit.Activity_MBq(curve.Points[n].Time_h), true);
    }

    private static CurveBand Band(CurveFit[] refits, double end_h, double tail)
    {
        double[] times = [.. Enumerable.Range(0, BandTimes).Select(n => end_h * n / (BandTimes - 1))];
        double[][] at = Array.ConvertAll(times, t => refits.Select(f => Math.Max(0, f.Activity_MBq(t))).Order().ToArray());
        return new CurveBand(times, Array.ConvertAll(at, a => Quantile(a, tail)), Array.ConvertAll(at, a => Quantile(a, 1 - tail)));
    }

    /// <summary>Quantile of sorted values, interpolated.</summary>
    internal static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int low = (int)place;
        return low + 1 < sorted.Length ? sorted[low] + (place - low) * (sorted[low + 1] - sorted[low]) : sorted[^1];
    }

    /// <summary>Each region its own stream, the same in every run: FNV-1a of its name.</summary>
    internal static ulong Stream(string name) => name.Aggregate(14695981039346656037UL, (h, c) => (h ^ c) * 1099511628211UL);
}

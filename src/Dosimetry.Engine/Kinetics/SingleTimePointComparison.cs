using Dosimetry.Engine.Foundation;
using MathNet.Numerics.Distributions;

namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// Single-time-point methods side by side at every scan, beside the full fit.
/// Quantity: time-integrated activity Ã (MBq·h) from A(t) alone, and the relative error to expect of it.
/// Expected error: over lognormal effective half-lives T of the population, r(T) = Ã_method/Ã_true with the truth A(t) e^(−λ(t'−t)) of that T:
///   Hänscheid r = 2x·2^(−x), x = t/T;  Madsen r = (T_p/T)·2^(t/T_p − t/T);  Jackson the same with the uptake phase in shape and truth;
///   earlier cycle as Madsen with the patient's own half-life, which is taken to scatter by 15 % between cycles (assumed, to check).
///   The ends are the 5 % and 95 % quantiles of r − 1.
/// Source: Hänscheid 2018, Madsen 2018, Jackson 2020; lognormal half-lives after PMC8882881. Validity: one administration; scan after the uptake.
/// Neglected: measurement error, a second wash-out phase.
/// </summary>
public static class SingleTimePointComparison
{
    /// <summary>Standard deviation of ln(half-life) from one cycle to the next, assumed.</summary>
    public const double BetweenCycles = 0.15;
    private const int QuantilePoints = 200;

    /// <summary>Every method at every point of a curve.</summary>
    /// <param name="curve">Points, at least one after the injection.</param>
    /// <param name="fit">The full fit; null or a fit of one point when there is none to compare with.</param>
    /// <param name="population">Kinetics of the population in this region; null leaves the methods out that need it.</param>
    /// <param name="previous">The patient's own effective half-life from an earlier cycle; null leaves that method out.</param>
    public static IReadOnlyList<SingleTimePointEstimate> Of(TimeActivityCurve curve, CurveFit? fit, PopulationKinetics? population, Duration? previous)
    {
        double? full = fit is { DegreesOfFreedom: >= 0 } ? fit.Tia_MBq_h : null;
        return [.. curve.Points.Where(p => p.Time_h > 0 && p.Activity_MBq > 0).SelectMany(p => At(curve, p, full, population, previous))];
    }

    private static IEnumerable<SingleTimePointEstimate> At(TimeActivityCurve curve, TacPoint point, double? full, PopulationKinetics? population, Duration? previous)
    {
        TimeActivityCurve one = new(curve.Region, [point]);
        double t = point.Time_h;
        yield return Estimate(SingleTimePoint.Haenscheid(one), "half-life taken equal to the time of the scan", full, t, population, T => 2 * t / T * Math.Pow(2, -t / T));
        if (population is { } p)
        {
            string source = FormattableString.Invariant($"population half-life {p.Median_h:G3} h ({p.Source}{(p.Status == "read" ? "" : ", " + p.Status)})");
            yield return Estimate(SingleTimePoint.Madsen(one, Duration.FromHours(p.Median_h)), source, full, t, p, T => MonoRatio(t, p.Median_h, T));
            CurveFit jackson = SingleTimePoint.Jackson(one, Duration.FromHours(p.Median_h), Duration.FromHours(p.UptakeHalfTime_h));
            yield return Estimate(jackson, $"{source}, uptake half-time {FormattableString.Invariant($"{p.UptakeHalfTime_h:G2}")} h", full, t, p,
                T => Multiplier(t, p.Median_h, p.UptakeHalfTime_h) / Multiplier(t, T, p.UptakeHalfTime_h));
        }
        if (previous is { } own)
            yield return Estimate(SingleTimePoint.Previous(one, own), FormattableString.Invariant($"the patient's own half-life of an earlier cycle, {own.Hours:G3} h"), full, t,
                new PopulationKinetics(curve.Region, own.Hours, BetweenCycles, 1, "", ""), T => MonoRatio(t, own.Hours, T));
    }

    private static SingleTimePointEstimate Estimate(CurveFit fit, string assumption, double? full, double time_h, PopulationKinetics? spread, Func<double, double> ratio)
    {
        (double Low, double High)? expected = spread is null ? null : Range(spread, ratio);
        return new SingleTimePointEstimate(fit.Model, time_h, fit.Tia_MBq_h, fit.Tia_MBq_h / full - 1, expected?.Low, expected?.High, assumption);
    }

    private static (double Low, double High) Range(PopulationKinetics p, Func<double, double> ratio)
    {
        double[] errors = [.. Enumerable.Range(0, QuantilePoints)
            .Select(n => p.Median_h * Math.Exp(p.SdLog * Normal.InvCDF(0, 1, (n + 0.5) / QuantilePoints))).Select(T => ratio(T) - 1).Order()];
        return (Bootstrap.Quantile(errors, 0.05), Bootstrap.Quantile(errors, 0.95));
    }

    private static double MonoRatio(double t, double assumed_h, double true_h) => assumed_h / true_h * Math.Pow(2, t / assumed_h - t / true_h);

    /// <summary>Ã/A(t) of the shape e^(−λt) − e^(−κt), h; the mono-exponential's where uptake is not faster than wash-out.</summary>
    internal static double Multiplier(double t, double halfLife_h, double uptake_h)
    {
        double washout = Math.Log(2) / halfLife_h, uptake = Math.Log(2) / uptake_h;
        return uptake > 1.01 * washout ? (1 / washout - 1 / uptake) / (Math.Exp(-washout * t) - Math.Exp(-uptake * t)) : Math.Exp(washout * t) / washout;
    }
}

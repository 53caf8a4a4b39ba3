using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// Quantity: time-integrated activity Ã (MBq·h) from one measured activity A at time t (h) after injection.
/// Equation: Hänscheid 2018  Ã = A · 2t / ln 2   (the mono-exponential with T_eff = t);
///           Madsen 2018     Ã = A · e^(kt) / k,  k = ln 2 / T_eff of a population.
/// Validity: Hänscheid within 10 % of a mono-exponential for 0.75 T_eff &lt; t &lt; 2.5 T_eff; Madsen as good as the population value.
/// Neglected: uptake phase, second phase, the patient's own half-life. Hence no uncertainty by fit can be stated.
/// </summary>
public static class SingleTimePoint
{
    /// <summary>Population effective half-life used unless another is given: 36.5 h, kidneys, Lu-177 PSMA.</summary>
    public static Duration PopulationHalfLife { get; } = Duration.FromHours(36.5);

    /// <summary>Hänscheid's approximation.</summary>
    /// <exception cref="RefusedException">Not exactly one point, or a point at the injection itself.</exception>
    public static CurveFit Haenscheid(TimeActivityCurve curve)
    {
        TacPoint p = Single(curve);
        return MonoThrough(p, "hanscheid", Math.Log(2) / p.Time_h, "effective half-life taken equal to the time of the scan (Hänscheid)");
    }

    /// <summary>Madsen's method with a population effective half-life.</summary>
    /// <exception cref="RefusedException">Not exactly one point, or a half-life that is not positive.</exception>
    public static CurveFit Madsen(TimeActivityCurve curve, Duration effectiveHalfLife)
    {
        if (!(effectiveHalfLife.Hours > 0)) throw new RefusedException("KINETICS.HALF_LIFE", "The population effective half-life must be positive.");
        return MonoThrough(Single(curve), "madsen", Math.Log(2) / effectiveHalfLife.Hours,
            FormattableString.Invariant($"effective half-life of a population, {effectiveHalfLife.Hours:G4} h, not of this patient (Madsen)"));
    }

    private static TacPoint Single(TimeActivityCurve curve)
    {
        if (curve.Points.Count != 1)
            throw new RefusedException("KINETICS.NOT_ONE_POINT", $"Region {curve.Region}: a single-time-point method takes one point, not {curve.Points.Count}; choose the scan nearest to 48 h.");
        return curve.Points[0].Time_h > 0 ? curve.Points[0]
            : throw new RefusedException("KINETICS.AT_INJECTION", $"Region {curve.Region}: the point is at the injection itself; a single-time-point method needs a later scan.");
    }

    private static CurveFit MonoThrough(TacPoint p, string name, double rate_per_h, string assumption)
    {
        double amplitude = p.Activity_MBq * Math.Exp(rate_per_h * p.Time_h), tia = amplitude / rate_per_h;
        ExponentialTerm term = new(amplitude, rate_per_h);
        var parameters = new Dictionary<string, double> { ["A_MBq"] = amplitude, ["lambda_per_h"] = rate_per_h };
        return new CurveFit(name, [term], parameters, null, null, tia, tia * Relative(p), 1, 0,
            [$"One time point: {assumption}. The uncertainty covers the measured activity only."]) { DegreesOfFreedom = -1 };
    }

    private static double Relative(TacPoint p) => p.Activity_MBq > 0 ? p.Sigma_MBq / p.Activity_MBq : 0;
}

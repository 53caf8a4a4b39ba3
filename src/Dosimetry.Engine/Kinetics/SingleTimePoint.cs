using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// Quantity: time-integrated activity Ã (MBq·h) from one measured activity A at time t (h) after injection.
/// Equation: Hänscheid 2018  Ã = A · 2t / ln 2   (the mono-exponential with T_eff = t);
///           Madsen 2018     Ã = A · e^(kt) / k,  k = ln 2 / T_eff of a population;
///           Jackson 2020    Ã = A · (1/k − 1/κ) / (e^(−kt) − e^(−κt)), the bi-exponential shape of a population scaled to A;
///           earlier cycle   as Madsen, with the patient's own T_eff of an earlier cycle.
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

    /// <summary>Jackson's method: the shape of a population, uptake and wash-out, scaled to the measured activity.</summary>
    /// <exception cref="RefusedException">Not exactly one point, or half-lives that are not positive with the uptake the faster.</exception>
    public static CurveFit Jackson(TimeActivityCurve curve, Duration effectiveHalfLife, Duration uptakeHalfTime)
    {
        if (!(uptakeHalfTime.Hours > 0 && effectiveHalfLife.Hours > uptakeHalfTime.Hours))
            throw new RefusedException("KINETICS.HALF_LIFE", "The population needs a positive uptake half-time that is shorter than its effective half-life.");
        TacPoint p = Single(curve);
        double washout = Math.Log(2) / effectiveHalfLife.Hours, uptake = Math.Log(2) / uptakeHalfTime.Hours;
        double amplitude = p.Activity_MBq / (Math.Exp(-washout * p.Time_h) - Math.Exp(-uptake * p.Time_h));
        var parameters = new Dictionary<string, double> { ["A_MBq"] = amplitude, ["lambda1_per_h"] = washout, ["lambda2_per_h"] = uptake };
        return Through(p, "jackson", [new(amplitude, washout), new(-amplitude, uptake)], parameters,
            FormattableString.Invariant($"bi-exponential shape of a population, half-life {effectiveHalfLife.Hours:G4} h, uptake half-time {uptakeHalfTime.Hours:G3} h (Jackson)"));
    }

    /// <summary>The patient's own effective half-life of an earlier cycle.</summary>
    /// <exception cref="RefusedException">Not exactly one point, or a half-life that is not positive.</exception>
    public static CurveFit Previous(TimeActivityCurve curve, Duration ownHalfLife)
    {
        if (!(ownHalfLife.Hours > 0)) throw new RefusedException("KINETICS.HALF_LIFE", "The effective half-life of the earlier cycle must be positive.");
        return MonoThrough(Single(curve), "previous", Math.Log(2) / ownHalfLife.Hours,
            FormattableString.Invariant($"this patient's effective half-life of an earlier cycle, {ownHalfLife.Hours:G4} h"));
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
        double amplitude = p.Activity_MBq * Math.Exp(rate_per_h * p.Time_h);
        return Through(p, name, [new(amplitude, rate_per_h)], new Dictionary<string, double> { ["A_MBq"] = amplitude, ["lambda_per_h"] = rate_per_h }, assumption);
    }

    private static CurveFit Through(TacPoint p, string name, ExponentialTerm[] terms, Dictionary<string, double> parameters, string assumption)
    {
        double tia = CurveIntegral.Tia_MBq_h(terms, 0);
        return new CurveFit(name, terms, parameters, null, null, tia, tia * Relative(p), 1, 0,
            [$"One time point: {assumption}. The uncertainty covers the measured activity only."]) { DegreesOfFreedom = -1 };
    }

    private static double Relative(TacPoint p) => p.Activity_MBq > 0 ? p.Sigma_MBq / p.Activity_MBq : 0;
}

using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// Chooses the curve of a region. Rule: least AICc among the identified fits when at least two have one. With too few points for that, the simplest
/// model as long as it describes the points within <see cref="TolerableMisfit"/>; otherwise the identified model with the least plain AIC:
/// few points must not buy parameters that only follow noise, nor be forced onto a curve they plainly do not lie on.
/// A single point has no curve: Hänscheid's approximation is used and says so.
/// </summary>
public static class ModelSelection
{
    /// <summary>Root mean square of (fit − measured)/measured that measured SPECT activities explain: 10 % (typical combined uncertainty, Gear 2018).</summary>
    public const double TolerableMisfit = 0.1;

    /// <summary>Fits every model the points allow and chooses one.</summary>
    /// <exception cref="RefusedException">The points cannot be fitted.</exception>
    public static RegionKinetics Choose(TimeActivityCurve curve, Duration halfLife, Weighting weighting = Weighting.Proportional)
    {
        if (curve.Points.Count == 1)
            return Only(curve, SingleTimePoint.Haenscheid(curve), "one time point: Hänscheid's approximation");
        CurveFitter fitter = new(curve, halfLife, weighting);
        CurveFit[] tried = [.. CurveModel.All.Where(m => m == CurveModel.Mono || fitter.Points > m.Parameters).Select(fitter.Fit)];
        IReadOnlyList<CurveFit> fits = Akaike.Weigh(tried);
        (CurveFit chosen, string reason) = Select(fits, curve.Points);
        return new RegionKinetics(curve.Region, curve.Points, fits, chosen, reason);
    }

    /// <summary>Fits one model that somebody chose.</summary>
    /// <exception cref="RefusedException">The points cannot determine the model.</exception>
    public static RegionKinetics Fixed(TimeActivityCurve curve, CurveModel model, Duration halfLife, Weighting weighting = Weighting.Proportional) =>
        Only(curve, new CurveFitter(curve, halfLife, weighting).Fit(model), "chosen by the user");

    private static RegionKinetics Only(TimeActivityCurve curve, CurveFit fit, string reason) => new(curve.Region, curve.Points, [fit], fit, reason);

    private static (CurveFit, string) Select(IReadOnlyList<CurveFit> fits, IReadOnlyList<TacPoint> points)
    {
        CurveFit simplest = fits[0];
        CurveFit[] identified = [.. fits.Where(f => f.IsIdentified)];
        CurveFit[] comparable = [.. identified.Where(f => f.Aicc is not null)];
        if (comparable.Length > 1) return (comparable.MinBy(f => f.Aicc)!, "least AICc");
        if (fits.Count == 1) return (simplest, $"only model that {points.Count} points can determine");
        if (Misfit(simplest, points) <= TolerableMisfit)
            return (simplest, $"{points.Count} points are too few for AICc; the simplest model describes them within {100 * TolerableMisfit:F0} %");
        CurveFit best = identified.Where(f => f.DegreesOfFreedom > 0).MinBy(f => Aic(f, points.Count)) ?? simplest;
        return (best, $"{points.Count} points are too few for AICc; '{simplest.Model}' misses them by more than {100 * TolerableMisfit:F0} %, least AIC taken");
    }

    private static double Misfit(CurveFit fit, IReadOnlyList<TacPoint> points) =>
        Math.Sqrt(points.Zip(fit.Residuals_MBq, (p, r) => p.Activity_MBq > 0 ? r * r / (p.Activity_MBq * p.Activity_MBq) : 0).Average());

    private static double Aic(CurveFit fit, int points) =>
        Akaike.Plain(fit.ResidualSumOfSquares, points, points - fit.DegreesOfFreedom) ?? double.NegativeInfinity;
}

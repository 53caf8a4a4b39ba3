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

    /// <summary>Name of the automatic choice.</summary>
    public const string Auto = "auto";
    /// <summary>A rival is worth a word when it carries at least this Akaike weight…</summary>
    private const double RivalWeight = 0.1;
    /// <summary>…and its integral differs by at least this share.</summary>
    private const double RivalDifference = 0.1;

    /// <summary>Every name that <see cref="For"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = [Auto, ModelAverage.Name, .. CurveModel.All.Select(m => m.Name)];

    /// <summary>The curve by a name: automatic choice, average over models, or one model.</summary>
    /// <exception cref="RefusedException">The points cannot be fitted, or cannot determine the model.</exception>
    public static RegionKinetics For(string name, TimeActivityCurve curve, Duration halfLife, Weighting weighting) =>
        CurveModel.ByName(name) is { } model && curve.Points.Count > 1 ? Fixed(curve, model, halfLife, weighting)
        : name == ModelAverage.Name ? Average(curve, halfLife, weighting) : Choose(curve, halfLife, weighting);

    /// <summary>Fits every model the points allow and chooses one.</summary>
    /// <exception cref="RefusedException">The points cannot be fitted.</exception>
    public static RegionKinetics Choose(TimeActivityCurve curve, Duration halfLife, Weighting weighting = Weighting.Proportional)
    {
        if (curve.Points.Count == 1)
            return Only(curve, SingleTimePoint.Haenscheid(curve), "one time point: Hänscheid's approximation");
        IReadOnlyList<CurveFit> fits = Tried(new CurveFitter(curve, halfLife, weighting));
        (CurveFit chosen, string reason) = Select(fits, curve.Points);
        return new RegionKinetics(curve.Region, curve.Points, fits, WithRival(chosen, fits, curve.Points.Count), reason);
    }

    /// <summary>Averages over every model the points allow; where only one can be compared, that one.</summary>
    /// <exception cref="RefusedException">The points cannot be fitted.</exception>
    public static RegionKinetics Average(TimeActivityCurve curve, Duration halfLife, Weighting weighting = Weighting.Proportional)
    {
        RegionKinetics chosen = Choose(curve, halfLife, weighting);
        return ModelAverage.Of(chosen.Fits, curve.Points.Count) is { } average
            ? chosen with { Chosen = average, Reason = "average over models, the uncertainty holds their disagreement" }
            : chosen with { Reason = $"no second model to average with ({curve.Points.Count} points); {chosen.Reason}" };
    }

    /// <summary>Fits one model that somebody chose, with the others beside it for comparison.</summary>
    /// <exception cref="RefusedException">The points cannot determine the model.</exception>
    public static RegionKinetics Fixed(TimeActivityCurve curve, CurveModel model, Duration halfLife, Weighting weighting = Weighting.Proportional)
    {
        CurveFitter fitter = new(curve, halfLife, weighting);
        CurveFit wanted = fitter.Fit(model);
        IReadOnlyList<CurveFit> tried = Tried(fitter);
        CurveFit chosen = tried.FirstOrDefault(f => f.Model == model.Name) ?? wanted;
        return new RegionKinetics(curve.Region, curve.Points, tried.Contains(chosen) ? tried : [.. tried, chosen], chosen, "chosen by the user");
    }

    private static IReadOnlyList<CurveFit> Tried(CurveFitter fitter) =>
        Akaike.Weigh([.. CurveModel.All.Where(m => m == CurveModel.Mono || (fitter.Points > m.Parameters && CanBe(m, fitter.Region))).Select(fitter.Fit)]);

    /// <summary>Blood is fullest at the injection: a curve that rises from zero is no candidate for it.</summary>
    private static bool CanBe(CurveModel model, string region) => region != BloodCurve.Name || !model.HasUptake;

    /// <summary>Says so when another model describes the points about as well and disagrees about the integral.</summary>
    private static CurveFit WithRival(CurveFit chosen, IReadOnlyList<CurveFit> fits, int points)
    {
        if (ModelAverage.Of(fits, points) is not { } average) return chosen;
        CurveFit? rival = fits.Where(f => f.Model != chosen.Model && average.Parameters.GetValueOrDefault($"weight_{f.Model}") >= RivalWeight).MaxBy(f => Math.Abs(f.Tia_MBq_h - chosen.Tia_MBq_h));
        double difference = rival is null ? 0 : rival.Tia_MBq_h / chosen.Tia_MBq_h - 1;
        return Math.Abs(difference) < RivalDifference ? chosen : chosen with
        {
            Warnings = [.. chosen.Warnings, FormattableString.Invariant($"The model '{rival!.Model}' describes the points about as well and gives {100 * Math.Abs(difference):F0} % {(difference > 0 ? "more" : "less")}; the average over models carries this disagreement in its uncertainty.")],
        };
    }

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
        double misfit = Misfit(simplest, points);
        CurveFit best = identified.Where(f => f.DegreesOfFreedom > 0).MinBy(f => Akaike.Plain(f, points.Count)) ?? simplest;
        if (best == simplest) best = best with { Warnings = [.. best.Warnings, FormattableString.Invariant($"The curve misses the points by {100 * misfit:F0} % (root mean square) and {points.Count} points leave no degree of freedom for a richer model. 'bi' can be chosen by hand and passes through four; a further scan would tell.")] };
        return (best, $"{points.Count} points are too few for AICc; '{simplest.Model}' misses them by more than {100 * TolerableMisfit:F0} %, least AIC taken");
    }

    private static double Misfit(CurveFit fit, IReadOnlyList<TacPoint> points) =>
        Math.Sqrt(points.Zip(fit.Residuals_MBq, (p, r) => p.Activity_MBq > 0 ? r * r / (p.Activity_MBq * p.Activity_MBq) : 0).Average());
}

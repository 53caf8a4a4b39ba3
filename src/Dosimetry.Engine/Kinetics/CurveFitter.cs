using Dosimetry.Engine.Foundation;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// Quantity: parameters of a <see cref="CurveModel"/> and the time-integrated activity Ã (MBq·h) with its standard uncertainty.
/// Equation: minimise WRSS = Σ ((A(t_i) − y_i)/w_i)², w_i = y_i (proportional) or 1 (none), over the logarithms of amplitudes and biological rates,
///   so that amplitudes stay positive and every effective rate stays above the physical one without a constraint.
///   u²(Ã) = s² gᵀ (JᵀJ)⁻¹ g with g = ∂Ã/∂ln p and s² = WRSS/(n − k); with as many points as parameters s² (JᵀJ)⁻¹ is replaced by
///   J⁻¹ diag(u_i²/w_i²) J⁻ᵀ from the points' own uncertainties.
/// Method: Levenberg–Marquardt from the best of a grid of starting rates (amplitudes solved linearly).
/// Source: specs of Glatting 2007, Kletting 2013; checked against scipy on one real patient and synthetic sets.
/// Validity: n ≥ k. Neglected: correlation between the points (a common calibration error is added outside).
/// </summary>
public sealed class CurveFitter
{
    /// <summary>Above this condition number of JᵀJ the parameters are not identified by the data.</summary>
    public const double LargestCondition = 1e10;
    private const int StartsKept = 12;
    private readonly double physicalRate;
    private readonly Weighting weighting;
    private readonly double[] times, activities, sigmas, weights;

    /// <summary>A fitter of one curve.</summary>
    /// <param name="curve">Measured points.</param>
    /// <param name="halfLife">Physical half-life of the nuclide.</param>
    /// <param name="weighting">Weights of the residuals.</param>
    /// <exception cref="RefusedException">The half-life is not positive, or a zero activity cannot be weighted proportionally.</exception>
    public CurveFitter(TimeActivityCurve curve, Duration halfLife, Weighting weighting = Weighting.Proportional)
    {
        if (!(halfLife.Hours > 0)) throw new RefusedException("KINETICS.HALF_LIFE", "The half-life of the nuclide must be positive.");
        this.weighting = weighting;
        physicalRate = Math.Log(2) / halfLife.Hours;
        times = [.. curve.Points.Select(p => p.Time_h)];
        activities = [.. curve.Points.Select(p => p.Activity_MBq)];
        sigmas = [.. curve.Points.Select(p => p.Sigma_MBq)];
        weights = [.. curve.Points.Select(p => Weight(p, curve.Region))];
        Region = curve.Region;
    }

    /// <summary>Name of the region.</summary>
    public string Region { get; }
    /// <summary>Number of measured points.</summary>
    public int Points => times.Length;

    private double Weight(TacPoint point, string region) => weighting == Weighting.None ? 1
        : point.Activity_MBq > 0 ? point.Activity_MBq
        : throw new RefusedException("KINETICS.ZERO_ACTIVITY",
            FormattableString.Invariant($"Region {region}: the activity at {point.Time_h:G6} h is zero and cannot have a relative weight; drop the point or fit without weights."));

    /// <summary>The best fit of a model.</summary>
    /// <exception cref="RefusedException">Fewer points than parameters.</exception>
    public CurveFit Fit(CurveModel model)
    {
        if (Points < model.Parameters)
            throw new RefusedException("KINETICS.TOO_FEW_POINTS",
                $"Region {Region}: {Points} time points cannot determine the {model.Parameters} parameters of the model '{model.Name}'; choose a simpler model or measure more points.");
        double[] best = StartingPoints.For(model, times, activities, weights, physicalRate).Take(StartsKept)
            .Select(start => Minimise(model, start)).MinBy(p => WeightedSum(model, p))!;
        return Describe(model, InOrder(model, best));
    }

    /// <summary>The nearest minimum from the parameters of an earlier fit of the same model: for points that are almost the same.</summary>
    internal CurveFit Refit(CurveModel model, CurveFit near) => Describe(model, InOrder(model, Minimise(model,
        [.. Enumerable.Range(0, model.Parameters).Select(n => near.Parameters[model.ParameterName(n)] - (n < model.Amplitudes ? 0 : physicalRate)).Select(v => Math.Max(v, 1e-9))])));

    private double[] Minimise(CurveModel model, double[] start)
    {
        // Whitened rows: MathNet sees the residuals as a model to be fitted to zeros, with x only counting the points.
        var x = Vector<double>.Build.Dense(Points);
        var objective = ObjectiveFunction.NonlinearModel((p, _) => Residuals(model, Parameters(p)), (p, _) => Jacobian(model, Parameters(p)), x, x);
        var minimiser = new LevenbergMarquardtMinimizer(1e-3, 1e-14, 1e-12, 1e-15, 400);
        Vector<double> logs = Vector<double>.Build.DenseOfEnumerable(start.Select(p => Math.Log(p)));
        return Parameters(minimiser.FindMinimum(objective, logs).MinimizingPoint);
    }

    /// <summary>Back from logarithms; held inside 1e±15 so that a flat direction cannot overflow.</summary>
    private static double[] Parameters(Vector<double> logs) => Array.ConvertAll(logs.ToArray(), v => Math.Exp(Math.Clamp(v, -35, 35)));

    private Vector<double> Residuals(CurveModel model, double[] p) => Vector<double>.Build.Dense(Points,
        n => (model.Activity_MBq(p, physicalRate, times[n], []) - activities[n]) / weights[n]);

    private Matrix<double> Jacobian(CurveModel model, double[] p)
    {
        var jacobian = Matrix<double>.Build.Dense(Points, model.Parameters);
        double[] gradient = new double[model.Parameters];
        for (int n = 0; n < Points; n++)
        {
            model.Activity_MBq(p, physicalRate, times[n], gradient);
            for (int k = 0; k < gradient.Length; k++) jacobian[n, k] = gradient[k] / weights[n];
        }
        return jacobian;
    }

    private double WeightedSum(CurveModel model, double[] p)
    {
        Vector<double> r = Residuals(model, p);
        return r * r;
    }

    /// <summary>Slowest wash-out phase last among equals: phases that may change places are ordered by falling rate.</summary>
    private static double[] InOrder(CurveModel model, double[] p) =>
        model.Amplitudes == 2 && p[2] < p[3] ? [p[1], p[0], p[3], p[2], .. p[4..]] : p;

    private CurveFit Describe(CurveModel model, double[] p)
    {
        double wrss = WeightedSum(model, p);
        double[] gradient = new double[model.Parameters];
        double tia = model.Tia_MBq_h(p, physicalRate, gradient);
        FitCovariance covariance = new(Jacobian(model, p), wrss, [.. sigmas.Zip(weights, (s, w) => s / w)]);
        IReadOnlyList<ExponentialTerm> terms = model.Terms(p, physicalRate);
        double extrapolated = CurveIntegral.ExtrapolatedFraction(terms, times[0], times[^1]);
        return new CurveFit(model.Name, terms, Named(model, p), Akaike.Corrected(wrss, Points, model.Parameters), null,
            tia, covariance.Sigma(gradient) ?? 0, extrapolated, wrss, Warnings(model, covariance, terms, extrapolated))
        {
            Condition = double.IsFinite(covariance.Condition) ? covariance.Condition : null,
            Weighting = weighting,
            DegreesOfFreedom = Points - model.Parameters,
            Residuals_MBq = [.. times.Zip(activities, (t, y) => CurveIntegral.Activity_MBq(terms, t) - y)],
        };
    }

    private IReadOnlyDictionary<string, double> Named(CurveModel model, double[] p) =>
        Enumerable.Range(0, p.Length).ToDictionary(model.ParameterName, n => n < model.Amplitudes ? p[n] : p[n] + physicalRate);

    private List<string> Warnings(CurveModel model, FitCovariance covariance, IReadOnlyList<ExponentialTerm> terms, double extrapolated)
    {
        List<string> warnings = [];
        if (!(covariance.Condition < LargestCondition))
            warnings.Add("The data do not identify every parameter of this model: other parameters fit equally well.");
        if (Points == model.Parameters)
            warnings.Add("As many parameters as points: the curve passes through the data and says nothing about the quality of the fit.");
        if (extrapolated > CurveIntegral.HighExtrapolation)
            warnings.Add(FormattableString.Invariant($"{100 * extrapolated:F0} % of the time-integrated activity lies outside the measured times."));
        if (terms.Min(t => t.Rate_per_h) < 1.001 * physicalRate)
            warnings.Add("The slowest phase falls with the physical half-life: no biological elimination is seen in it.");
        return warnings;
    }
}

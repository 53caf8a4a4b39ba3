// Quantity: uncertainty of anything predicted from a fitted patient, e.g. sd(ln Ã).
// Equation: var(ln q) = gᵀ C g with g = ∂ ln q/∂θ (forward difference 1e-3) and the Laplace covariance C of θ = ln(parameter).
// Source: delta method. Validity: ln q nearly linear in θ over the posterior. Neglected: curvature; error of what was not fitted.
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;
using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Pbpk.Fit;

/// <summary>Predictions of a fitted patient: value and standard deviation of its logarithm.</summary>
public sealed record PredictedCurve(string Organ, IReadOnlyList<double> Activity_MBq, IReadOnlyList<double> LogSd);

/// <summary>Curves at <see cref="Times_min"/>, and time-integrated activities from 0 to the last of them.</summary>
public sealed record PosteriorPrediction(
    IReadOnlyList<double> Times_min, IReadOnlyList<PredictedCurve> Curves, IReadOnlyDictionary<string, double> Tia_MBq_h, IReadOnlyDictionary<string, double> TiaLogSd)
{
    /// <summary>Standard deviation of ln Ã with the model's own error: √(TiaLogSd² + error²).</summary>
    public required IReadOnlyDictionary<string, double> TiaTotalLogSd { get; init; }
}

/// <summary>
/// A patient with a normal distribution of θ = ln(parameter). It can serve as the <see cref="Prior"/> of the next fit: <see cref="AsPrior"/>.
/// </summary>
public sealed record Posterior(PbpkPatient Basis, IReadOnlyList<string> Names, IReadOnlyList<double> LogMode, double[][] LogCovariance)
{
    private const double DifferenceStep = 1e-3;
    private static readonly SolverTolerance Smooth = new(1e-7, 1e-11);

    /// <summary>What the model itself gets wrong, beside the spread of θ.</summary>
    public ModelError Error { get; init; } = ModelError.None;

    /// <summary>A patient of whom nothing has been measured: the population's spread and the model's own error.</summary>
    /// <exception cref="PbpkInputException">A default value of the patient is not positive.</exception>
    public static Posterior OfPopulation(PbpkPatient patient)
    {
        Prior prior = Prior.Population(patient);
        return new Posterior(patient, prior.Names, prior.LogMedians, prior.LogCovariance) { Error = ModelError.BeforeTherapy };
    }

    /// <summary>The most probable patient.</summary>
    public PbpkPatient Patient => Apply(Basis, Names, LogMode);

    /// <summary>What is known before the next data: this.</summary>
    public Prior AsPrior => new(Names, LogMode, LogCovariance);

    /// <summary>A patient with parameters e^θ.</summary>
    public static PbpkPatient Apply(PbpkPatient basis, IReadOnlyList<string> names, IReadOnlyList<double> logs)
    {
        PbpkPatient patient = basis;
        for (int n = 0; n < names.Count; n++) patient = FitParameter.Set(patient, names[n], Math.Exp(logs[n]));
        return patient;
    }

    /// <summary>
    /// ∂ ln q_k/∂θ_j of positive quantities, by one evaluation at the mode and one per parameter: [k][j]. <paramref name="quantities"/> always gives
    /// the same quantities in the same order.
    /// </summary>
    public (double[] AtMode, double[][] Gradients) Sensitivity(Func<PbpkPatient, double[]> quantities)
    {
        double[] mode = quantities(Patient);
        double[][] moved = [.. Enumerable.Range(0, Names.Count).Select(j =>
            quantities(Apply(Basis, Names, [.. LogMode.Select((v, n) => n == j ? v + DifferenceStep : v)])))];
        return (mode, [.. mode.Select((q, k) => moved.Select(m => q > 0 ? Math.Log(m[k] / q) / DifferenceStep : 0).ToArray())]);
    }

    /// <summary>√(gᵀ C g).</summary>
    public double LogSd(double[] gradient)
    {
        double variance = 0;
        for (int i = 0; i < gradient.Length; i++)
            for (int j = 0; j < gradient.Length; j++) variance += gradient[i] * LogCovariance[i][j] * gradient[j];
        return Math.Sqrt(Math.Max(variance, 0));
    }

    /// <summary>Predicts a protocol: curves of the named organs and the time-integrated activity of all, each with its spread.</summary>
    /// <exception cref="PbpkInputException">The protocol, the times or an organ cannot be.</exception>
    public PosteriorPrediction Predict(Protocol protocol, IReadOnlyList<double> times_min, IReadOnlyList<string> organs, CancellationToken cancel = default)
    {
        string[] integrals = [];
        double[] Quantities(PbpkPatient patient)
        {
            PbpkResult result = PbpkSimulator.Simulate(new PbpkModel(patient), protocol, times_min, Smooth, cancel: cancel);
            integrals = [.. result.Tia_MBq_h.Keys];
            return [.. result.Tia_MBq_h.Values, .. organs.SelectMany(result.Activity_MBq)];
        }

        (double[] values, double[][] gradients) = Sensitivity(Quantities);
        double[] spread = [.. gradients.Select(LogSd)];
        return new PosteriorPrediction(times_min,
            [.. organs.Select((o, n) => (o, At: integrals.Length + n * times_min.Count)).Select(x => new PredictedCurve(
                x.o, values[x.At..(x.At + times_min.Count)], spread[x.At..(x.At + times_min.Count)]))],
            integrals.Zip(values).ToDictionary(x => x.First, x => x.Second),
            integrals.Zip(spread).ToDictionary(x => x.First, x => x.Second))
        {
            TiaTotalLogSd = integrals.Zip(spread).ToDictionary(x => x.First, x => double.Hypot(x.Second, Error.LogSd(x.First))),
        };
    }
}

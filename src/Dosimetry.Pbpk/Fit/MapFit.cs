// Quantity: the most probable parameters of one patient (maximum a posteriori) and their covariance, as θ = ln(parameter).
// Equation: minimise Σ_k [(ln f_k(θ) − ln y_k)/σ_k]² + (θ − μ)ᵀ Ω⁻¹ (θ − μ);  C = (JᵀJ)⁻¹ with the prior rows in J (Laplace).
// Source: specification of the model, section 6.1; error model proportional (Vasic 2026). Checked against scipy's least_squares.
// Validity: as the model; uncertainties as normal in θ. Neglected: error of fixed parameters, correlation between measurements of one image.
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;
using Dosimetry.Pbpk.Solve;
using MathNet.Numerics.LinearAlgebra;

namespace Dosimetry.Pbpk.Fit;

/// <summary>One measurement beside the fitted curve: (ln f − ln y)/σ is the residual in standard deviations.</summary>
public sealed record FittedMeasurement(Measurement Measurement, double Predicted_MBq, double Residual);

/// <summary>
/// The result of a fit. <see cref="Objective"/> is the whole sum of squares, prior rows included; <see cref="Shrinkage"/> holds posterior over
/// prior standard deviation per parameter: 1 where the data say nothing.
/// </summary>
public sealed record MapResult(Posterior Posterior, double Objective, IReadOnlyList<double> Shrinkage, IReadOnlyList<FittedMeasurement> Measurements, int Iterations, int Simulations)
{
    /// <summary>Above this share of its prior spread a parameter counts as not informed by the data.</summary>
    public const double LargestInformedShrinkage = 0.8;

    /// <summary>Whether the data inform the n-th parameter.</summary>
    public bool IsInformed(int n) => Shrinkage[n] <= LargestInformedShrinkage;
}

/// <summary>Fits the parameters of a prior to measurements of one patient.</summary>
public sealed class MapFit
{
    /// <summary>Bounds of the search, in standard deviations of the prior.</summary>
    private const double Reach = 4;
    // Derivatives are differences over a thousandth: the curves must be smoother than that.
    private static readonly SolverTolerance Smooth = new(1e-7, 1e-11);

    private readonly PbpkPatient _patient;
    private readonly Prior _prior;
    private readonly ModelError _error;
    private readonly IGrouping<(Ligand, Label, double, double), Measurement>[] _injections;
    private readonly Matrix<double> _priorRows;
    private readonly CancellationToken _cancel;
    private int _simulations;

    private MapFit(PbpkPatient patient, Prior prior, IReadOnlyList<Measurement> measurements, CancellationToken cancel)
    {
        (_patient, _prior, _cancel) = (patient, prior, cancel);
        PbpkModel model = new(patient);
        if (measurements.Count == 0) throw new PbpkInputException("There is no measurement to fit.");
        foreach (Measurement m in measurements) m.Check(model);
        _error = ModelError.Of(measurements);
        _injections = [.. measurements.GroupBy(m => (m.Ligand, m.Label, m.Injected_MBq, m.Ligand_nmol))];
        _priorRows = Matrix<double>.Build.DenseOfRowArrays(prior.LogCovariance).Cholesky().Factor.Inverse();
    }

    /// <summary>Fits.</summary>
    /// <exception cref="PbpkInputException">A measurement or a parameter cannot be used; the message says which.</exception>
    /// <exception cref="PbpkFitException">No minimum was found.</exception>
    /// <exception cref="SolverException">A simulation failed.</exception>
    public static MapResult Run(PbpkPatient patient, Prior prior, IReadOnlyList<Measurement> measurements, CancellationToken cancel = default) =>
        new MapFit(patient, prior, measurements, cancel).Run();

    private MapResult Run()
    {
        double[] start = [.. _prior.LogMedians];
        double[] reach = [.. start.Select((_, n) => Reach * _prior.LogSd(n))];
        LevenbergMarquardt search = new(Residuals, [.. start.Zip(reach, (s, r) => s - r)], [.. start.Zip(reach, (s, r) => s + r)]);
        LeastSquaresMinimum minimum = search.Minimise(start);
        Matrix<double> covariance = minimum.Jacobian.TransposeThisAndMultiply(minimum.Jacobian).Inverse();
        Posterior posterior = new(_patient, _prior.Names, minimum.Point, covariance.ToRowArrays()) { Error = _error };
        return new MapResult(posterior, minimum.SumOfSquares, [.. start.Select((_, n) => Math.Sqrt(covariance[n, n]) / _prior.LogSd(n))],
            [.. Compare(posterior.Patient)], minimum.Iterations, _simulations);
    }

    private double[] Residuals(double[] logs)
    {
        PbpkPatient patient = Posterior.Apply(_patient, _prior.Names, logs);
        Vector<double> away = Vector<double>.Build.Dense(logs.Length, n => logs[n] - _prior.LogMedians[n]);
        return [.. Compare(patient).Select(m => m.Residual), .. _priorRows * away];
    }

    /// <summary>Every measurement beside the curve of one simulation per injection.</summary>
    private IEnumerable<FittedMeasurement> Compare(PbpkPatient patient)
    {
        foreach (var injection in _injections)
        {
            (Ligand ligand, Label label, double activity_MBq, double ligand_nmol) = injection.Key;
            double[] times_min = [.. injection.Select(m => m.Time_min).Distinct().Order()];
            _simulations++;
            PbpkResult curves = PbpkSimulator.Simulate(new PbpkModel(patient with { Ligand = ligand }), Protocol.Cycles(label, activity_MBq, ligand_nmol), times_min, Smooth, cancel: _cancel);
            foreach (Measurement m in injection)
            {
                double predicted_MBq = curves.Activity_MBq(m.Organ)[Array.IndexOf(times_min, m.Time_min)];
                yield return new FittedMeasurement(m, predicted_MBq, Math.Log(predicted_MBq / m.Activity_MBq) / m.RelativeSigma);
            }
        }
    }
}

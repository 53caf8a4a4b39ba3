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
public static class MapFit
{
    /// <summary>Bounds of the search, in standard deviations of the prior.</summary>
    internal const double Reach = 4;

    /// <summary>Fits.</summary>
    /// <exception cref="PbpkInputException">A measurement or a parameter cannot be used; the message says which.</exception>
    /// <exception cref="PbpkFitException">No minimum was found.</exception>
    /// <exception cref="SolverException">A simulation failed.</exception>
    public static MapResult Run(PbpkPatient patient, Prior prior, IReadOnlyList<Measurement> measurements, CancellationToken cancel = default)
    {
        FitResiduals residuals = new(patient, prior, measurements, cancel);
        double[] start = [.. prior.LogMedians];
        double[] reach = [.. start.Select((_, n) => Reach * prior.LogSd(n))];
        LevenbergMarquardt search = new(residuals.At, [.. start.Zip(reach, (s, r) => s - r)], [.. start.Zip(reach, (s, r) => s + r)]);
        LeastSquaresMinimum minimum = search.Minimise(start);
        Matrix<double> covariance = minimum.Jacobian.TransposeThisAndMultiply(minimum.Jacobian).Inverse();
        Posterior posterior = new(patient, prior.Names, minimum.Point, covariance.ToRowArrays()) { Error = ModelError.Of(measurements) };
        return new MapResult(posterior, minimum.SumOfSquares, [.. start.Select((_, n) => Math.Sqrt(covariance[n, n]) / prior.LogSd(n))],
            [.. residuals.Compare(posterior.Patient)], minimum.Iterations, residuals.Simulations);
    }
}

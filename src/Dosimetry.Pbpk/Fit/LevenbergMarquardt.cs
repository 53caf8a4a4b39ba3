// Method: Levenberg–Marquardt with Marquardt's scaling, (JᵀJ + μ diag JᵀJ) δ = −Jᵀr, forward differences, steps clipped to a box.
// Source: Marquardt 1963; Madsen, Nielsen, Tingleff 2004 for the rule of μ.
// Validity: whitened residuals with as many independent rows as parameters (prior rows see to that). Neglected: second derivatives.
using MathNet.Numerics.LinearAlgebra;

namespace Dosimetry.Pbpk.Fit;

/// <summary>A minimum: the point, the sum of squares, the Jacobian there and the effort.</summary>
internal sealed record LeastSquaresMinimum(double[] Point, double SumOfSquares, Matrix<double> Jacobian, int Iterations, int Evaluations);

/// <summary>Least squares for residuals that are expensive: no evaluation is thrown away.</summary>
/// <param name="residuals">Whitened residuals at a point.</param>
/// <param name="low">Lower bounds.</param>
/// <param name="high">Upper bounds.</param>
/// <param name="smallDecrease">
/// Share of the sum of squares below which a step ends the search. The default, a thousandth of a standard deviation per root of the sum, lies just above the noise of the differences.
/// </param>
internal sealed class LevenbergMarquardt(Func<double[], double[]> residuals, double[] low, double[] high, double smallDecrease = 1e-6)
{
    private const double DifferenceStep = 1e-3, SmallStep = 1e-5;
    private const int MostIterations = 200;
    private int _evaluations;

    /// <summary>Minimises from a start; without a fresh Jacobian at the minimum where nobody needs one.</summary>
    /// <exception cref="PbpkFitException">No minimum was found.</exception>
    public LeastSquaresMinimum Minimise(double[] start, bool withJacobian = true)
    {
        double[] point = start;
        Vector<double> r = Residuals(point);
        double damping = 1e-3;
        for (int iteration = 1; iteration <= MostIterations; iteration++)
        {
            Matrix<double> jacobian = Jacobian(point, r);
            Matrix<double> normal = jacobian.TransposeThisAndMultiply(jacobian);
            Vector<double> downhill = -jacobian.TransposeThisAndMultiply(r);
            while (true)
            {
                double[] trial = Step(point, normal, downhill, damping);
                double moved = trial.Zip(point, (a, b) => Math.Abs(a - b)).Max();
                if (moved < SmallStep) return new LeastSquaresMinimum(point, r * r, jacobian, iteration, _evaluations);
                Vector<double> rTrial = Residuals(trial);
                double decrease = r * r - rTrial * rTrial;
                if (!(decrease > 0)) { damping *= 8; continue; } // also where the trial gave no number
                bool converged = decrease < smallDecrease * (r * r);
                (point, r, damping) = (trial, rTrial, Math.Max(damping / 8, 1e-12));
                if (converged) return new LeastSquaresMinimum(point, r * r, withJacobian ? Jacobian(point, r) : jacobian, iteration, _evaluations);
                break;
            }
        }
        throw new PbpkFitException(FormattableString.Invariant($"The fit found no minimum in {MostIterations} iterations (sum of squares {r * r:G5}). No result exists; look at the data for a mixed-up organ, time or unit."));
    }

    private double[] Step(double[] point, Matrix<double> normal, Vector<double> downhill, double damping)
    {
        Matrix<double> damped = normal.Clone();
        for (int k = 0; k < point.Length; k++) damped[k, k] *= 1 + damping;
        Vector<double> step = damped.Cholesky().Solve(downhill);
        return [.. point.Select((p, k) => Math.Clamp(p + step[k], low[k], high[k]))];
    }

    private Matrix<double> Jacobian(double[] point, Vector<double> r) => Matrix<double>.Build.DenseOfColumnVectors(
        Enumerable.Range(0, point.Length).Select(k => (Residuals([.. point.Select((p, n) => n == k ? p + DifferenceStep : p)]) - r) / DifferenceStep));

    private Vector<double> Residuals(double[] point)
    {
        _evaluations++;
        return Vector<double>.Build.DenseOfArray(residuals(point));
    }
}

/// <summary>A fit without a result.</summary>
public sealed class PbpkFitException(string message) : Exception(message);

using Dosimetry.Engine.Foundation;
using MathNet.Numerics.LinearAlgebra;

namespace Dosimetry.Engine.Plan;

/// <summary>
/// Draws of ln(parameter) about the mode from a normal distribution with a covariance. The n-th draw depends on the seed and n only, so that two
/// options are compared on the same imagined patients.
/// </summary>
public sealed class ParameterDraws
{
    private readonly double[][] _away;

    /// <summary>Draws.</summary>
    /// <exception cref="RefusedException">The covariance is not positive definite.</exception>
    public ParameterDraws(double[][] covariance, int count, ulong seed)
    {
        Matrix<double> factor;
        try { factor = Matrix<double>.Build.DenseOfRowArrays(covariance).Cholesky().Factor; }
        catch (ArgumentException e) { throw new RefusedException("PLAN.COVARIANCE", $"The covariance of the fit is not positive definite, so no probability can be drawn from it: {e.Message}"); }
        _away = [.. Enumerable.Range(0, count).Select(n =>
        {
            CounterRandom random = new(seed, (ulong)n);
            return (factor * Vector<double>.Build.Dense(covariance.Length, j => random.Normal(j))).ToArray();
        })];
    }

    /// <summary>Number of draws.</summary>
    public int Count => _away.Length;

    /// <summary>ln q(draw)/q(mode) of a quantity by its gradient.</summary>
    public double LogShift(int draw, double[] gradient)
    {
        double sum = 0;
        for (int j = 0; j < gradient.Length; j++) sum += gradient[j] * _away[draw][j];
        return sum;
    }
}

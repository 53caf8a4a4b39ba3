using Dosimetry.Engine.Foundation;
using Dosimetry.Pbpk.Fit;
using MathNet.Numerics.LinearAlgebra;

namespace Dosimetry.Engine.Plan;

/// <summary>
/// Imagined patients: draws of ln(parameter) about the mode from the posterior's normal distribution, and of the model's own error per organ. The n-th draw
/// depends on the seed and n only, so that two options are compared on the same imagined patients.
/// </summary>
public sealed class ParameterDraws
{
    private const int FirstOrganPlace = 1000; // places of the random stream behind those of the parameters
    private readonly double[][] _away;
    private readonly Dictionary<string, double[]> _error;

    /// <summary>Draws.</summary>
    /// <exception cref="RefusedException">The covariance is not positive definite.</exception>
    public ParameterDraws(Posterior posterior, IReadOnlyList<string> organs, int count, ulong seed)
    {
        Matrix<double> factor;
        try { factor = Matrix<double>.Build.DenseOfRowArrays(posterior.LogCovariance).Cholesky().Factor; }
        catch (ArgumentException e) { throw new RefusedException("PLAN.COVARIANCE", $"The covariance of the fit is not positive definite, so no probability can be drawn from it: {e.Message}"); }
        CounterRandom[] streams = [.. Enumerable.Range(0, count).Select(n => new CounterRandom(seed, (ulong)n))];
        _away = [.. streams.Select(s => (factor * Vector<double>.Build.Dense(posterior.LogCovariance.Length, j => s.Normal(j))).ToArray())];
        _error = organs.Select((o, k) => (o, k)).ToDictionary(x => x.o, x => streams.Select(s => posterior.Error.LogSd(x.o) * s.Normal(FirstOrganPlace + x.k)).ToArray());
    }

    /// <summary>Number of draws.</summary>
    public int Count => _away.Length;

    /// <summary>ln q(draw)/q(mode) of a quantity by its gradient.</summary>
    public double LogShift(int draw, double[] gradient)
    {
        double[] away = _away[draw];
        double sum = 0;
        for (int j = 0; j < gradient.Length; j++) sum += gradient[j] * away[j];
        return sum;
    }

    /// <summary>What the model gets wrong in an organ of a draw, as ln(dose).</summary>
    public double LogError(int draw, string organ) => _error[organ][draw];
}

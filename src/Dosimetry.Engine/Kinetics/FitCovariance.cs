using MathNet.Numerics.LinearAlgebra;

namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// Covariance of fitted log-parameters: C = s² (JᵀJ)⁻¹ with s² = WRSS/(n − k), or J⁻¹ diag(u²) J⁻ᵀ when n = k and the points have uncertainties.
/// </summary>
internal sealed class FitCovariance
{
    private readonly Matrix<double>? covariance;

    /// <param name="jacobian">n × k, whitened.</param>
    /// <param name="wrss">Weighted residual sum of squares.</param>
    /// <param name="sigmas">Standard uncertainty of each whitened point; zeros when unknown.</param>
    public FitCovariance(Matrix<double> jacobian, double wrss, double[] sigmas)
    {
        Matrix<double> normal = jacobian.TransposeThisAndMultiply(jacobian);
        Vector<double> singular = jacobian.Svd(computeVectors: false).S;
        Condition = Math.Pow(singular.Maximum() / singular.Minimum(), 2);
        if (!(Condition < 1e16)) return;
        int freedom = jacobian.RowCount - jacobian.ColumnCount;
        Matrix<double> inverse = normal.Inverse();
        if (freedom > 0) covariance = inverse * (wrss / freedom);
        else if (Array.TrueForAll(sigmas, s => s > 0))
        {
            Matrix<double> solve = inverse * jacobian.Transpose();
            covariance = solve * Matrix<double>.Build.DenseOfDiagonalArray([.. sigmas.Select(s => s * s)]) * solve.Transpose();
        }
    }

    /// <summary>Condition number of JᵀJ; infinite when a direction is not determined at all.</summary>
    public double Condition { get; }

    /// <summary>Standard uncertainty of a quantity with gradient <paramref name="gradient"/>; null when it cannot be known.</summary>
    public double? Sigma(double[] gradient)
    {
        if (covariance is null) return null;
        Vector<double> g = Vector<double>.Build.DenseOfArray(gradient);
        double variance = g * covariance * g;
        return variance >= 0 && double.IsFinite(variance) ? Math.Sqrt(variance) : null;
    }
}

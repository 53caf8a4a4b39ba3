namespace Dosimetry.Engine.Calibrate;

/// <summary>A hot sphere of a phantom: volume in ml, measured over true concentration, and its standard uncertainty.</summary>
public sealed record RecoverySphere(double Volume_ml, double Coefficient, double Sigma)
{
    /// <summary>From a diameter in mm.</summary>
    public static RecoverySphere OfDiameter(double diameter_mm, double coefficient, double sigma) => new(Math.PI / 6 * Math.Pow(diameter_mm, 3) / 1000, coefficient, sigma);
}

/// <summary>
/// Quantity: recovery coefficient R(V), the share of a region's activity that the blurred image leaves inside its outline (1 = all).
/// Validity: one camera, collimator, reconstruction and nuclide; isolated, roughly round regions with little around them.
/// Neglected: activity spilled in from neighbours, shape.
/// </summary>
/// <param name="Smallest_ml">Smallest volume the curve was made for.</param>
/// <param name="Origin">Phantom or model, in words.</param>
public abstract record RecoveryCurve(double Smallest_ml, string Origin)
{
    /// <summary>Below this the correction is larger than what is measured.</summary>
    public const double LeastTrusted = 0.4;

    /// <summary>Coefficient at a volume in ml.</summary>
    public abstract double At(double volume_ml);

    /// <summary>Relative standard uncertainty at a volume in ml.</summary>
    public abstract double RelSigma(double volume_ml);

    /// <summary>∂ln R/∂ln V at a volume: how an error of the outline moves the coefficient.</summary>
    public abstract double LogSlope(double volume_ml);
}

/// <summary>
/// The form in common use for phantom spheres: R(V) = 1 / (1 + (β/V)^γ); relative variance (1 − R)² · ∇xᵀ C ∇x with x = γ (ln β − ln V) and C the
/// covariance of (ln β, γ). Source: EANM uncertainty guidance, Gear et al. 2018.
/// </summary>
/// <param name="Beta_ml">Volume of half recovery, ml.</param>
/// <param name="Gamma">Steepness.</param>
/// <param name="Covariance">Of (ln β, γ): s_ββ, s_βγ, s_γγ; zeros when unknown.</param>
/// <param name="Smallest_ml">Smallest sphere behind the curve.</param>
/// <param name="Origin">Phantom, in words.</param>
public sealed record SphereRecovery(double Beta_ml, double Gamma, double[] Covariance, double Smallest_ml, string Origin) : RecoveryCurve(Smallest_ml, Origin)
{
    /// <inheritdoc/>
    public override double At(double volume_ml) => 1 / (1 + Math.Pow(Beta_ml / volume_ml, Gamma));

    /// <inheritdoc/>
    public override double RelSigma(double volume_ml)
    {
        double away = Math.Log(Beta_ml / volume_ml);
        double variance = Gamma * Gamma * Covariance[0] + 2 * Gamma * away * Covariance[1] + away * away * Covariance[2];
        return (1 - At(volume_ml)) * Math.Sqrt(Math.Max(0, variance));
    }

    /// <inheritdoc/>
    public override double LogSlope(double volume_ml) => (1 - At(volume_ml)) * Gamma;
}

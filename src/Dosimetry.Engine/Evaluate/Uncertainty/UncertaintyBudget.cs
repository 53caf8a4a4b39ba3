namespace Dosimetry.Engine.Evaluate.Uncertainty;

/// <summary>
/// One source of uncertainty of a region's mean dose: relative standard uncertainty it gives the dose (k = 1), its share of the variance (0 to 1), and where
/// the number comes from, in words.
/// </summary>
public sealed record UncertaintyComponent(string Source, double RelSigma, double Share, string Basis);

/// <summary>
/// Uncertainty budget of a region's mean dose: (u_D/D)² = Σ u_i², the sources taken as independent; their largest is <see cref="Largest"/>.
/// <see cref="NotIncluded"/> names what is known to be missing. Source: after Gear 2018 (EANM).
/// </summary>
public sealed record UncertaintyBudget(IReadOnlyList<UncertaintyComponent> Components, double RelSigma, IReadOnlyList<string> NotIncluded)
{
    /// <summary>Coverage factor of <see cref="ExpandedRelSigma"/>.</summary>
    public double CoverageFactor => 2;
    /// <summary>Expanded relative uncertainty, k = 2.</summary>
    public double ExpandedRelSigma => CoverageFactor * RelSigma;
    /// <summary>The source to work on first; null when every source is zero.</summary>
    public UncertaintyComponent? Largest => Components.MaxBy(c => c.RelSigma) is { RelSigma: > 0 } c ? c : null;

    /// <summary>A budget of sources whose shares are worked out here.</summary>
    public static UncertaintyBudget Of(IEnumerable<UncertaintyComponent> sources, IEnumerable<string> notIncluded)
    {
        UncertaintyComponent[] all = [.. sources];
        double variance = all.Sum(c => c.RelSigma * c.RelSigma);
        return new UncertaintyBudget(
            [.. all.Select(c => c with { Share = variance > 0 ? c.RelSigma * c.RelSigma / variance : 0 }).OrderByDescending(c => c.Share)], Math.Sqrt(variance), [.. notIncluded]);
    }
}

/// <summary>
/// Interval of a region's dose by Monte Carlo propagation: <see cref="Level"/> of <see cref="Draws"/> draws multiply every dose of the region by a factor
/// between <see cref="LowFactor"/> and <see cref="HighFactor"/>. The factor moves the whole histogram; see <see cref="DosePropagation"/>.
/// </summary>
public sealed record DoseInterval(double Level, double LowFactor, double HighFactor, int Draws, ulong Seed)
{
    /// <summary>Share of the volume that gets at least a dose: lower and upper edge of the band.</summary>
    public (double Low, double High) Volume_fraction(DoseVolumeHistogram dvh, double dose_Gy) => (dvh.At(dose_Gy / LowFactor), dvh.At(dose_Gy / HighFactor));

    /// <summary>BED when the dose is multiplied: the linear part with the factor, the quadratic part with its square.</summary>
    public (double Low_Gy, double High_Gy) Bed(double dose_Gy, double bed_Gy)
    {
        double At(double factor) => factor * dose_Gy + factor * factor * (bed_Gy - dose_Gy);
        return (At(LowFactor), At(HighFactor));
    }
}

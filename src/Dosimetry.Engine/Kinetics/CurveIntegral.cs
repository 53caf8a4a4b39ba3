namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// Quantity: integral of a sum of exponentials, MBq·h. Equation: ∫ₐᵇ Σ A e^(−λt) dt = Σ A (e^(−λa) − e^(−λb))/λ. Exact.
/// </summary>
public static class CurveIntegral
{
    /// <summary>Above this share outside the measured times a warning is due (EANM practice: 20 to 30 %).</summary>
    public const double HighExtrapolation = 0.3;

    /// <summary>Activity at a time, MBq.</summary>
    public static double Activity_MBq(IReadOnlyList<ExponentialTerm> terms, double time_h) =>
        terms.Sum(t => t.Amplitude_MBq * Math.Exp(-t.Rate_per_h * time_h));

    /// <summary>Integral from a time to a later one (infinity allowed), MBq·h.</summary>
    public static double Tia_MBq_h(IReadOnlyList<ExponentialTerm> terms, double from_h, double to_h = double.PositiveInfinity) =>
        terms.Sum(t => t.Amplitude_MBq / t.Rate_per_h * (Math.Exp(-t.Rate_per_h * from_h) - Math.Exp(-t.Rate_per_h * to_h)));

    /// <summary>Share of the integral before the first and after the last measured time, between 0 and 1.</summary>
    public static double ExtrapolatedFraction(IReadOnlyList<ExponentialTerm> terms, double first_h, double last_h) =>
        Math.Clamp(1 - Tia_MBq_h(terms, first_h, last_h) / Tia_MBq_h(terms, 0), 0, 1);
}

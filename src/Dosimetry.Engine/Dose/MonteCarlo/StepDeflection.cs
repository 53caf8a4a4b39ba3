namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>
/// Quantity: deflection m = (1 − cos θ)/2 of a step. Equation: even in [0, split) with probability "below", else even in [split, 1), so
/// chosen that ⟨cos θ⟩ = e^(−K₁) and ⟨P₂⟩ = e^(−K₂), the moments of all elastic collisions of the step.
/// Source: the two-step distribution of mixed simulation, Fernández-Varea et al., Nucl Instrum Methods B 1993;73:447.
/// Validity: K₁ below about 1. Neglected: moments of third and higher order.
/// </summary>
internal static class StepDeflection
{
    /// <summary>The split and the probability below it, of transport depths K₁ and K₂.</summary>
    public static float Split(float k1, float k2, out float below)
    {
        float cos1 = Decay(k1), cos2 = (1 + 2 * Decay(k2)) / 3; // ⟨cos⟩, ⟨cos²⟩
        float m1 = (1 - cos1) / 2, m2 = (1 - 2 * cos1 + cos2) / 4;
        float split = MathF.Min(1, MathF.Max(0, (2 * m1 - 3 * m2) / (1 - 2 * m1)));
        below = 1 - 2 * m1 + split;
        return split;
    }

    /// <summary>e^(−k) by the fraction of polynomials of order 3 (Padé): within 2e-5 up to k = 2.</summary>
    private static float Decay(float k)
    {
        float even = 1 + 0.1f * k * k, odd = k * (0.5f + k * k * (1f / 120));
        return (even - odd) / (even + odd);
    }

    /// <summary>cos θ for two uniform numbers.</summary>
    public static float Cosine(float split, float below, float u, float v) => 1 - 2 * (u < below ? v * split : split + v * (1 - split));
}

using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Engine.Evaluate;

/// <summary>
/// Quantity: biologically effective dose BED and its equivalent in 2 Gy fractions EQD2, Gy.
/// Equation: dose rate R(t) = D · A(t)/Ã with A(t) = Σ A_i e^(−λ_i t); repair rate μ = ln 2/T_rep;
///   G D² = 2 Σ_ij R_i R_j / ((λ_i + λ_j)(λ_i + μ));  BED = D + G D²/(α/β);  EQD2 = BED/(1 + 2/(α/β)).
///   One exponential: BED = D [1 + D/(α/β) · T_rep/(T_rep + T_eff)].
/// Source: Lea–Catcheside factor; MIRD Pamphlet 20. Checked against numerical integration. No singularity at λ = μ.
/// Validity: dose rate proportional to the region's own activity. Neglected: cross-dose with other kinetics, proliferation, LQ limits at high dose.
/// </summary>
public static class BiologicalDose
{
    /// <summary>BED in Gy of a dose delivered along a curve.</summary>
    /// <param name="dose_Gy">Absorbed dose D.</param>
    /// <param name="terms">The curve; only its shape matters.</param>
    /// <param name="alphaBeta_Gy">α/β.</param>
    /// <param name="repairHalfLife_h">T_rep.</param>
    public static double Bed_Gy(double dose_Gy, IReadOnlyList<ExponentialTerm> terms, double alphaBeta_Gy, double repairHalfLife_h) =>
        dose_Gy + LeaCatcheside(terms, repairHalfLife_h) * dose_Gy * dose_Gy / alphaBeta_Gy;

    /// <summary>EQD2 in Gy of a BED.</summary>
    public static double Eqd2_Gy(double bed_Gy, double alphaBeta_Gy) => bed_Gy / (1 + 2 / alphaBeta_Gy);

    /// <summary>The dose-protraction factor G, between 0 (infinitely slow) and 1 (acute).</summary>
    public static double LeaCatcheside(IReadOnlyList<ExponentialTerm> terms, double repairHalfLife_h)
    {
        double repair = Math.Log(2) / repairHalfLife_h, sum = 0, integral = CurveIntegral.Tia_MBq_h(terms, 0);
        foreach (ExponentialTerm a in terms)
            foreach (ExponentialTerm b in terms)
                sum += a.Amplitude_MBq * b.Amplitude_MBq / ((a.Rate_per_h + b.Rate_per_h) * (a.Rate_per_h + repair));
        return 2 * sum / (integral * integral);
    }
}

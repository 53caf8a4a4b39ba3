// Quantity: the largest activity per cycle, in the unit of 1/a, that keeps n equal cycles within a limit.
// Equation: BED = n (a A + b A²) = L  ⇒  A = [−a + √(a² + 4 b L/n)]/(2 b), written without the difference of near-equal numbers.
// Source: specification of the model, section 8. At a fixed amount of ligand D is exactly linear in A and G D² quadratic.
// Validity: nothing left from cycle to cycle (six weeks leave 1e-6). Neglected: change of the patient between cycles.
namespace Dosimetry.Pbpk.Predict;

/// <summary>Closed forms for the activity that a limit allows.</summary>
public static class ActivityLimit
{
    /// <summary>Largest activity per cycle for a BED limit over <paramref name="cycles"/>; a = D/A, b = G D²/A²/(α/β), both ≥ 0 and a &gt; 0.</summary>
    public static double ForBed(double a, double b, double limit_Gy, int cycles) => 2 * (limit_Gy / cycles) / (a + Math.Sqrt(a * a + 4 * b * limit_Gy / cycles));

    /// <summary>Largest activity per cycle for a limit in absorbed dose over <paramref name="cycles"/>.</summary>
    public static double ForDose(double a, double limit_Gy, int cycles) => limit_Gy / (cycles * a);
}

// Quantity: dose and BED of one organ at one amount of ligand, for any activity and number of cycles, with their spread.
// Equation: D = n a A, G D² = n g A², BED = n (a A + g A²/(α/β)); ln a and ln g move linearly with ln(parameter); the model's own error ε moves them by ε and 2ε.
// Source: specification of the model, section 8 (dose exactly linear in activity at fixed ligand).
// Validity: equal cycles far enough apart (six weeks leave 1e-6); spread as far as the posterior is normal. Neglected: change between cycles.
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Engine.Plan;

/// <summary>Equal cycles that were given already, with the coefficients of their amount of ligand.</summary>
public sealed record DeliveredCycles(DoseCoefficients Coefficients, double Activity_GBq, int Cycles)
{
    /// <summary>Absorbed dose, Gy.</summary>
    public double Dose_Gy => Coefficients.Dose_Gy(Activity_GBq, Cycles);
    /// <summary>BED, Gy.</summary>
    public double Bed_Gy => Coefficients.Bed_Gy(Activity_GBq, Cycles);
}

/// <summary>One organ at one amount of ligand: a = D/A (Gy/GBq), g = G D²/A² (Gy²/GBq²), and the gradients of their logarithms by ln(parameter).</summary>
public sealed record DoseCoefficients(OrganLimit Limit, double A_Gy_per_GBq, double G_Gy2_per_GBq2, double[] LogGradientA, double[] LogGradientG)
{
    /// <summary>The dose factor behind a and g.</summary>
    public required double S_Gy_per_MBq_h { get; init; }

    /// <summary>Cycles given before; they count against a limit of the course.</summary>
    public IReadOnlyList<DeliveredCycles> Delivered { get; init; } = [];

    /// <summary>What the delivered cycles have taken of a limit of the course, Gy; nothing of a limit per cycle.</summary>
    public double Taken_Gy => Limit.Scope == LimitScope.Cycle ? 0 : Delivered.Sum(d => Limit.Quantity == LimitQuantity.Bed ? d.Bed_Gy : d.Dose_Gy);

    /// <summary>Quadratic coefficient of BED, Gy/GBq².</summary>
    public double B_Gy_per_GBq2 => G_Gy2_per_GBq2 / Limit.AlphaBeta_Gy;

    /// <summary>Absorbed dose of n cycles, Gy.</summary>
    public double Dose_Gy(double activity_GBq, int cycles) => cycles * A_Gy_per_GBq * activity_GBq;

    /// <summary>G D² of n cycles, Gy².</summary>
    public double Protraction_Gy2(double activity_GBq, int cycles) => cycles * G_Gy2_per_GBq2 * activity_GBq * activity_GBq;

    /// <summary>BED of n cycles, Gy.</summary>
    public double Bed_Gy(double activity_GBq, int cycles) => cycles * (A_Gy_per_GBq + B_Gy_per_GBq2 * activity_GBq) * activity_GBq;

    /// <summary>What the limit counts: BED or dose, of the course with the cycles given before or of a cycle, Gy.</summary>
    public double Counted_Gy(double activity_GBq, int cycles) =>
        Taken_Gy + (Limit.Quantity == LimitQuantity.Bed ? Bed_Gy(activity_GBq, Limit.CyclesOf(cycles)) : Dose_Gy(activity_GBq, Limit.CyclesOf(cycles)));

    /// <summary>The largest activity per cycle that the limit allows, GBq; infinite without a limit, 0 where the cycles given before have reached it.</summary>
    public double LargestActivity_GBq(int cycles)
    {
        if (Limit.Limit_Gy is not { } limit_Gy) return double.PositiveInfinity;
        double left_Gy = limit_Gy - Taken_Gy;
        return left_Gy <= 0 ? 0
            : Limit.Quantity == LimitQuantity.Bed ? ActivityLimit.ForBed(A_Gy_per_GBq, B_Gy_per_GBq2, left_Gy, Limit.CyclesOf(cycles))
            : ActivityLimit.ForDose(A_Gy_per_GBq, left_Gy, Limit.CyclesOf(cycles));
    }

    /// <summary>The largest activity that exceeds the limit with no more than the accepted probability, and never more than the most probable patient's.</summary>
    public double LargestActivity_GBq(int cycles, double accepted, ParameterDraws draws)
    {
        double[] drawn_GBq = [.. Drawn(draws).Select(d => d.LargestActivity_GBq(cycles)).Order()];
        return Math.Min(LargestActivity_GBq(cycles), drawn_GBq[(int)(accepted * drawn_GBq.Length)]);
    }

    /// <summary>The same organ of every imagined patient.</summary>
    public DoseCoefficients[] Drawn(ParameterDraws draws)
    {
        DoseCoefficients[] drawn = new DoseCoefficients[draws.Count];
        for (int n = 0; n < drawn.Length; n++)
            drawn[n] = Delivered.Count == 0 ? Of(draws, n) : Of(draws, n) with { Delivered = [.. Delivered.Select(d => d with { Coefficients = d.Coefficients.Of(draws, n) })] };
        return drawn;
    }

    private DoseCoefficients Of(ParameterDraws draws, int n)
    {
        double error = draws.LogError(n, Limit.Organ);
        return this with
        {
            A_Gy_per_GBq = A_Gy_per_GBq * Math.Exp(draws.LogShift(n, LogGradientA) + error),
            G_Gy2_per_GBq2 = G_Gy2_per_GBq2 * Math.Exp(draws.LogShift(n, LogGradientG) + 2 * error),
        };
    }
}

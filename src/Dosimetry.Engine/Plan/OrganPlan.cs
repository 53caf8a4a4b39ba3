using Dosimetry.Engine.Evaluate;

namespace Dosimetry.Engine.Plan;

/// <summary>One organ under one option, all its cycles together, without those given before. Gd2 is G D²; the limit is null where there is none.</summary>
public sealed record OrganPlan(double Dose_Gy, double Dose_Gy_per_GBq, double Gd2_Gy2, double Bed_Gy, double Eqd2_Gy, double? Limit_Gy, string? LimitOn, bool? Exceeds, string? LimitSource)
{
    private const double Low = 0.05, High = 0.95;

    /// <summary>Nine of ten imagined patients lie between these doses, Gy.</summary>
    public required Interval Dose90_Gy { get; init; }
    /// <summary>Nine of ten imagined patients lie between these BEDs, Gy.</summary>
    public required Interval Bed90_Gy { get; init; }
    /// <summary>What the limit counts (BED or dose, of the course with the cycles given before or of a cycle) in the most probable patient, Gy.</summary>
    public required double Counted_Gy { get; init; }
    /// <summary>What the cycles given before have taken of the limit, Gy.</summary>
    public required double Taken_Gy { get; init; }
    /// <summary>The limit is shown, but does not lower the activity.</summary>
    public required bool AlertOnly { get; init; }
    /// <summary>Share of the imagined patients above the limit; null without a limit.</summary>
    public required double? ExceedProbability { get; init; }

    /// <summary>An organ by the closed form.</summary>
    internal static OrganPlan Of(DoseCoefficients o, double activity_GBq, int cycles, ParameterDraws draws)
    {
        OrganLimit limit = o.Limit;
        double dose_Gy = o.Dose_Gy(activity_GBq, cycles), bed_Gy = o.Bed_Gy(activity_GBq, cycles), counted_Gy = o.Counted_Gy(activity_GBq, cycles);
        DoseCoefficients[] drawn = o.Drawn(draws);
        bool limited = limit.Limit_Gy is not null;
        return new OrganPlan(dose_Gy, o.A_Gy_per_GBq, o.Protraction_Gy2(activity_GBq, cycles), bed_Gy, BiologicalDose.Eqd2_Gy(bed_Gy, limit.AlphaBeta_Gy),
            limit.Limit_Gy, limited ? $"{limit.Quantity.ToString().ToLowerInvariant()} per {limit.Scope.ToString().ToLowerInvariant()}" : null,
            limited ? counted_Gy > limit.Limit_Gy * (1 + 1e-9) : null, limited ? limit.Source : null)
        {
            Dose90_Gy = Middle(drawn.Select(d => d.Dose_Gy(activity_GBq, cycles))),
            Bed90_Gy = Middle(drawn.Select(d => d.Bed_Gy(activity_GBq, cycles))),
            Counted_Gy = counted_Gy,
            Taken_Gy = o.Taken_Gy,
            AlertOnly = limit.AlertOnly,
            ExceedProbability = limited ? drawn.Count(d => d.Counted_Gy(activity_GBq, cycles) > limit.Limit_Gy) / (double)drawn.Length : null,
        };
    }

    private static Interval Middle(IEnumerable<double> drawn)
    {
        double[] sorted = [.. drawn.Order()];
        return new Interval(sorted[(int)(Low * sorted.Length)], sorted[(int)(High * sorted.Length)]);
    }
}

/// <summary>From a low to a high value.</summary>
public sealed record Interval(double Low, double High);

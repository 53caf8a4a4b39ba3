namespace Dosimetry.Engine.Plan;

/// <summary>
/// Equal cycles and what they do. <see cref="ExceedProbability"/> is drawn from the posterior; <see cref="LimitedBy"/> names what sets the activity;
/// <see cref="OnParetoFront"/> is true when no other option gives the target more without giving an organ more.
/// </summary>
public sealed record PlanOption(
    double Activity_GBq, double Ligand_nmol, int Cycles, double KidneyBed_Gy, double TumourDose_Gy, double TumourBed_Gy,
    IReadOnlyDictionary<string, double> ExceedProbability, string LimitedBy, IReadOnlyDictionary<string, OrganPlan> Organs)
{
    /// <summary>Not dominated by another option.</summary>
    public bool OnParetoFront { get; init; }
}

/// <summary>
/// One cycle of a given activity at one amount of ligand; the largest activity per cycle that the binding limits allow the most probable patient over
/// <see cref="Cycles"/>, null where nothing binds; and the activity at which every molecule is hot, which no option exceeds.
/// </summary>
public sealed record LigandRow(
    double Ligand_nmol, double Activity_GBq, IReadOnlyDictionary<string, double> Dose_Gy, IReadOnlyDictionary<string, double> Bed_Gy,
    int Cycles, double? LargestActivity_GBq, double LargestCarried_GBq);

/// <summary>
/// The plan. <see cref="Options"/>, in the order ligand, cycles: the closed-form largest activity, with which the most probable patient just meets the limits.
/// <see cref="Accepted"/>: the same with the activity lowered until every binding limit is exceeded with no more than <see cref="AcceptedProbability"/>;
/// <see cref="Recommended"/> is one of these. Beside them the fixed course, a prescribed one where it was stated, and the same activity at every amount of
/// ligand. <see cref="Uncertainty"/> says where the probabilities come from, <see cref="Remarks"/> why the plan is as it is.
/// </summary>
public sealed record PlanResult(
    IReadOnlyList<PlanOption> Options, PlanOption Recommended, PlanOption Fixed, PlanOption? Prescribed, IReadOnlyList<LigandRow> Sweep, string Target, string Uncertainty, IReadOnlyList<string> Remarks)
{
    /// <summary>Options that keep the accepted probability; empty where none was stated.</summary>
    public required IReadOnlyList<PlanOption> Accepted { get; init; }
    /// <summary>The accepted probability of exceeding a binding limit; null: the most probable patient keeps the limits.</summary>
    public required double? AcceptedProbability { get; init; }
    /// <summary>What other times between the cycles of the recommended option would change.</summary>
    public required IReadOnlyList<IntervalRow> Intervals { get; init; }
    /// <summary>Tumour volume and PSA under the recommended option and under the fixed course: research outputs.</summary>
    public required IReadOnlyDictionary<string, CourseOutlook> Outlook { get; init; }
    /// <summary>The target's BED against what each organ's limit counts, for organs with a limit.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<TradePoint>> Trade { get; init; }
}

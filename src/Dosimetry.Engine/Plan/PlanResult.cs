namespace Dosimetry.Engine.Plan;

/// <summary>One organ under one option, all cycles together. Gd2 is G D²; the limit is null where there is none.</summary>
public sealed record OrganPlan(double Dose_Gy, double Dose_Gy_per_GBq, double Gd2_Gy2, double Bed_Gy, double Eqd2_Gy, double? Limit_Gy, string? LimitOn, bool? Exceeds, string? LimitSource);

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
/// One cycle of a given activity at one amount of ligand; the largest activity per cycle that the binding limits allow over <see cref="Cycles"/>, null
/// where nothing binds; and the activity at which every molecule is hot, which no option exceeds.
/// </summary>
public sealed record LigandRow(
    double Ligand_nmol, double Activity_GBq, IReadOnlyDictionary<string, double> Dose_Gy, IReadOnlyDictionary<string, double> Bed_Gy,
    int Cycles, double? LargestActivity_GBq, double LargestCarried_GBq);

/// <summary>
/// The plan: options in the order ligand, cycles; the recommended one; the fixed course beside it; a prescribed course where one was stated; the same
/// activity at every amount of ligand.
/// <see cref="Uncertainty"/> says where the probabilities come from, <see cref="Remarks"/> why the plan is as it is.
/// </summary>
public sealed record PlanResult(
    IReadOnlyList<PlanOption> Options, PlanOption Recommended, PlanOption Fixed, PlanOption? Prescribed, IReadOnlyList<LigandRow> Sweep, string Target, string Uncertainty, IReadOnlyList<string> Remarks);

using Dosimetry.Engine.Plan;

namespace Dosimetry.Cases.Settings;

/// <summary>What a person decided about the kinetic model and the plan.</summary>
public sealed record PlanningSettings
{
    /// <summary>Ligand of the PET; null = the usual one of its nuclide.</summary>
    public string? PetLigand { get; init; }
    /// <summary>Amount of ligand injected for the PET, nmol; null = assumed.</summary>
    public double? PetAmount_nmol { get; init; }
    /// <summary>Fit to the PET, to the SPECT of the therapy, or to both; null = to all there is.</summary>
    public bool? UseSpect { get; init; }
    /// <summary>Region → organ of the model where a person decided otherwise than the names say; an empty text leaves the region out.</summary>
    public IReadOnlyDictionary<string, string> OrganOfRegion { get; init; } = new Dictionary<string, string>();
    /// <summary>Limits of the plan; null = the defaults.</summary>
    public IReadOnlyList<OrganLimit>? Limits { get; init; }
    /// <summary>Accepted probability of exceeding a binding limit; null = the default.</summary>
    public double? AcceptedProbability { get; init; }
    /// <summary>No cycle above this, GBq; null = the limits alone decide.</summary>
    public double? LargestActivity_GBq { get; init; }
    /// <summary>Cycles of the proposal; null = the default.</summary>
    public int? ProposedCycles { get; init; }
    /// <summary>Tumour whose dose is to be as high as possible; null = the default.</summary>
    public string? Target { get; init; }
    /// <summary>The plan that a person chose.</summary>
    public ChosenPlan? Plan { get; init; }
}

/// <summary>
/// A plan that a person chose, with the figures it was chosen by. It approves nothing. <paramref name="FitId"/>: the model fit it rests on.
/// </summary>
public sealed record ChosenPlan(
    double Activity_GBq, double Ligand_nmol, int Cycles, double Interval_weeks, string Target, double TargetBed_Gy,
    IReadOnlyList<ChosenPlanOrgan> Organs, string By, DateTimeOffset At, string FitId, string? Note = null);

/// <summary>One organ under the chosen plan, all cycles together; the limit and its probability of being exceeded where it has one.</summary>
public sealed record ChosenPlanOrgan(
    string Organ, double Dose_Gy, double Bed_Gy, double? Limit_Gy, string? LimitOn, double? ExceedProbability, string? Source);

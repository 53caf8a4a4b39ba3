using Dosimetry.Cases.Planning;
using Dosimetry.Cases.Settings;
using Dosimetry.Engine.Plan;

namespace Dosimetry.Web.Model;

/// <summary>One row of the table of limits while a person edits it.</summary>
public sealed class LimitRow(OrganLimit of)
{
    /// <summary>Organ of the model.</summary>
    public string Organ { get; } = of.Organ;
    /// <summary>Limit, Gy; empty = none.</summary>
    public double? Limit_Gy { get; set; } = of.Limit_Gy;
    /// <summary>BED or dose.</summary>
    public LimitQuantity Quantity { get; set; } = of.Quantity;
    /// <summary>Course or cycle.</summary>
    public LimitScope Scope { get; set; } = of.Scope;
    /// <summary>Shown, not obeyed.</summary>
    public bool AlertOnly { get; set; } = of.AlertOnly;
    /// <summary>α/β, Gy.</summary>
    public double? AlphaBeta_Gy { get; set; } = of.AlphaBeta_Gy;
    /// <summary>Repair half-life, h.</summary>
    public double? RepairHalfLife_h { get; set; } = of.RepairHalfLife_h;
    /// <summary>Where the limit comes from.</summary>
    public string Source { get; set; } = of.Source;

    /// <summary>What is wrong, or null.</summary>
    public string? Objection =>
        Limit_Gy is { } limit && !(limit is > 0 and <= 1000) ? FormattableString.Invariant($"{Organ}: a limit of {limit:G4} Gy; expected above 0 and at most 1000 Gy, or empty.")
        : !(AlphaBeta_Gy is >= 0.5 and <= 50) ? FormattableString.Invariant($"{Organ}: α/β {AlphaBeta_Gy:G4} Gy; expected 0.5 to 50 Gy.")
        : !(RepairHalfLife_h is >= 0.05 and <= 50) ? FormattableString.Invariant($"{Organ}: repair half-life {RepairHalfLife_h:G4} h; expected 0.05 to 50 h.") : null;

    /// <summary>As the planner takes it.</summary>
    public OrganLimit ToLimit() => new(Organ, AlphaBeta_Gy!.Value, RepairHalfLife_h!.Value) { Limit_Gy = Limit_Gy, Quantity = Quantity, Scope = Scope, AlertOnly = AlertOnly, Source = Source.Trim() };
}

/// <summary>Limits, accepted probability, largest activity and target of a plan while a person edits them.</summary>
public sealed class LimitsForm
{
    /// <summary>Accepted probability.</summary>
    public static readonly NumberField Probability = new("accepted", "Accepted probability of exceeding a binding limit", "%", 1, 50, "10 % is a starting value of ours; 50 % lets the most probable patient just meet the limit");
    /// <summary>Largest activity.</summary>
    public static readonly NumberField LargestActivity = new("cap", "No cycle above", "GBq", 0.5, 50, "empty: the limits alone decide");

    /// <summary>Cycles of the proposal.</summary>
    public static readonly NumberField ProposedCycles = new("proposed-cycles", "Cycles of the proposal", "cycles", 1, PlanBasis.MostCycles, "fewer cycles of more activity give more BED on paper; usual are 4 to 6");

    private LimitsForm(IReadOnlyList<LimitRow> rows) => Rows = rows;

    /// <summary>One row per organ.</summary>
    public IReadOnlyList<LimitRow> Rows { get; }
    /// <summary>Accepted probability, percent.</summary>
    public double? Accepted_percent { get; set; }
    /// <summary>Largest activity per cycle, GBq.</summary>
    public double? LargestActivity_GBq { get; set; }
    /// <summary>Cycles of the proposal.</summary>
    public double? Cycles { get; set; }
    /// <summary>Tumour that the plan is for.</summary>
    public string Target { get; set; } = "";

    /// <summary>The form of a request.</summary>
    public static LimitsForm Of(PlanRequest request) => new([.. request.Organs.Select(o => new LimitRow(o))])
    {
        Accepted_percent = 100 * request.LargestExceedProbability, LargestActivity_GBq = request.LargestActivity_GBq, Target = request.Target,
        Cycles = request.Cycles[0],
    };

    /// <summary>What is wrong; empty lets the form be saved.</summary>
    public IReadOnlyList<string> Errors =>
    [
        .. Rows.Select(r => r.Objection).Append(Accepted_percent is null ? "State the accepted probability." : Probability.Objection(Accepted_percent)).Append(LargestActivity.Objection(LargestActivity_GBq)).Append(Cycles is null ? "State the cycles of the proposal." : ProposedCycles.Objection(Cycles)).OfType<string>(),
        .. Rows.Any(r => r.Limit_Gy is not null && !r.AlertOnly) || LargestActivity_GBq is not null ? Array.Empty<string>() : ["No organ has a binding limit and no largest activity is stated: any activity would do. State at least one."],
    ];

    /// <summary>The settings with this form's values.</summary>
    public PlanningSettings ApplyTo(PlanningSettings s) => s with
    {
        Limits = [.. Rows.Select(r => r.ToLimit())], AcceptedProbability = Accepted_percent / 100, LargestActivity_GBq = LargestActivity_GBq, Target = Target,
        ProposedCycles = (int)Cycles!.Value,
    };
}

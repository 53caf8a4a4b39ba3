namespace Dosimetry.Engine.Plan;

/// <summary>What a limit is about.</summary>
public enum LimitQuantity
{
    /// <summary>Biologically effective dose.</summary>
    Bed,
    /// <summary>Absorbed dose.</summary>
    Dose,
}

/// <summary>Over what a limit is counted.</summary>
public enum LimitScope
{
    /// <summary>All cycles together.</summary>
    Course,
    /// <summary>Each cycle.</summary>
    Cycle,
}

/// <summary>
/// Radiobiology and limit of one organ of the model. An organ without <see cref="Limit_Gy"/> is only reported; one with <see cref="AlertOnly"/> does
/// not lower the activity. <see cref="Source"/> is shown wherever the limit is. <see cref="S_Gy_per_MBq_h"/> replaces the self-dose by mass.
/// </summary>
public sealed record OrganLimit(string Organ, double AlphaBeta_Gy, double RepairHalfLife_h)
{
    /// <summary>The limit, Gy, or null.</summary>
    public double? Limit_Gy { get; init; }
    /// <summary>BED or absorbed dose.</summary>
    public LimitQuantity Quantity { get; init; } = LimitQuantity.Bed;
    /// <summary>Course or cycle.</summary>
    public LimitScope Scope { get; init; } = LimitScope.Course;
    /// <summary>Reported, but not obeyed.</summary>
    public bool AlertOnly { get; init; }
    /// <summary>Where the limit comes from.</summary>
    public string Source { get; init; } = "";
    /// <summary>Dose per time-integrated activity, or null for the energy of the charged particles over the organ's mass.</summary>
    public double? S_Gy_per_MBq_h { get; init; }

    /// <summary>Whether the limit lowers the activity.</summary>
    public bool Binds => Limit_Gy is not null && !AlertOnly;
    /// <summary>Cycles over which the limit is shared.</summary>
    public int CyclesOf(int cycles) => Scope == LimitScope.Course ? cycles : 1;
}

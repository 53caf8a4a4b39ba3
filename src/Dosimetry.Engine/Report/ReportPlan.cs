namespace Dosimetry.Engine.Report;

/// <summary>
/// A plan that a person chose, as the report prints it: equal cycles, the figures it was chosen by, name and time. It approves nothing.
/// <paramref name="Note"/>: what the cycles are, e.g. those that remain.
/// </summary>
public sealed record ReportPlan(
    double Activity_GBq, double Ligand_nmol, int Cycles, double Interval_weeks, string Target, double TargetBed_Gy, IReadOnlyList<ReportPlanOrgan> Organs,
    string By, DateTimeOffset At, string? Note)
{
    /// <summary>Printed with every plan.</summary>
    public const string Notice = "Predicted by a kinetic model fitted to this patient; probabilities hold the spread of the fit and the model's own error. Research output: it approves nothing.";
}

/// <summary>One organ under the plan, all cycles together.</summary>
public sealed record ReportPlanOrgan(string Organ, double Dose_Gy, double Bed_Gy, double? Limit_Gy, string? LimitOn, double? ExceedProbability, string? Source);

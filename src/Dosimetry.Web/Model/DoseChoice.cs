using Dosimetry.Cases;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Report;

namespace Dosimetry.Web.Model;

/// <summary>A dose result as people choose it: engine, when, by whom, and whether it belongs to older inputs.</summary>
public sealed record DoseChoice(CaseResult Result, ReportDocument Report)
{
    /// <summary>Identifier of the result.</summary>
    public string Id => Result.Id;
    /// <summary>Short name, as in tables and legends.</summary>
    public string Title => $"{Report.Dose.Engine}, {Words.Time(Result.CreatedAt)}";
    /// <summary>With all that tells two of them apart.</summary>
    public string Text => $"{Title}, {Result.CreatedBy}{(Result.IsStale ? " (older inputs)" : "")}";
}

/// <summary>What a person chose to compare. The newest dose is evaluated against the one before it until somebody chooses otherwise.</summary>
public sealed class CompareForm
{
    /// <summary>Dose criterion of gamma.</summary>
    public static readonly NumberField DosePercent = new("gamma-dose", "Dose criterion", "%", 0.1, 100, "0.1 to 100 %");
    /// <summary>Distance criterion of gamma.</summary>
    public static readonly NumberField Distance = new("gamma-distance", "Distance criterion", "mm", 0.1, 100, "0.1 to 100 mm; below one voxel it says little");
    /// <summary>Least dose that gamma compares.</summary>
    public static readonly NumberField Cutoff = new("gamma-cutoff", "Compared from", "% of the maximum", 0, 100, "voxels with less dose are left out");

    /// <summary>Identifier of the dose that differences refer to.</summary>
    public string ReferenceId { get; set; } = "";
    /// <summary>Identifier of the other.</summary>
    public string EvaluatedId { get; set; } = "";
    /// <summary>Percent.</summary>
    public double? Dose_percent { get; set; } = 2;
    /// <summary>Millimetres.</summary>
    public double? Distance_mm { get; set; } = 2;
    /// <summary>Percent of the reference's maximum.</summary>
    public double? Cutoff_percent { get; set; } = 10;
    /// <summary>Dose criterion of the voxel's own dose.</summary>
    public bool Local { get; set; }
    /// <summary>What the percent map refers to.</summary>
    public PercentOf PercentOf { get; set; } = PercentOf.RegionMean;

    /// <summary>True when the two differ and every number is in range.</summary>
    public bool IsReady => ReferenceId != EvaluatedId && ReferenceId.Length > 0 && EvaluatedId.Length > 0
        && DosePercent.Objection(Dose_percent) is null && Distance.Objection(Distance_mm) is null && Cutoff.Objection(Cutoff_percent) is null;

    /// <summary>The criteria; call when <see cref="IsReady"/>.</summary>
    public GammaCriteria Criteria => new(Dose_percent!.Value, Distance_mm!.Value, Cutoff_percent!.Value) { Local = Local };

    /// <summary>Chooses the two newest where nothing, or something that is gone, is chosen.</summary>
    public void Suggest(IReadOnlyList<DoseChoice> doses)
    {
        if (doses.Count < 2) return;
        if (doses.All(d => d.Id != EvaluatedId)) EvaluatedId = doses[0].Id;
        if (doses.All(d => d.Id != ReferenceId)) ReferenceId = doses.First(d => d.Id != EvaluatedId).Id;
    }
}

using System.Text.Json.Serialization;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Evaluate.Checks;
using Dosimetry.Engine.Evaluate.Marrow;
using Dosimetry.Engine.Evaluate.Uncertainty;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Report.Checklist;

namespace Dosimetry.Engine.Report;

/// <summary>
/// The report as data: one model for screen, <c>result.json</c>, HTML and PDF. Keys carry their unit. Nothing here is computed twice: regions repeat the
/// figures of <see cref="EvaluationResult"/> beside those of the kinetics, and the checklist says for each item where it stands.
/// </summary>
public sealed record ReportDocument
{
    /// <summary>Name and version of this layout.</summary>
    public string Schema { get; init; } = "dosimetry-result/1";
    /// <summary>Name of the case.</summary>
    public required string CaseName { get; init; }
    /// <summary>Patient and administration.</summary>
    public required ReportPatient Patient { get; init; }
    /// <summary>What was given.</summary>
    public required ReportAdministration Administration { get; init; }
    /// <summary>Images in use, in order of time.</summary>
    public required IReadOnlyList<ReportScan> Scans { get; init; }
    /// <summary>Volume, mass, kinetics and dose of each region.</summary>
    public required IReadOnlyList<ReportRegion> Regions { get; init; }
    /// <summary>Curves with every model tried.</summary>
    public required IReadOnlyList<RegionKinetics> Kinetics { get; init; }
    /// <summary>Activity of one litre of blood; null without samples.</summary>
    public RegionKinetics? Blood { get; init; }
    /// <summary>Dose of the red marrow from blood samples; null without samples.</summary>
    public MarrowDose? Marrow { get; init; }
    /// <summary>How the dose was computed.</summary>
    public required ReportDoseMethod Dose { get; init; }
    /// <summary>Voxel means beside the sphere model and the organ's S value; null in results from before they were made.</summary>
    public IReadOnlyList<RegionCrossCheck>? CrossChecks { get; init; }
    /// <summary>RBE-weighted means in Gy(RBE), labelled; null unless the case asks for them.</summary>
    public RbeWeightedDoses? RbeWeighted { get; init; }
    /// <summary>Doses beside their limits.</summary>
    public required IReadOnlyList<ReportLimit> Limits { get; init; }
    /// <summary>The plan that a person chose for this patient; null without one.</summary>
    public ReportPlan? Plan { get; init; }
    /// <summary>The 38 items with their states.</summary>
    public required IReadOnlyList<ChecklistEntry> Checklist { get; init; }
    /// <summary>Findings of all stages, in order.</summary>
    public required IReadOnlyList<StageFinding> Findings { get; init; }
    /// <summary>Sentences printed with every copy.</summary>
    public IReadOnlyList<string> Statements { get; init; } = [Report.Statements.ResearchUseOnly, Report.Statements.Arrangement, Report.Statements.NoEffectiveDose];
    /// <summary>Software, inputs and settings.</summary>
    public required Provenance Provenance { get; init; }
    /// <summary>SHA-256 of this document without times and this hash; printed on every page (<see cref="ResultJson.Seal"/>).</summary>
    public string? ContentHash { get; init; }
    /// <summary>Seconds per stage.</summary>
    [JsonPropertyName("timings_s")]
    public required IReadOnlyDictionary<string, double> Timings_s { get; init; }
}

/// <summary>The patient: from the case description, else from the image headers.</summary>
public sealed record ReportPatient(string? Id, string? Sex, double? Age, double? Weight_kg, double? Height_cm, string? Diagnosis, string? PriorTherapies);

/// <summary>The administration in use for every time after injection and every dose per activity.</summary>
public sealed record ReportAdministration(string Nuclide, string? Ligand, double Activity_MBq, DateTime InjectionTime, double? Amount_nmol);

/// <summary>One image in use. <paramref name="Total_MBq"/> = activity in the field of view at the scan, <paramref name="ShareOfInjected"/> = that over the decayed administered activity.</summary>
public sealed record ReportScan(
    string Series, string Role, string? Description, DateTime? Time, double? AfterInjection_h, int[] Size, double[] Spacing_mm, double? Total_MBq, double? ShareOfInjected);

/// <summary>One region of the report. <paramref name="Class"/>: organ, lesion, physiological or body. Null = not available.</summary>
public sealed record ReportRegion(
    string Name, string Class, string? Origin, string? Colour, double Volume_ml, double Mass_g, double? MeanDensity_g_per_cm3,
    double? MeanDose_Gy, double? MeanSigma_Gy, double? MinDose_Gy, double? MaxDose_Gy, double? D98_Gy, double? D50_Gy, double? D2_Gy,
    double? Bed_Gy, double? Eqd2_Gy, double? Eud_Gy, string? BedParameters, double? DoseCoefficient_Gy_per_GBq,
    double? Tia_MBq_h, double? TiaSigma_MBq_h, double? Tiac_h, string? Model, double? ExtrapolatedFraction, DoseVolumeHistogram Dvh)
{
    /// <summary>Statistical part of <see cref="MeanSigma_Gy"/> (Monte Carlo, one standard deviation); null: the engine has none.</summary>
    public double? StatisticalSigma_Gy { get; init; }
    /// <summary>Uncertainty budget of the mean dose; null where no curve stands behind the region.</summary>
    public UncertaintyBudget? Budget { get; init; }
    /// <summary>Interval of the region's doses; the band of its histogram is V(d/factor).</summary>
    public DoseInterval? Interval { get; init; }
}

/// <summary>Engine, data and checks of the dose computation.</summary>
public sealed record ReportDoseMethod(
    string Engine, string Device, string DecayData, double? EnergyBalance, double? AbsorbedFraction, long? Histories, int[] Size, double[] VoxelSize_mm,
    double? MaxDose_Gy, double? MaxRelSigma, bool DensityFromCt, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>Why this device and no faster one; null when there is nothing to say.</summary>
    public string? DeviceReason { get; init; }
}

/// <summary>A limit and what the case reached; <paramref name="Value_Gy"/> is null when the region or quantity is missing.</summary>
public sealed record ReportLimit(string Region, string Quantity, double Limit_Gy, double? Value_Gy, bool? Exceeded, string? Source);

/// <summary>A finding with the stage that made it.</summary>
public sealed record StageFinding(string Stage, Severity Severity, string Code, string Text, string? File);

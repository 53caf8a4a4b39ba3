using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Register;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Report;

/// <summary>
/// Everything a report is made from: what a person said (<see cref="Case"/>), every stage's result, and where it all came from.
/// The report only arranges these values; it computes no dose of its own.
/// </summary>
public sealed record CaseRecord(
    CaseDescription Case, AlignedStudy Aligned, RegionSet Regions, KineticsResult Kinetics, DoseResult Dose, EvaluationResult Evaluation,
    Provenance Provenance)
{
    /// <summary>Findings of reading the case and choosing its inputs, before the first stage.</summary>
    public IReadOnlyList<Finding> CaseFindings { get; init; } = [];
    /// <summary>SPECT calibration in use; null when the images were in Bq/ml already.</summary>
    public SpectCalibration? Calibration { get; init; }
    /// <summary>BED and EQD2 per voxel.</summary>
    public BiologicalMaps? Biological { get; init; }
    /// <summary>Physical half-life of the nuclide, h.</summary>
    public double? PhysicalHalfLife_h { get; init; }
    /// <summary>Seconds each stage took; the only part of a result that differs between two runs, with the time it was made.</summary>
    public IReadOnlyDictionary<string, double> Timings_s { get; init; } = new Dictionary<string, double>();

    /// <summary>Images in physical units.</summary>
    public QuantifiedStudy Quantified => Aligned.Quantified;
    /// <summary>Series and patient as imported.</summary>
    public ImportedStudy Study => Aligned.Quantified.Study;
}

/// <summary>
/// Where a result comes from. <see cref="Inputs"/>: SHA-256 of each input file by its name; <see cref="SettingsHash"/>: SHA-256 of the case
/// description as used; <see cref="Created"/>: ISO 8601 UTC, given by the caller because the engine has no clock.
/// </summary>
public sealed record Provenance(
    string Software, string Version, string Commit, string Created, IReadOnlyDictionary<string, string> Inputs, string SettingsHash,
    IReadOnlyDictionary<string, string> Options);

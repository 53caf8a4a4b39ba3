using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Import;

/// <summary>
/// What an import found: series as stored volumes (NIfTI files in <see cref="Folder"/>), structure sets, the patient, and every assumption.
/// Written by <c>dosimetry import</c> (a capped child process) as <c>import.json</c> beside the volumes; read back by every later stage.
/// </summary>
public sealed record ImportedStudy(
    string Folder,
    ImportedPatient Patient,
    IReadOnlyList<ImportedSeries> Series,
    IReadOnlyList<ImportedStructureSet> StructureSets,
    IReadOnlyList<Finding> Findings);

/// <summary>The patient module as found. Values that the files lack are null; nothing is invented.</summary>
public sealed record ImportedPatient(string? Id, string? Name, string? Sex, string? BirthDate, double? Weight_kg, double? Height_cm);

/// <summary>
/// One image series with its stored volume. <see cref="File"/> is relative to the study's folder. Times are the scanner's local time
/// (ISO 8601 without zone). <see cref="Size"/>, <see cref="Spacing_mm"/> and <see cref="Affine"/> (16 numbers, row-major, RAS+ mm) describe the volume.
/// </summary>
public sealed record ImportedSeries(
    string Id,
    string Modality,
    string Quantity,
    string Unit,
    string File,
    int[] Size,
    double[] Spacing_mm,
    double[] Affine,
    string SeriesInstanceUid,
    string StudyInstanceUid,
    string? FrameOfReferenceUid,
    string? Description,
    DateTime? AcquisitionTime,
    int Instances)
{
    /// <summary>PET only: how the stored Bq/ml was reached and the factor to SUV.</summary>
    public PetQuantification? Pet { get; init; }
    /// <summary>SPECT only: what is needed to turn counts into Bq/ml.</summary>
    public NmAcquisition? Nm { get; init; }
    /// <summary>SOP class of the objects; null for files that are no DICOM.</summary>
    public string? SopClassUid { get; init; }
    /// <summary>SOP Instance UIDs of the objects, for references from what is exported; empty for files that are no DICOM.</summary>
    public IReadOnlyList<string> InstanceUids { get; init; } = [];
    /// <summary>The series in words: modality and description, the modality only once.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Title => Description is not { Length: > 0 } d ? Modality
        : d.StartsWith(Modality, StringComparison.OrdinalIgnoreCase) || d.StartsWith("PET", StringComparison.OrdinalIgnoreCase) ? d : $"{Modality} {d}";
    /// <summary>Scanner make and model, software, reconstruction, as found.</summary>
    public IReadOnlyDictionary<string, string> Device { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// PET: the stored volume is Bq/ml at <see cref="ReferenceTime"/> (or SUV by body weight where only that is known; the series' quantity says
/// which); SUVbw = stored value × <see cref="SuvFactor"/> (null when SUV cannot be had).
/// </summary>
public sealed record PetQuantification(
    string? Nuclide, double? HalfLife_s, double? InjectedActivity_MBq, DateTime? InjectionTime, DateTime? ReferenceTime,
    string DecayCorrection, string OriginalUnits, double? SuvFactor, double? Weight_kg)
{
    /// <summary>Why the series has no SUV or no Bq/ml; empty when it has both.</summary>
    public IReadOnlyList<Finding> Refusals { get; init; } = [];
}

/// <summary>SPECT: stored volume is counts (or Bq/ml when <see cref="AlreadyQuantitative"/>); <see cref="Duration_s"/> is time per projection × projections per head.</summary>
public sealed record NmAcquisition(
    string? Nuclide, double? InjectedActivity_MBq, DateTime? InjectionTime, double? FrameDuration_s, int? ProjectionsPerHead, int? Heads,
    double? Duration_s, bool DecayCorrectedToStart, bool AlreadyQuantitative);

/// <summary>
/// Regions somebody else drew. RTSTRUCT: <see cref="File"/> is a contour file (JSON, RAS+ mm); SEG: <see cref="File"/> is null and every
/// region names its own mask volume.
/// </summary>
public sealed record ImportedStructureSet(
    string Id, string Kind, string? File, string? Label, string? FrameOfReferenceUid, IReadOnlyList<ImportedRegion> Regions);

/// <summary>One drawn region: name as stored, name in our list (or its snake_case form), colour as #rrggbb, mask file for SEG.</summary>
public sealed record ImportedRegion(int Number, string OriginalName, string Name, bool NameIsMapped, string? Colour, string? MaskFile);

using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine;

/// <summary>
/// What a person says about a case beside its images: <c>case.json</c>. Everything is optional; what is left out is taken from the images where they
/// say it, or from a stated default, and each such step becomes a finding. Numbers carry their unit in the key.
/// </summary>
public sealed record CaseDescription
{
    /// <summary>Name of the case on screen and in the report.</summary>
    public string? Name { get; init; }
    /// <summary>Who is treated.</summary>
    public CasePatient Patient { get; init; } = new();
    /// <summary>What was given.</summary>
    public CaseRadiopharmaceutical Radiopharmaceutical { get; init; } = new();
    /// <summary>Which images.</summary>
    public CaseInputs Inputs { get; init; } = new();
    /// <summary>From counts to Bq/ml.</summary>
    public CaseCalibration? Calibration { get; init; }
    /// <summary>Where the regions come from.</summary>
    public CaseRegions Regions { get; init; } = new();
    /// <summary>How dose is computed and judged.</summary>
    public CaseProtocol Protocol { get; init; } = new();
    /// <summary>Blood samples for the dose of the red marrow.</summary>
    public CaseBlood? Blood { get; init; }
    /// <summary>Inputs of the uncertainty budget.</summary>
    public CaseUncertainty? Uncertainty { get; init; }
    /// <summary>Prepared by.</summary>
    public string? Operator { get; init; }
    /// <summary>Approved by.</summary>
    public string? Approver { get; init; }
}

/// <summary>The patient as the report's item 1 wants it. Image headers fill in what is missing here.</summary>
public sealed record CasePatient
{
    /// <summary>Identifier used in the department.</summary>
    public string? Id { get; init; }
    /// <summary>M, F or O.</summary>
    public string? Sex { get; init; }
    /// <summary>Age in years.</summary>
    public double? Age { get; init; }
    /// <summary>Body mass in kg.</summary>
    public double? Weight_kg { get; init; }
    /// <summary>Height in cm.</summary>
    public double? Height_cm { get; init; }
    /// <summary>Volume share of red cells, 0 to 1.</summary>
    public double? Haematocrit { get; init; }
    /// <summary>Glomerular filtration rate, ml/min.</summary>
    public double? Gfr_ml_per_min { get; init; }
    /// <summary>Disease.</summary>
    public string? Diagnosis { get; init; }
    /// <summary>Earlier therapies, free text.</summary>
    public string? PriorTherapies { get; init; }
    /// <summary>Relevant laboratory values, free text each.</summary>
    public IReadOnlyList<string>? Labs { get; init; }
}

/// <summary>The administration (items 2, 3 and 5). Times are the scanner's local time, ISO 8601 without zone.</summary>
public sealed record CaseRadiopharmaceutical
{
    /// <summary>Nuclide as in ICRP, e.g. Lu-177.</summary>
    public string? Nuclide { get; init; }
    /// <summary>PSMA-617, PSMA-I&amp;T, …</summary>
    public string? Ligand { get; init; }
    /// <summary>Net administered activity at the injection, MBq.</summary>
    public double? Activity_MBq { get; init; }
    /// <summary>Amount of ligand, nmol.</summary>
    public double? Amount_nmol { get; init; }
    /// <summary>Time of injection.</summary>
    public DateTime? InjectionTime { get; init; }
    /// <summary>Activity left in the syringe, MBq (already taken off <see cref="Activity_MBq"/>).</summary>
    public double? Residual_MBq { get; init; }
    /// <summary>Time of the assay.</summary>
    public DateTime? AssayTime { get; init; }
    /// <summary>Dose calibrator and its traceability.</summary>
    public string? Device { get; init; }
    /// <summary>Route, e.g. intravenous.</summary>
    public string? Route { get; init; }
    /// <summary>Duration of the administration in minutes.</summary>
    public double? Duration_min { get; init; }
    /// <summary>Activity that was intended, MBq.</summary>
    public double? Intended_MBq { get; init; }
    /// <summary>Radiochemical purity, 0 to 1.</summary>
    public double? Purity { get; init; }
    /// <summary>Co-medication and kidney protection.</summary>
    public string? Comedication { get; init; }
    /// <summary>Hydration.</summary>
    public string? Hydration { get; init; }
    /// <summary>Voiding.</summary>
    public string? Voiding { get; init; }
}

/// <summary>Where the images are, and which series plays which part. Without roles the modality decides and a finding says so.</summary>
public sealed record CaseInputs
{
    /// <summary>Folder, zip or file of DICOM or NIfTI, or a folder that <c>dosimetry import</c> wrote. Relative to the folder of case.json.</summary>
    public string? Path { get; init; }
    /// <summary>PET before therapy: series id of the import, series instance UID, or path.</summary>
    public CaseInput? PretherapyPet { get; init; }
    /// <summary>CT: series id of the import, series instance UID, or path.</summary>
    public CaseInput? Ct { get; init; }
    /// <summary>Post-therapy SPECT, one per time point.</summary>
    public IReadOnlyList<CaseInput>? Spect { get; init; }
    /// <summary>Accepted rigid moves of series onto the first SPECT; <c>seriesId</c> is the series id of the import.</summary>
    public IReadOnlyList<SeriesMove>? Moves { get; init; }
}

/// <summary>From counts to Bq/ml (items 7 and 10 to 12). The sensitivity is that of the reconstruction in use.</summary>
public sealed record CaseCalibration
{
    /// <summary>Counts per second per MBq.</summary>
    public double? Sensitivity_cps_per_MBq { get; init; }
    /// <summary>True when the sensitivity is that of one head.</summary>
    public bool? PerHead { get; init; }
    /// <summary>Number of heads; matters only with <see cref="PerHead"/>.</summary>
    public int? Heads { get; init; }
    /// <summary>Relative standard uncertainty of the sensitivity.</summary>
    public double? RelSigma { get; init; }
    /// <summary>Acquisition time in s where the file's is wrong or missing.</summary>
    public double? Duration_s { get; init; }
    /// <summary>Geometry in which it was measured.</summary>
    public string? Geometry { get; init; }
    /// <summary>Day it was measured.</summary>
    public string? Date { get; init; }
    /// <summary>Quality control performed.</summary>
    public IReadOnlyList<string>? Qc { get; init; }
    /// <summary>Clock of the camera minus clock of the dose calibrator, s.</summary>
    public double? ClockOffset_s { get; init; }
    /// <summary>Corrections in the reconstruction: attenuation, scatter, …</summary>
    public IReadOnlyList<string>? Corrections { get; init; }
    /// <summary>Recovery coefficients: phantom and fit, in words.</summary>
    public string? Recovery { get; init; }
    /// <summary>True over measured count rate, 1 to 2; several per cent a day after 7.4 GBq.</summary>
    public double? DeadTimeFactor { get; init; }
    /// <summary>Spheres of a phantom, for a recovery curve by which activities are corrected.</summary>
    public IReadOnlyList<CaseSphere>? RecoverySpheres { get; init; }
    /// <summary>Resolution of the reconstructed SPECT, full width at half maximum in mm: a recovery curve from a blurred-sphere model, where no spheres were measured.</summary>
    public double? Resolution_mm { get; init; }
}

/// <summary>Regions: drawn by somebody (structure set, SEG or label file) and lesions found on the PET.</summary>
public sealed record CaseRegions
{
    /// <summary>Structure set id of the import, or path of an RTSTRUCT, SEG or label volume. Null: the first structure set.</summary>
    public string? Source { get; init; }
    /// <summary>
    /// Label volume of a person's edit: the whole set of regions. Those that it does not mark as changed keep the shape they have in <see cref="Source"/>;
    /// lesions are then those of the edit. Relative to the folder of the import.
    /// </summary>
    public string? Edited { get; init; }
    /// <summary><c>contrast</c>, <c>percent:41</c>, <c>fixed:3</c> (SUV) or <c>none</c>; with <c>auto:</c> before it (<c>auto:fixed:4</c>) only when nobody drew a lesion. Null: <c>auto:contrast</c>.</summary>
    public string? Lesions { get; init; }
    /// <summary>
    /// Automatic, approximate organs: <c>auto</c> when nobody drew or edited a region, <c>add</c> for those that nobody drew, <c>none</c>. Null: <c>auto</c>.
    /// </summary>
    public string? Organs { get; init; }
    /// <summary>Rule of the tumour burden, which is no region for dose: <c>fixed:3</c>, <c>fixed:4</c> or <c>qpsma</c>. Null: <c>fixed:3</c>.</summary>
    public string? Burden { get; init; }
    /// <summary>Drawn regions that are used, by name; null = all.</summary>
    public IReadOnlyList<string>? Accepted { get; init; }
    /// <summary>Spots on the PET that a person made lesions, by their id (spot_003).</summary>
    public IReadOnlyList<string>? AcceptedSpots { get; init; }
    /// <summary>Lesions found on the PET that a person rejected, by their id (lesion_002).</summary>
    public IReadOnlyList<string>? RejectedSpots { get; init; }
    /// <summary>True: images of different frames of reference are known to fit as they are.</summary>
    public bool? AlignmentConfirmed { get; init; }
}

/// <summary>How dose is computed and judged.</summary>
public sealed record CaseProtocol
{
    /// <summary>activity-based, activity with verification, or dosimetry-based (item 4).</summary>
    public string? Level { get; init; }
    /// <summary>Dose engine: local, voxel-s, …</summary>
    public string? Engine { get; init; }
    /// <summary>Fit model: auto, average (over models), mono, bi, bi-uptake, tri.</summary>
    public string? Model { get; init; }
    /// <summary>Fit models of single regions: region name → model.</summary>
    public IReadOnlyDictionary<string, string>? ModelOfRegion { get; init; }
    /// <summary>Fit weights: proportional or none.</summary>
    public string? Weights { get; init; }
    /// <summary>Points left out of the fits, each with its region, time and reason.</summary>
    public IReadOnlyList<PointExclusion>? ExcludedPoints { get; init; }
    /// <summary>The patient's own effective half-lives of an earlier cycle, h: region name → half-life; for the comparison of single-time-point methods.</summary>
    public IReadOnlyDictionary<string, double>? PreviousHalfLife_h { get; init; }
    /// <summary>Refits per region behind the bootstrap intervals; 0 leaves them out.</summary>
    public int? BootstrapDraws { get; init; }
    /// <summary>Seed of every random number.</summary>
    public ulong? Seed { get; init; }
    /// <summary>Monte Carlo histories.</summary>
    public long? Histories { get; init; }
    /// <summary>Monte Carlo: relative uncertainty to stop at.</summary>
    public double? TargetSigma { get; init; }
    /// <summary>Daughters of the nuclide: branch (default), equilibrium or none.</summary>
    public string? Daughters { get; init; }
    /// <summary>Source of decay data: icrp107 (default) or ddep.</summary>
    public string? NuclideData { get; init; }
    /// <summary>Also state RBE-weighted means with this RBE of alpha particles; null: absorbed dose alone.</summary>
    public double? Rbe { get; init; }
    /// <summary>α/β, repair half-life and EUD exponent of single organs in place of the table's.</summary>
    public IReadOnlyList<CaseRadiobiology>? Radiobiology { get; init; }
    /// <summary>Limits that the doses are compared with.</summary>
    public IReadOnlyList<CaseLimit>? Limits { get; init; }
}

/// <summary>A limit: region, quantity (<c>dose</c> or <c>bed</c>), value in Gy, and where it comes from.</summary>
public sealed record CaseLimit(string Region, double Limit_Gy, string Quantity = "dose", string? Source = null);

/// <summary>A phantom sphere: diameter in mm, measured over true concentration, and its standard uncertainty (5 % of it when not stated).</summary>
public sealed record CaseSphere(double Diameter_mm, double Recovery, double? Sigma = null);

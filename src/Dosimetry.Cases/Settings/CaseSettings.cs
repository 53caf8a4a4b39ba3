using Dosimetry.Engine;
using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Register;

namespace Dosimetry.Cases.Settings;

/// <summary>
/// What a person decided about a case: the input of <c>prepare</c> and <c>dose</c> beside the images. Stored as one JSON document with a row version;
/// a null part has not been filled in yet, and the step that needs it says so.
/// </summary>
public sealed record CaseSettings
{
    /// <summary>What was given.</summary>
    public AdministrationSettings? Administration { get; init; }
    /// <summary>Counts to activity; not needed when every SPECT is already in Bq/ml.</summary>
    public SpectCalibration? Calibration { get; init; }
    /// <summary>Partial-volume correction.</summary>
    public RecoverySettings Recovery { get; init; } = new();
    /// <summary>Values that the files lack or that a person corrects.</summary>
    public PatientSettings Patient { get; init; } = new();
    /// <summary>Which series are used; empty = all that fit.</summary>
    public ImageSettings Images { get; init; } = new();
    /// <summary>Which regions are used.</summary>
    public RegionSettings Regions { get; init; } = new();
    /// <summary>How fits and dose are computed.</summary>
    public ProtocolSettings Protocol { get; init; } = new();
    /// <summary>Kinetic model and plan; null = nobody decided anything yet.</summary>
    public PlanningSettings? Planning { get; init; }
    /// <summary>Blood samples for the marrow dose; null = none.</summary>
    public CaseBlood? Blood { get; init; }
    /// <summary>Inputs of the uncertainty budget.</summary>
    public CaseUncertainty Uncertainty { get; init; } = new();
}

/// <summary>Therapy administration. <see cref="InjectionTime"/> is the scanner's local time; <see cref="Activity_MBq"/> is net at that time.</summary>
public sealed record AdministrationSettings
{
    /// <summary>Nuclide as in ICRP.</summary>
    public string Nuclide { get; init; } = "Lu-177";
    /// <summary>Ligand, e.g. PSMA-617.</summary>
    public string? Ligand { get; init; }
    /// <summary>Net activity at injection, MBq.</summary>
    public double Activity_MBq { get; init; }
    /// <summary>Injection, local time of the scanner.</summary>
    public DateTime InjectionTime { get; init; }
    /// <summary>Ligand amount, nmol.</summary>
    public double? Amount_nmol { get; init; }
}

/// <summary>
/// Patient values that win over those of the files where given; null = not stated. Units in the names. <see cref="PatientValues"/> holds the ranges that
/// the record accepts.
/// </summary>
public sealed record PatientSettings
{
    /// <summary>Body weight, kg.</summary>
    public double? Weight_kg { get; init; }
    /// <summary>Height, cm.</summary>
    public double? Height_cm { get; init; }
    /// <summary>M, F or O.</summary>
    public string? Sex { get; init; }
    /// <summary>Age, years.</summary>
    public double? Age_y { get; init; }
    /// <summary>Volume share of red cells, 0 to 1.</summary>
    public double? Haematocrit { get; init; }
    /// <summary>Serum creatinine, µmol/L.</summary>
    public double? Creatinine_umol_per_L { get; init; }
    /// <summary>Measured glomerular filtration rate, ml/min; <see cref="GfrIsIndexed"/> says whether per 1.73 m² of body surface.</summary>
    public double? Gfr_ml_per_min { get; init; }
    /// <summary>True: the rate is per 1.73 m², as laboratories report it.</summary>
    public bool? GfrIsIndexed { get; init; }
    /// <summary>Prostate-specific antigen, µg/L (= ng/ml).</summary>
    public double? Psa_ug_per_L { get; init; }
    /// <summary>Haemoglobin, g/dl.</summary>
    public double? Haemoglobin_g_per_dl { get; init; }
    /// <summary>Leucocytes, 10⁹/L.</summary>
    public double? Leucocytes_1e9_per_L { get; init; }
    /// <summary>Platelets, 10⁹/L.</summary>
    public double? Platelets_1e9_per_L { get; init; }
}

/// <summary>Series by their identifier in <c>import.json</c>; null = the first that fits, an empty list = all.</summary>
public sealed record ImageSettings
{
    /// <summary>CT for density.</summary>
    public string? CtSeriesId { get; init; }
    /// <summary>PET for lesions.</summary>
    public string? PetSeriesId { get; init; }
    /// <summary>SPECT time points.</summary>
    public IReadOnlyList<string> SpectSeriesIds { get; init; } = [];
    /// <summary>A person has looked: images of different frames of reference fit as they are.</summary>
    public bool AlignmentConfirmed { get; init; }
    /// <summary>Accepted rigid moves of single series onto the first SPECT.</summary>
    public IReadOnlyList<SeriesMove> Moves { get; init; } = [];
}

/// <summary>Organs from a structure set, lesions by a fixed SUV threshold with connected components.</summary>
public sealed record RegionSettings
{
    /// <summary>Structure set in <c>import.json</c>; null = the first.</summary>
    public string? StructureSetId { get; init; }
    /// <summary>Version of the edited regions in use (<see cref="Regions.RegionVersions"/>); null = as drawn and found.</summary>
    public long? EditedVersion { get; init; }
    /// <summary>Regions of it that are accepted; null = all.</summary>
    public IReadOnlyList<string>? AcceptedNames { get; init; }
    /// <summary>Outline organs automatically: <c>auto</c> (when nobody drew any), <c>add</c> (those that nobody drew) or <c>none</c>.</summary>
    public string FindOrgans { get; init; } = "auto";
    /// <summary>Look for lesions on the PET: true, false, or null = only when nobody drew one.</summary>
    public bool? FindLesions { get; init; }
    /// <summary>How lesions are bounded for dose: <c>contrast</c>, <c>percent:41</c>, <c>percent:50</c> or <c>fixed</c> (<see cref="LesionThreshold_SUV"/>).</summary>
    public string LesionMethod { get; init; } = "contrast";
    /// <summary>SUV from which a voxel is lesion, where the method is fixed.</summary>
    public double LesionThreshold_SUV { get; init; } = 3.0;
    /// <summary>Rule of the tumour burden: <c>fixed:3</c>, <c>fixed:4</c> or <c>qpsma</c>.</summary>
    public string BurdenRule { get; init; } = "fixed:3";
    /// <summary>Found lesions that a person rejected, by name.</summary>
    public IReadOnlyList<string> RejectedLesions { get; init; } = [];
    /// <summary>Spots on the PET that a person made lesions, by name.</summary>
    public IReadOnlyList<string> AcceptedSpots { get; init; } = [];
}

/// <summary>Fit model and dose engine, named as on the command line.</summary>
public sealed record ProtocolSettings
{
    /// <summary>auto, average, mono, bi, bi-uptake or tri.</summary>
    public string CurveModel { get; init; } = "auto";
    /// <summary>Models chosen for single regions by a person: region name → model.</summary>
    public IReadOnlyDictionary<string, string> CurveModelOfRegion { get; init; } = new Dictionary<string, string>();
    /// <summary>Points that a person left out of the fits, each with the reason.</summary>
    public IReadOnlyList<PointExclusion> ExcludedPoints { get; init; } = [];
    /// <summary>The patient's own effective half-lives of an earlier cycle, h: region name → half-life.</summary>
    public IReadOnlyDictionary<string, double> PreviousHalfLife_h { get; init; } = new Dictionary<string, double>();
    /// <summary>local, voxel-s, …</summary>
    public string Engine { get; init; } = "voxel-s";
    /// <summary>Daughters of the nuclide: branch, equilibrium or none.</summary>
    public string Daughters { get; init; } = "branch";
    /// <summary>Source of decay data: icrp107 or ddep.</summary>
    public string NuclideData { get; init; } = "icrp107";
    /// <summary>RBE of alpha particles for labelled RBE-weighted means; null: none.</summary>
    public double? Rbe { get; init; }
    /// <summary>Seed of everything stochastic.</summary>
    public ulong Seed { get; init; } = 1;
    /// <summary>Radiobiology of single organs in place of the table's.</summary>
    public IReadOnlyList<CaseRadiobiology> Radiobiology { get; init; } = [];
    /// <summary>Monte Carlo: decays to follow; null: the engine's default.</summary>
    public long? Histories { get; init; }
    /// <summary>Monte Carlo: relative statistical uncertainty to stop at, e.g. 0.01; counts only without <see cref="Histories"/>.</summary>
    public double? TargetSigma { get; init; }
}

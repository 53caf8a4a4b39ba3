namespace Dosimetry.Web.Model;

/// <summary>A step of a case as the rail shows it: its page below <c>/cases/{id}</c>, its name and what is done there.</summary>
public sealed record CaseStep(string Route, string Title, string Purpose, string Icon)
{
    /// <summary>One screen with everything at a glance.</summary>
    public static readonly CaseStep Overview = new("", "Overview", "one screen: timeline, findings, next step, results.", "dashboard");
    /// <summary>Images in.</summary>
    public static readonly CaseStep Import = new("import", "Import", "images and structures are read; every assumption is listed as a finding.", "upload_file");
    /// <summary>Body and blood values.</summary>
    public static readonly CaseStep Patient = new("patient", "Patient", "weight, kidney function, blood values: what dose per SUV and the kinetic model need.", "person");
    /// <summary>Activity given and camera calibration.</summary>
    public static readonly CaseStep Administration = new("administration", "Administration", "activity given, injection time, camera sensitivity.", "vaccines");
    /// <summary>Images onto each other.</summary>
    public static readonly CaseStep Registration = new("registration", "Registration", "lay images of different sessions onto each other and accept the fit.", "layers");
    /// <summary>Images on screen.</summary>
    public static readonly CaseStep Viewer = new("viewer", "Viewer", "CT, PET, SPECT and dose in three planes.", "view_in_ar");
    /// <summary>Organs and lesions.</summary>
    public static readonly CaseStep Regions = new("regions", "Regions", "organs from structures, lesions by threshold; accept or reject each.", "category");
    /// <summary>Time-activity curves.</summary>
    public static readonly CaseStep Kinetics = new("kinetics", "Kinetics", "fit the time-activity curve of each region and integrate it.", "show_chart");
    /// <summary>Activity, ligand and cycles under organ limits.</summary>
    public static readonly CaseStep Plan = new("plan", "Plan", "activity, ligand amount and cycles that respect the organs' limits.", "tune");
    /// <summary>Absorbed dose.</summary>
    public static readonly CaseStep Dose = new("dose", "Dose", "choose an engine and compute the absorbed dose map.", "blur_on");
    /// <summary>Dose-volume histograms.</summary>
    public static readonly CaseStep Review = new("review", "Review", "dose-volume histograms and metrics per region.", "bar_chart");
    /// <summary>Two doses beside each other.</summary>
    public static readonly CaseStep Compare = new("compare", "Compare", "two doses of the case beside each other: difference, gamma, histograms.", "compare_arrows");
    /// <summary>The record.</summary>
    public static readonly CaseStep Report = new("report", "Report", "the report and the files for other systems.", "description");

    /// <summary>All steps in the order of the work.</summary>
    public static IReadOnlyList<CaseStep> All { get; } = [Overview, Import, Patient, Administration, Registration, Viewer, Regions, Kinetics, Plan, Dose, Review, Compare, Report];

    /// <summary>Address of the step's page.</summary>
    public string Address(string caseId) => Route.Length == 0 ? $"cases/{caseId}" : $"cases/{caseId}/{Route}";
}

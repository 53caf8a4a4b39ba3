using Dosimetry.Cases.Findings;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Settings;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Cases;

/// <summary>Where a case stands. Signing comes later and will add its states.</summary>
public enum CaseState
{
    /// <summary>Made, nothing imported yet.</summary>
    Draft,
    /// <summary>Images are in.</summary>
    InWork,
    /// <summary>Closed for changes, still readable.</summary>
    Archived,
}

/// <summary>The next thing a person has to do on a case.</summary>
public enum NextStep
{
    /// <summary>Bring the images.</summary>
    Upload,
    /// <summary>An import is running, or has failed and needs a look.</summary>
    Import,
    /// <summary>Fill in what was given.</summary>
    Administration,
    /// <summary>Compute regions and curves.</summary>
    Prepare,
    /// <summary>Compute the dose.</summary>
    Dose,
    /// <summary>Read the report.</summary>
    Report,
    /// <summary>Nothing: archived.</summary>
    None,
}

/// <summary>A line of the work list.</summary>
public sealed record CaseSummary
{
    /// <summary>ULID.</summary>
    public string Id { get; init; } = "";
    /// <summary>Name in the list, chosen by the user; a de-identified label is expected.</summary>
    public string Label { get; init; } = "";
    /// <summary>Where it stands.</summary>
    public CaseState State { get; init; }
    /// <summary>What to do next.</summary>
    public NextStep NextStep { get; init; }
    /// <summary>Jobs queued or running.</summary>
    public long ActiveJobs { get; init; }
    /// <summary>Uploaded files.</summary>
    public long Files { get; init; }
    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>Who made it.</summary>
    public string CreatedBy { get; init; } = "";
    /// <summary>Last change of anything in it.</summary>
    public DateTimeOffset ChangedAt { get; init; }
    /// <summary>Who changed it last.</summary>
    public string ChangedBy { get; init; } = "";
    /// <summary>For optimistic saves of label and state.</summary>
    public long RowVersion { get; init; }
}

/// <summary>An uploaded file: stored under its hash; the original name is for display only and never a path.</summary>
public sealed record CaseFile
{
    /// <summary>SHA-256, lower-case hex: its name on disk.</summary>
    public string Sha256 { get; init; } = "";
    /// <summary>Name it came with. Encode it wherever it is shown.</summary>
    public string DisplayName { get; init; } = "";
    /// <summary>Size.</summary>
    public long Bytes { get; init; }
    /// <summary>When.</summary>
    public DateTimeOffset AddedAt { get; init; }
    /// <summary>By whom.</summary>
    public string AddedBy { get; init; } = "";
}

/// <summary>Settings with the version that a save must name. Version 0: never saved, these are the defaults.</summary>
public sealed record VersionedSettings(CaseSettings Settings, long RowVersion, string? ChangedBy, DateTimeOffset? ChangedAt);

/// <summary>What the last import found, with its folder. File names in the findings are the original ones.</summary>
public sealed record CaseImport(string Folder, ImportedStudy Study, DateTimeOffset At, string By);

/// <summary>A finished job's result. <see cref="Folder"/> holds the files; <see cref="Files"/> their SHA-256 by relative name.</summary>
public sealed record CaseResult(
    string Id, string CaseId, string Kind, string Folder, DateTimeOffset CreatedAt, string CreatedBy, string InputSha256,
    IReadOnlyDictionary<string, string> Files)
{
    /// <summary>True when the settings or the images changed since: shown greyed, "computed from older inputs".</summary>
    public bool IsStale { get; init; }
}

/// <summary>Everything a case page needs at once.</summary>
public sealed record CaseOverview(
    CaseSummary Case, VersionedSettings Settings, CaseImport? Import, CaseResult? Prepared, CaseResult? Dose, IReadOnlyList<JobStatus> Jobs)
{
    /// <summary>The newest comparison of two doses; null when nobody made one.</summary>
    public CaseResult? Comparison { get; init; }
    /// <summary>Findings of the import with what people accepted of them.</summary>
    public IReadOnlyList<TrackedFinding> Findings { get; init; } = [];
    /// <summary>The individual fit of the kinetic model; null before the first.</summary>
    public CaseResult? ModelFit { get; init; }
    /// <summary>The report with the chosen plan in it; null where nobody asked for it.</summary>
    public CaseResult? PlanReport { get; init; }
    /// <summary>The dose predicted before the therapy; null before the first.</summary>
    public CaseResult? Prediction { get; init; }
    /// <summary>True when an error that nobody accepted stands in the way of the next step.</summary>
    public bool IsBlocked => Findings.Any(f => f.Blocks);
}

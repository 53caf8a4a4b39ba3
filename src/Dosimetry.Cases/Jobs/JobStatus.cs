namespace Dosimetry.Cases.Jobs;

/// <summary>Kinds of work. A kind is spelt once, here.</summary>
public static class JobKinds
{
    /// <summary>Uploaded files → volumes, structures, findings (capped child process).</summary>
    public const string Import = "import";
    /// <summary>Calibrate, register, segment, fit.</summary>
    public const string Prepare = "prepare";
    /// <summary>Dose, evaluate, report.</summary>
    public const string Dose = "dose";
    /// <summary>Regions on the PET, individual fit of the kinetic model, prediction.</summary>
    public const string ModelFit = "model-fit";
    /// <summary>The report of the dose with the chosen plan in it.</summary>
    public const string Report = "report";
    /// <summary>Two doses of the case beside each other.</summary>
    public const string Compare = "compare";
    /// <summary>Dose of a cycle before it is given: PET, kinetic model, dose engine.</summary>
    public const string Predict = "predict";
}

/// <summary>Where a job stands.</summary>
public enum JobState
{
    /// <summary>Waits for a free processor.</summary>
    Queued,
    /// <summary>Works.</summary>
    Running,
    /// <summary>Asked to stop; answers within 2 s.</summary>
    Cancelling,
    /// <summary>Result is in the case.</summary>
    Done,
    /// <summary>Stopped with a reason, see <see cref="JobStatus.Message"/>.</summary>
    Failed,
    /// <summary>Stopped by a person.</summary>
    Cancelled,
}

/// <summary>How far the work is, as the shard writes it to its heartbeat. Unknown values are null, never 0.</summary>
/// <param name="Fraction">Share done, 0 to 1.</param>
/// <param name="Stage">What is being done, for people.</param>
/// <param name="Done">Items done (files, histories, …).</param>
/// <param name="Total">Items in all.</param>
/// <param name="Elapsed_s">Seconds since the work began.</param>
/// <param name="Remaining_s">Expected seconds to go.</param>
/// <param name="RelSigma">Relative statistical uncertainty reached (Monte Carlo).</param>
/// <param name="Device">cpu or gpu, once known.</param>
public sealed record JobProgress(
    double Fraction, string Stage, long? Done = null, long? Total = null, double Elapsed_s = 0, double? Remaining_s = null,
    double? RelSigma = null, string? Device = null);

/// <summary>A job as pages show it.</summary>
public sealed record JobStatus
{
    /// <summary>ULID; name of the job folder.</summary>
    public string Id { get; init; } = "";
    /// <summary>Case it belongs to.</summary>
    public string CaseId { get; init; } = "";
    /// <summary>See <see cref="JobKinds"/>.</summary>
    public string Kind { get; init; } = "";
    /// <summary>Where it stands.</summary>
    public JobState State { get; init; }
    /// <summary>Starts so far.</summary>
    public long Attempts { get; init; }
    /// <summary>Why it failed or was refused, in the user's words; null otherwise.</summary>
    public string? Message { get; init; }
    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>By whom.</summary>
    public string CreatedBy { get; init; } = "";
    /// <summary>Last change of state.</summary>
    public DateTimeOffset ChangedAt { get; init; }
    /// <summary>Latest heartbeat; null before the first.</summary>
    public JobProgress? Progress { get; init; }

    /// <summary>True while it waits, works or stops.</summary>
    public bool IsActive => State is JobState.Queued or JobState.Running or JobState.Cancelling;
}

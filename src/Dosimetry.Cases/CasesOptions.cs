namespace Dosimetry.Cases;

/// <summary>Every bound and place of the record. Unlimited quantities do not exist: what has no value here has no meaning to the program.</summary>
public sealed record CasesOptions
{
    /// <summary>Folder that holds everything: database, cases, uploads, jobs. Created with permissions for its owner only.</summary>
    public required string DataFolder { get; init; }
    /// <summary>PostgreSQL connection string; null = SQLite file <c>record.db</c> in the data folder.</summary>
    public string? PostgreSql { get; init; }
    /// <summary>Path of <c>dosimetry.dll</c> for child processes; null = beside the running program, else in the checkout.</summary>
    public string? CliProgram { get; init; }

    /// <summary>Largest single uploaded file. A zipped whole-body study stays below 4 GiB.</summary>
    public long MaxFileBytes { get; init; } = 4L << 30;
    /// <summary>Largest upload, all files together.</summary>
    public long MaxUploadBytes { get; init; } = 20L << 30;
    /// <summary>Most files in one upload.</summary>
    public int MaxUploadFiles { get; init; } = 20_000;
    /// <summary>Open uploads that one user may hold.</summary>
    public int MaxOpenUploadsPerUser { get; init; } = 20;
    /// <summary>New work is refused below this free space or a tenth of the disk, whichever is less.</summary>
    public long DiskReserveBytes { get; init; } = 5L << 30;

    /// <summary>Time that the import child may take before it is killed, whatever it reads: enough for the pathological, short for the hostile.</summary>
    public TimeSpan ImportTimeLimit { get; init; } = TimeSpan.FromSeconds(60);
    /// <summary>Time added per GiB of files: a large study on a busy machine is not an attack. 900 CT slices (450 MB) took 75 s under a load of 40 on 2 processors.</summary>
    public TimeSpan ImportTimePerGiB { get; init; } = TimeSpan.FromMinutes(5);
    /// <summary>Time that a report printer may take before it is killed.</summary>
    public TimeSpan PrintTimeLimit { get; init; } = TimeSpan.FromSeconds(60);
    /// <summary>Jobs that run at the same time on this machine; 0 = one per processor.</summary>
    public int ParallelJobs { get; init; }
    /// <summary>Jobs that one user may have queued or running.</summary>
    public int MaxActiveJobsPerUser { get; init; } = 20;
    /// <summary>A job that dies is started this often before it counts as failed.</summary>
    public int JobAttempts { get; init; } = 3;
    /// <summary>A running job whose heartbeat is older than this is killed and started again: 3 periods of 5 s.</summary>
    public TimeSpan HeartbeatLimit { get; init; } = TimeSpan.FromSeconds(15);
}

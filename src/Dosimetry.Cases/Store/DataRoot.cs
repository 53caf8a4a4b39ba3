using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Store;

/// <summary>
/// The folders of the record. Only identifiers of ours become part of a path; a name that a person or a file brought never does.
/// <code>
/// record.db                        SQLite, where no PostgreSQL is named
/// cases/ID/files/SHA256            uploaded bytes under their hash
/// cases/ID/import/                 import.json + volumes, made by the import child
/// cases/ID/regions/SHA256          versions of the regions that people edited
/// cases/ID/pictures/SHA256         pictures that people put into the report
/// cases/ID/cache/                  copies of images for quick slices; may be deleted
/// cases/ID/results/JOB/            what a finished job made
/// uploads/ID/                      quarantine until the upload is complete
/// jobs/ID/                         job folders
/// </code>
/// </summary>
public sealed class DataRoot
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly long _reserveBytes;

    /// <summary>Opens or creates the folders, readable by their owner only.</summary>
    public DataRoot(string folder, long reserveBytes)
    {
        Folder = Path.GetFullPath(folder);
        _reserveBytes = reserveBytes;
        foreach (string path in (string[])[Folder, CasesFolder, UploadsFolder, JobsFolder]) CreateFolder(path);
    }

    /// <summary>Full path of the data folder.</summary>
    public string Folder { get; }
    /// <summary>The SQLite file.</summary>
    public string DatabaseFile => Path.Combine(Folder, "record.db");
    internal string CasesFolder => Path.Combine(Folder, "cases");
    internal string UploadsFolder => Path.Combine(Folder, "uploads");
    internal string JobsFolder => Path.Combine(Folder, "jobs");

    /// <summary>Folder of a case.</summary>
    public string Case(string caseId) => Path.Combine(CasesFolder, Checked(caseId));
    /// <summary>Uploaded files of a case, named by their SHA-256.</summary>
    public string CaseFiles(string caseId) => Path.Combine(Case(caseId), "files");
    /// <summary>What the import child wrote.</summary>
    public string CaseImport(string caseId) => Path.Combine(Case(caseId), "import");
    /// <summary>Label volumes of the edited regions, named by their SHA-256.</summary>
    public string CaseRegions(string caseId) => Path.Combine(Case(caseId), "regions");
    /// <summary>Copies of images for quick slices.</summary>
    public string CaseCache(string caseId) => Path.Combine(Case(caseId), "cache");
    /// <summary>Pictures for the report, named by their SHA-256.</summary>
    public string CasePictures(string caseId) => Path.Combine(Case(caseId), "pictures");
    /// <summary>Results of a case; one folder per finished job.</summary>
    public string CaseResults(string caseId) => Path.Combine(Case(caseId), "results");
    /// <summary>Result of one job.</summary>
    public string CaseResult(string caseId, string resultId) => Path.Combine(CaseResults(caseId), Checked(resultId));
    /// <summary>Folder of a job.</summary>
    public string Job(string jobId) => Path.Combine(JobsFolder, Checked(jobId));
    /// <summary>Quarantine folder of an upload.</summary>
    public string Upload(string uploadId) => Path.Combine(UploadsFolder, Checked(uploadId));

    /// <summary>Creates a folder that only its owner may read, and its parents in the same way: the base library gives the mode to the last one only.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path)) return;
        if (Path.GetDirectoryName(path) is { } parent) CreateFolder(parent);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly);
    }

    /// <summary>Refuses new work that would leave less than the reserve (the configured one or a tenth of the disk, whichever is less).</summary>
    /// <exception cref="RefusedException">STORE.DISK_RESERVE.</exception>
    public void RequireSpace(long newBytes)
    {
        DriveInfo disk = new(Folder);
        long reserve = Math.Min(_reserveBytes, disk.TotalSize / 10);
        if (disk.AvailableFreeSpace - newBytes >= reserve) return;
        throw new RefusedException("STORE.DISK_RESERVE",
            $"The disk of the data folder has {disk.AvailableFreeSpace >> 20} MiB free and {reserve >> 20} MiB are kept in reserve. Free some space, then try again; nothing was lost.");
    }

    private static string Checked(string id) => Ulid.IsValid(id)
        ? id
        : throw new RefusedException("STORE.BAD_ID", "This is not an identifier of the record. Open the case from the list.");
}

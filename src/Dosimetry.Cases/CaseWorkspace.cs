using Dosimetry.Cases.Audit;
using Dosimetry.Cases.Calibrations;
using Dosimetry.Cases.Exports;
using Dosimetry.Cases.Findings;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Pictures;
using Dosimetry.Cases.Regions;
using Dosimetry.Cases.Security;
using Dosimetry.Cases.Settings;
using Dosimetry.Cases.Store;
using Dosimetry.Cases.Tools;
using Dosimetry.Cases.Uploads;
using Dosimetry.Cases.Volumes;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases;

/// <summary>The whole record behind one door: what the web pages and the command line use. One per process; its parts are safe to use from many threads.</summary>
public sealed class CaseWorkspace : IDisposable
{
    private readonly LocalRunner _runner;

    /// <summary>Opens the record, makes it when it does not exist, and brings its schema up to date.</summary>
    /// <exception cref="RefusedException">STORE.NEWER_SCHEMA, STORE.CHANGED_MIGRATION, TOOL.NO_CLI.</exception>
    public CaseWorkspace(CasesOptions options, TimeProvider time)
    {
        Options = options;
        Root = new DataRoot(options.DataFolder, options.DiskReserveBytes);
        Database = new Database(options.PostgreSql is { } text ? SqlDialect.PostgreSql(text) : SqlDialect.Sqlite(Root.DatabaseFile), time);
        _runner = new LocalRunner(CliProgram.Locate(options.CliProgram), options.ParallelJobs);
        Audit = new AuditTrail(Database, time);
        Users = new UserAccounts(Database, Audit, time);
        SignIn = new SignIn(Database, Audit, time);
        Links = new SignInLinks(Database, Users, Audit, time);
        Cases = new CaseCatalogue(Database, Audit, Root, time);
        Settings = new SettingsStore(Database, Audit, Cases, time);
        Regions = new RegionVersions(Database, Audit, Settings, Root, time);
        Cameras = new CameraCalibrations(Database, Audit, time);
        Findings = new FindingAcceptances(Database, Audit, time);
        Results = new CaseResults(Database, Root);
        Volumes = new VolumeShelf(Results, Root);
        Pictures = new CasePictures(Database, Audit, Root, time);
        ReportCopies = new ReportCopies(Results, Pictures, Root);
        CurrentRegions current = new(Regions, Results);
        RegionFiles = new RegionFiles(current, Results, Audit, time);
        Bundles = new ResearchBundles(current, RegionFiles, Results, Settings, Audit, Root);
        Jobs = new JobDesk(Database, Audit, Root, options, time, RequireUsable);
        Uploads = new UploadDesk(Database, Audit, Root, Cases, Jobs, options, time);
        Results = new CaseResults(Database, Root);
        Check = new RecordCheck(Database, Root, Audit);
        Deletion = new CaseDeletion(Database, Audit, Root, _runner);
        Watcher = new JobWatcher(Database, Root, _runner, new JobCommit(Database, Audit, Root, Cases, time), options, time);
    }

    /// <summary>Places and bounds, as shown on the about page.</summary>
    public CasesOptions Options { get; }
    /// <summary>Folders.</summary>
    public DataRoot Root { get; }
    /// <summary>The database; pages use the parts below instead.</summary>
    public Database Database { get; }
    /// <summary>Who did what when.</summary>
    public AuditTrail Audit { get; }
    /// <summary>Accounts.</summary>
    public UserAccounts Users { get; }
    /// <summary>Sign-in by password.</summary>
    public SignIn SignIn { get; }
    /// <summary>Sign-in by one-time link.</summary>
    public SignInLinks Links { get; }
    /// <summary>The work list.</summary>
    public CaseCatalogue Cases { get; }
    /// <summary>Settings of a case.</summary>
    public SettingsStore Settings { get; }
    /// <summary>Versions of edited regions.</summary>
    public RegionVersions Regions { get; }
    /// <summary>Factors of cameras, for all cases.</summary>
    public CameraCalibrations Cameras { get; }
    /// <summary>What people agreed to of an import's findings.</summary>
    public FindingAcceptances Findings { get; }
    /// <summary>Uploads into a case.</summary>
    public UploadDesk Uploads { get; }
    /// <summary>Work on a case.</summary>
    public JobDesk Jobs { get; }
    /// <summary>What work left.</summary>
    public CaseResults Results { get; }
    /// <summary>Regions as files for other systems.</summary>
    public RegionFiles RegionFiles { get; }
    /// <summary>De-identified research bundles.</summary>
    public ResearchBundles Bundles { get; }
    /// <summary>Pictures that people put into the report.</summary>
    public CasePictures Pictures { get; }
    /// <summary>The report with those pictures.</summary>
    public ReportCopies ReportCopies { get; }
    /// <summary>Images for slices and projections.</summary>
    public VolumeShelf Volumes { get; }
    /// <summary>Checks every stored file and the trail.</summary>
    public RecordCheck Check { get; }
    /// <summary>Deleting a case.</summary>
    public CaseDeletion Deletion { get; }
    /// <summary>Moves jobs on; the host runs it in the background.</summary>
    public JobWatcher Watcher { get; }

    /// <summary>Everything a case page shows, and one entry in the trail that it was viewed when <paramref name="viewer"/> is given.</summary>
    /// <exception cref="RefusedException">CASE.UNKNOWN.</exception>
    public CaseOverview Overview(string caseId, Actor? viewer = null)
    {
        CaseSummary summary = Cases.Get(caseId);
        if (viewer is not null) Audit.Record(viewer, "case.view", "case", caseId);
        CaseImport? import = Results.Import(caseId);
        return new CaseOverview(summary, Settings.Get(caseId), import, Results.Latest(caseId, JobKinds.Prepare),
            Results.Latest(caseId, JobKinds.Dose), Jobs.ListOfCase(caseId))
        {
            Comparison = Results.Comparison(caseId),
            Findings = import is null ? [] : Findings.Track(caseId, import.Study.Findings),
            ModelFit = Results.Latest(caseId, JobKinds.ModelFit),
            PlanReport = Results.Latest(caseId, JobKinds.Report),
            Prediction = Results.Latest(caseId, JobKinds.Predict),
        };
    }

    // An open error of the import stops every later step, however it is asked for.
    private void RequireUsable(string caseId, string kind)
    {
        if (kind == JobKinds.Import || Results.Import(caseId) is not { } import) return;
        if (Findings.Track(caseId, import.Study.Findings).FirstOrDefault(f => f.Blocks) is { } open)
            throw new RefusedException("JOB.OPEN_ERROR", $"The import found an error that nobody has accepted: {open.Finding.Text} Correct the data, or accept it with a reason on the import page.");
    }

    /// <summary>Lets go of child processes (they go on, and the next start finds them) and of the database.</summary>
    public void Dispose()
    {
        _runner.Dispose();
        Database.Dispose();
    }
}

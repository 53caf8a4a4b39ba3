using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dosimetry.Cases.Regions;
using Dosimetry.Cases.Settings;
using Dosimetry.Cases.Store;
using Dosimetry.Cases.Work;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Report;

namespace Dosimetry.Cases.Jobs;

/// <summary>A file that goes into <c>input/</c>: name there, hash, and where its bytes are (a stored file, or a text made for the job).</summary>
internal sealed record JobInput(string Name, string Sha256, string? Source, string? Text = null);

/// <summary>What a job of each kind reads. The hash of all of it is the job's identity: the same inputs asked twice are one job, other inputs make a result stale.</summary>
internal sealed class JobInputs(DataRoot root)
{
    /// <summary>Changes when the meaning of inputs changes, so that results of older programs count as stale.</summary>
    private static string ProgramVersion => typeof(JobInputs).Assembly.GetName().Version!.ToString(3);
    /// <summary>Counts the layouts of results: 2 = a preparation leaves labels for editing.</summary>
    private const int Layout = 2;

    /// <summary>Inputs of a kind as the case is now.</summary>
    /// <exception cref="RefusedException">JOB.NO_FILES, JOB.NEEDS_IMPORT, JOB.NEEDS_PREPARE, JOB.UNKNOWN_KIND.</exception>
    public IReadOnlyList<JobInput> Collect(StoreScope scope, string caseId, string kind) => kind switch
    {
        JobKinds.Import => Files(scope, caseId),
        JobKinds.Prepare => [.. Import(scope, caseId), .. Edited(scope, caseId), Settings(scope, caseId, kind)],
        JobKinds.Dose => [.. Import(scope, caseId), .. Edited(scope, caseId), .. Prepared(scope, caseId), Settings(scope, caseId, kind)],
        JobKinds.ModelFit => [.. Import(scope, caseId), .. Edited(scope, caseId), .. Curves(scope, caseId), Settings(scope, caseId, kind)],
        JobKinds.Report => [.. DoseDocument(scope, caseId), Settings(scope, caseId, kind)],
        JobKinds.Predict => [.. Import(scope, caseId), .. Edited(scope, caseId), Settings(scope, caseId, kind)],
        _ => throw new RefusedException("JOB.UNKNOWN_KIND", $"There is no work of the kind '{kind}'."),
    };

    /// <summary>Inputs of a comparison of two dose results.</summary>
    /// <exception cref="RefusedException">COMPARE.NO_DOSE, COMPARE.SAME_DOSE.</exception>
    public IReadOnlyList<JobInput> Comparison(StoreScope scope, string caseId, ComparisonRequest request)
    {
        if (request.ReferenceId == request.EvaluatedId) throw new RefusedException("COMPARE.SAME_DOSE", "Reference and evaluated dose are the same result. Choose two different ones.");
        string text = JsonSerializer.Serialize(request, EngineJson.Options);
        return [.. Dose(scope, caseId, request.ReferenceId, CompareWork.Reference), .. Dose(scope, caseId, request.EvaluatedId, CompareWork.Evaluated),
            new JobInput(CompareWork.Request, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), null, text)];
    }

    private IEnumerable<JobInput> Dose(StoreScope scope, string caseId, string resultId, string name) =>
        FromResult(ResultRow.Find(scope, caseId, resultId) is { Kind: JobKinds.Dose } row ? row : null, name, root.CaseResult(caseId, resultId))
            ?.Where(i => ComparedResult.Files.Contains(Path.GetFileName(i.Name)))
        ?? throw new RefusedException("COMPARE.NO_DOSE", "One of the two doses is not in the case any more. Choose another.");

    /// <summary>Identity of a kind of work on these inputs.</summary>
    public static string Key(string kind, IEnumerable<JobInput> inputs) =>
        Manifest.Sha256(inputs.Select(i => KeyValuePair.Create(i.Name, i.Sha256)), $"{kind} {ProgramVersion}.{Layout}");

    /// <summary>Makes the job folder with its inputs: second names of stored files, no copies.</summary>
    public static void Lay(JobFolder folder, string id, string kind, IReadOnlyList<JobInput> inputs, double? timeLimit_s)
    {
        folder.Create(new JobDescription(1, id, kind, 1, ProgramVersion, timeLimit_s, inputs.ToDictionary(i => i.Name, i => i.Sha256)));
        foreach (JobInput input in inputs)
        {
            string target = Path.Combine(folder.Input, input.Name);
            DataRoot.CreateFolder(Path.GetDirectoryName(target)!);
            if (input.Source is { } source) Durable.LinkOrCopy(source, target);
            else Durable.WriteText(target, input.Text!);
        }
    }

    /// <summary>Checks every input against its hash before work starts.</summary>
    /// <exception cref="RefusedException">JOB.INPUT_CHANGED.</exception>
    public static void Verify(JobFolder folder, JobDescription job)
    {
        if (Manifest.FirstDamaged(folder.Input, job.Inputs) is { } name)
            throw new RefusedException("JOB.INPUT_CHANGED", $"The stored input {name} is missing or was changed on disk. Restore it from a backup, then start again.");
    }

    private List<JobInput> Files(StoreScope scope, string caseId)
    {
        string vault = root.CaseFiles(caseId);
        var hashes = scope.Rows<string>("select sha256 from case_file where case_id = @caseId order by sha256", new { caseId });
        if (hashes.Count == 0) throw new RefusedException("JOB.NO_FILES", "The case has no files yet. Upload the images first.");
        return [.. hashes.Select(hash => new JobInput($"files/{hash}", hash, Path.Combine(vault, hash)))];
    }

    private List<JobInput> Import(StoreScope scope, string caseId) =>
        FromResult(ResultRow.Latest(scope, caseId, JobKinds.Import, null), "import", root.CaseImport(caseId))
        ?? throw new RefusedException("JOB.NEEDS_IMPORT", "The images have not been imported yet. Upload them, or wait for the import to end.");

    /// <summary>The regions that a person edited, where the settings name a version of them.</summary>
    private IEnumerable<JobInput> Edited(StoreScope scope, string caseId)
    {
        if (SettingsStore.Read(scope, caseId).Settings.Regions.EditedVersion is not { } version) return [];
        RegionVersion edit = RegionVersionRow.Find(scope, caseId, version)?.ToVersion()
            ?? throw new RefusedException("EDIT.NO_VERSION", $"The case names version {version} of its edited regions, which is not there. Choose another version on the regions page.");
        string names = edit.NamesText(), note = edit.NoteText();
        return
        [
            new JobInput("edit/labels.nii.gz", edit.Sha256, Path.Combine(root.CaseRegions(caseId), edit.Sha256)),
            new JobInput("edit/labels.json", Hash(names), null, names),
            new JobInput("edit/labels.edited.json", Hash(note), null, note),
        ];
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private List<JobInput> Prepared(StoreScope scope, string caseId) => PreparedNow(scope, caseId)
        ?? throw new RefusedException("JOB.NEEDS_PREPARE", "Regions and curves have not been computed for the present settings. Compute them first.");

    private List<JobInput>? PreparedNow(StoreScope scope, string caseId)
    {
        ResultRow? row = ResultRow.Latest(scope, caseId, JobKinds.Prepare, Key(JobKinds.Prepare, Collect(scope, caseId, JobKinds.Prepare)));
        return FromResult(row, "prepare", row is null ? "" : root.CaseResult(caseId, row.Id));
    }

    // The model is fitted before the therapy as well, when there is no SPECT and nothing is prepared; it needs figures, no volumes.
    private IEnumerable<JobInput> Curves(StoreScope scope, string caseId) =>
        (PreparedNow(scope, caseId) ?? []).Where(i => i.Name is "prepare/" + PreparedFiles.Kinetics or "prepare/" + PreparedFiles.Regions);

    private IEnumerable<JobInput> DoseDocument(StoreScope scope, string caseId)
    {
        ResultRow? row = ResultRow.Latest(scope, caseId, JobKinds.Dose, Key(JobKinds.Dose, Collect(scope, caseId, JobKinds.Dose)));
        return FromResult(row, "dose", row is null ? "" : root.CaseResult(caseId, row.Id))?.Where(i => i.Name is "dose/" + ReportFiles.Result or "dose/" + ReportFiles.Annex)
            ?? throw new RefusedException("JOB.NEEDS_DOSE", "The dose has not been computed for the present settings: the plan goes into its report. Compute it first.");
    }

    private static List<JobInput>? FromResult(ResultRow? row, string name, string folder) =>
        row is null ? null : [.. row.Files().Select(f => new JobInput($"{name}/{f.Key}", f.Value, Path.Combine(folder, f.Key)))];

    private static JobInput Settings(StoreScope scope, string caseId, string kind)
    {
        string text = JsonSerializer.Serialize(RelevantSettings.Of(kind, SettingsStore.Read(scope, caseId).Settings), EngineJson.Options);
        return new JobInput("settings.json", Hash(text), null, text);
    }
}

using System.Collections.Concurrent;
using Dosimetry.Cases.Audit;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Uploads;

/// <summary>
/// Uploads in four steps: begin, add files (in any order, several at a time, each may be sent again), complete, or abort. Nothing is parsed here and nothing is
/// overwritten; bytes reach the case only when the upload is complete.
/// </summary>
public sealed class UploadDesk(Database database, AuditTrail audit, DataRoot root, CaseCatalogue cases, JobDesk jobs, CasesOptions options, TimeProvider time)
{
    private const int LongestDisplayName = 200;
    private readonly ConcurrentDictionary<string, long> _received = new();

    /// <summary>Opens an upload into a case.</summary>
    /// <exception cref="RefusedException">CASE.UNKNOWN, CASE.ARCHIVED, STORE.DISK_RESERVE or UPLOAD.TOO_MANY.</exception>
    public Upload Begin(Actor actor, string caseId)
    {
        database.Read(scope => { CaseCatalogue.RequireOpen(scope, caseId); return true; });
        root.RequireSpace(0);
        if (Open(actor).Count >= options.MaxOpenUploadsPerUser)
            throw new RefusedException("UPLOAD.TOO_MANY", "You have too many unfinished uploads. Complete or discard some of them first.");
        Upload upload = new(Ulid.New(time.GetUtcNow()), caseId, actor.UserId, time.GetUtcNow());
        Folder(upload.Id).Create(upload);
        return upload;
    }

    /// <summary>Unfinished uploads of a user, also those from before a restart.</summary>
    public IReadOnlyList<Upload> Open(Actor actor) => [.. Directory.EnumerateDirectories(root.UploadsFolder)
        .Select(path => new UploadFolder(path)).Where(folder => folder.Outcome() is null)
        .Select(folder => folder.Read()).OfType<Upload>().Where(upload => upload.UserId == actor.UserId).OrderBy(upload => upload.Id, StringComparer.Ordinal)];

    /// <summary>Files of an upload that have arrived whole.</summary>
    public IReadOnlyList<UploadedFile> Files(Actor actor, string uploadId) => Owned(actor, uploadId).Files();

    /// <summary>
    /// Takes one file. Sending the same number again is safe: with the hash that has already arrived nothing is read, otherwise the newer bytes win.
    /// </summary>
    /// <param name="actor">Owner of the upload.</param>
    /// <param name="uploadId">The upload.</param>
    /// <param name="number">Which file of the upload, 0 to <see cref="CasesOptions.MaxUploadFiles"/> − 1, chosen by the sender.</param>
    /// <param name="displayName">What the sender calls it; kept as text only.</param>
    /// <param name="body">The bytes; read to the end.</param>
    /// <param name="sha256">What the sender computed, or null.</param>
    /// <param name="cancel">Ends the transfer; what came so far is removed.</param>
    /// <exception cref="RefusedException">UPLOAD.*, STORE.DISK_RESERVE.</exception>
    public async Task<UploadedFile> AddFileAsync(Actor actor, string uploadId, int number, string displayName, Stream body, string? sha256, CancellationToken cancel)
    {
        UploadFolder folder = Owned(actor, uploadId);
        if (number < 0 || number >= options.MaxUploadFiles)
            throw new RefusedException("UPLOAD.TOO_MANY_FILES", $"An upload has at most {options.MaxUploadFiles} files. Upload the study in parts.");
        if (sha256 is not null && folder.File(number) is { } present && present.Sha256 == sha256) return present;
        // Files on their way at the same time do not see each other here: the total can pass its bound by those few files.
        long used = _received.GetOrAdd(uploadId, _ => folder.Files().Sum(f => f.Bytes));
        long most = Math.Min(options.MaxFileBytes, options.MaxUploadBytes - used);
        UploadedFile file = await folder.ReceiveAsync(number, Shown(displayName), body, most, root.RequireSpace, cancel);
        _received.AddOrUpdate(uploadId, file.Bytes, (_, total) => total + file.Bytes);
        if (sha256 is null || file.Sha256 == sha256) return file;
        folder.Forget(number);
        throw new RefusedException("UPLOAD.DAMAGED", "The file changed on its way (its SHA-256 differs). Send it again.");
    }

    /// <summary>Takes all files into the case and starts the import. Asked again, it gives the same answer.</summary>
    /// <exception cref="RefusedException">UPLOAD.EMPTY, CASE.UNKNOWN, CASE.ARCHIVED, STORE.DISK_RESERVE.</exception>
    public UploadOutcome Complete(Actor actor, string uploadId)
    {
        UploadFolder folder = Owned(actor, uploadId, orFinished: true);
        if (folder.Outcome() is { } earlier) return earlier;
        Upload upload = folder.Read()!;
        IReadOnlyList<UploadedFile> files = folder.Files();
        if (files.Count == 0) throw new RefusedException("UPLOAD.EMPTY", "No file has arrived. Choose a folder or files with images first.");
        database.Read(scope => { CaseCatalogue.RequireOpen(scope, upload.CaseId); return true; });
        int added = Take(actor, folder, upload, files);
        string jobId = jobs.Start(actor, upload.CaseId, JobKinds.Import).Id;
        UploadOutcome outcome = new(upload.Id, upload.CaseId, added, files.Count - added, jobId);
        folder.Finish(outcome);
        return outcome;
    }

    /// <summary>Throws an unfinished upload away.</summary>
    public void Abort(Actor actor, string uploadId)
    {
        UploadFolder folder = Owned(actor, uploadId);
        string caseId = folder.Read()!.CaseId;
        folder.Discard();
        audit.Record(actor, "upload.abort", "case", caseId);
    }

    /// <summary>Removes the folders of uploads that were completed before a moment: their answer need not be repeated any more.</summary>
    public void Sweep(DateTimeOffset completedBefore)
    {
        foreach (string path in Directory.EnumerateDirectories(root.UploadsFolder))
        {
            UploadFolder folder = new(path);
            bool finished = folder.Outcome() is not null;
            if (folder.Read() is not { } upload || (finished && upload.StartedAt < completedBefore)) folder.Discard();
        }
    }

    // Bytes first, forced to disk; then all rows at once. Killed in between, the upload is still there and completing it again finds the bytes in place.
    private int Take(Actor actor, UploadFolder folder, Upload upload, IReadOnlyList<UploadedFile> files)
    {
        string vault = root.CaseFiles(upload.CaseId);
        var (here, gone) = (files.Where(f => File.Exists(folder.Bytes(f.Number))), files.Where(f => !File.Exists(folder.Bytes(f.Number))));
        if (gone.Any(f => !FileVault.Holds(vault, f.Sha256)))
            throw new RefusedException("UPLOAD.INCOMPLETE", "A file of this upload has gone. Send the files again.");
        FileVault.Take([.. here.Select(f => (folder.Bytes(f.Number), f.Sha256))], vault);
        return database.Write(scope =>
        {
            CaseCatalogue.RequireOpen(scope, upload.CaseId);
            int added = files.Sum(file => Insert(scope, actor, upload.CaseId, file));
            cases.Touch(scope, actor, upload.CaseId);
            audit.Append(scope, actor, "files.add", "case", upload.CaseId, $"{added} files new, {files.Count - added} there already");
            return added;
        });
    }

    private int Insert(StoreScope scope, Actor actor, string caseId, UploadedFile file) => scope.Do("""
        insert into case_file (case_id, sha256, display_name, bytes, added_at, added_by)
        values (@caseId, @Sha256, @DisplayName, @Bytes, @now, @by) on conflict (case_id, sha256) do nothing
        """, new { caseId, file.Sha256, file.DisplayName, file.Bytes, now = time.GetUtcNow(), by = actor.Name });

    private UploadFolder Owned(Actor actor, string uploadId, bool orFinished = false)
    {
        UploadFolder folder = Folder(uploadId);
        bool mine = folder.Read()?.UserId == actor.UserId;
        if (mine && (orFinished || folder.Outcome() is null)) return folder;
        throw new RefusedException("UPLOAD.UNKNOWN", "There is no such open upload. Start it again.");
    }

    private UploadFolder Folder(string uploadId) => new(root.Upload(uploadId));

    /// <summary>Control characters out, length bounded: this text is shown, logged nowhere, and never used as a path.</summary>
    private static string Shown(string name)
    {
        string text = string.Concat(name.Where(c => !char.IsControl(c))).Trim();
        if (text.Length == 0) return "(no name)";
        return text.Length <= LongestDisplayName ? text : text[^LongestDisplayName..];
    }
}

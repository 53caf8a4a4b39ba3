using Dosimetry.Cases.Tools;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Cli.Verbs;

/// <summary>
/// The study behind a PATH argument: the folder of an earlier import, or files that are imported now into a folder of their own, which is removed
/// afterwards.
/// </summary>
internal sealed class ImportedInput : IDisposable
{
    private readonly string? _temporary;

    private ImportedInput(ImportedStudy study, string? temporary) => (Study, _temporary) = (study, temporary);

    public ImportedStudy Study { get; }

    public static ImportedInput Open(string path, CancellationToken cancel)
    {
        if (File.Exists(Path.Combine(path, StudyFile.Name))) return new ImportedInput(StudyFile.Read(path), null);
        string folder = Directory.CreateTempSubdirectory("dosimetry-import-").FullName;
        try
        {
            return new ImportedInput(Importer().Import(path, folder, Progress, cancel), folder);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>The importer with the transcoder this machine has.</summary>
    public static StudyImporter Importer() => StudyImporter.CreateDefault(GdcmTranscoder.Find());

    /// <summary>Progress lines go to stderr.</summary>
    public static IProgress<string> Progress { get; } = new ErrorLines();

    public void Dispose()
    {
        if (_temporary is not null) Directory.Delete(_temporary, recursive: true);
    }

    /// <summary>A refusal with all its reasons: the document lists them, stderr and the readable output say them.</summary>
    public static VerbResult Refuse(string what, IReadOnlyList<Finding> reasons)
    {
        Console.Error.WriteLine($"Refused: {what}");
        foreach (Finding reason in reasons) Console.Error.WriteLine($"  [{reason.Code}] {reason.Text}{(reason.File is null ? "" : $" ({reason.File})")}");
        return new VerbResult(new { Refused = true, Reason = what, Findings = reasons }, [], ExitCode.Refused);
    }

    public static IEnumerable<string> Lines(IEnumerable<Finding> findings) =>
        findings.Select(f => $"{f.Severity.ToString().ToLowerInvariant(),-7} [{f.Code}] {f.Text}{(f.File is null ? "" : $" ({f.File})")}");

    private sealed class ErrorLines : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}

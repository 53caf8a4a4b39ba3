using System.Globalization;
using System.Text.Json;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Cases.Tools;

/// <summary>
/// Untrusted bytes are parsed only here: in the child <c>dosimetry import</c>, with 4 GiB of address space, 512 MiB of managed heap, a time limit, and no network.
/// Whatever a file does to the parser, this process lives on and can say what happened.
/// </summary>
public sealed class ImportTool(CliProgram program, TimeSpan timeLimit)
{
    private const long AddressSpaceBytes = 4L << 30;
    private const int OutputCharacters = 8 << 20; // the refusal of 20 000 files, one finding each
    private const int ReasonsShown = 5;
    private const string HeapLimit = "0x20000000";

    /// <summary>Reads a folder of files and writes <c>import.json</c> with its volumes.</summary>
    /// <param name="source">Folder with the files as they came.</param>
    /// <param name="target">Folder for the outcome.</param>
    /// <param name="onLine">Called with each line the child prints on stderr.</param>
    /// <param name="cancel">Kills the child.</param>
    /// <exception cref="RefusedException">What the child refused, or IMPORT.TIME, IMPORT.MEMORY, IMPORT.CRASHED.</exception>
    public async Task RunAsync(string source, string target, Action<string>? onLine, CancellationToken cancel)
    {
        IReadOnlyList<string> command = program.Command("import", source, "--out", target, "--json");
        ChildResult result = await ChildProcess.RunAsync(new ChildCommand(Confined(command), timeLimit)
        {
            Environment = new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = HeapLimit },
            OnErrorLine = onLine,
            OutputCap = OutputCharacters,
        }, cancel);
        if (Refusal(result) is { } finding) throw new RefusedException(finding);
        if (!File.Exists(Path.Combine(target, StudyFile.Name)))
            throw new RefusedException("IMPORT.CRASHED", "The import ended without saying what it found. Nothing was stored; please report this.");
    }

    /// <summary>Address space first, then the network: prlimit must not need what unshare took away.</summary>
    private IReadOnlyList<string> Confined(IReadOnlyList<string> command)
    {
        IReadOnlyList<string> caps = Confinement.WithLimits(Confinement.WithoutNetwork(command), AddressSpaceBytes);
        return Confinement.WithDeadline(caps, timeLimit + TimeSpan.FromSeconds(5)); // for the case that this process dies first
    }

    private Finding? Refusal(ChildResult result) => result switch
    {
        { Ending: ChildEnding.TimedOut } => Error("IMPORT.TIME", string.Create(CultureInfo.InvariantCulture,
            $"The import took longer than {timeLimit.TotalSeconds:0} s and was stopped. Upload fewer files at a time, or raise ImportTimeLimit.")),
        { ExitCode: 0 } => null,
        _ when ReadFinding(result.Output) is { } finding => finding,
        _ when result.Error.Contains("memory", StringComparison.OrdinalIgnoreCase) => Error("IMPORT.MEMORY",
            "A file needs more memory than the import may use and was refused. Leave very large multi-frame files out, or split the study."),
        _ => Error("IMPORT.CRASHED", $"The import process ended unexpectedly (exit {result.ExitCode}). A file is damaged or hostile; upload the series one by one to find it."),
    };

    private static Finding Error(string code, string text) => new(Severity.Error, code, text);

    /// <summary>A refusal that the child printed as JSON, with the first files it names, or null.</summary>
    private static Finding? ReadFinding(string output)
    {
        try
        {
            IReadOnlyList<Finding> findings = JsonSerializer.Deserialize<Refused>(output, EngineJson.Options)?.Findings ?? [];
            Finding? error = findings.FirstOrDefault(f => f.Severity == Severity.Error);
            return error is null ? null : error with { Text = error.Text + Reasons(findings) };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Reasons(IReadOnlyList<Finding> findings)
    {
        string[] reasons = [.. findings.Where(f => f.File is not null).Select(f => $" {f.File}: {f.Text}")];
        int more = reasons.Length - ReasonsShown;
        return string.Concat(reasons.Take(ReasonsShown)) + (more > 0 ? string.Create(CultureInfo.InvariantCulture, $" And {more} more.") : "");
    }

    private sealed record Refused(IReadOnlyList<Finding>? Findings);
}

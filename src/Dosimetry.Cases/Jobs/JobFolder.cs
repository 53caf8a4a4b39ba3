using System.Globalization;
using System.Text.Json;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Jobs;

/// <summary>What a job is: <c>job.json</c>, written once. Opaque identifiers only, no names of people or files.</summary>
/// <param name="Schema">1.</param>
/// <param name="Id">ULID.</param>
/// <param name="Kind">See <see cref="JobKinds"/>.</param>
/// <param name="Shards">Pieces; fixed at creation.</param>
/// <param name="Program">Version that made it.</param>
/// <param name="TimeLimit_s">Time that a tool of this job may take; null = no limit of its own.</param>
/// <param name="Inputs">SHA-256 of every file under <c>input/</c> by relative name.</param>
public sealed record JobDescription(
    int Schema, string Id, string Kind, int Shards, string Program, double? TimeLimit_s, IReadOnlyDictionary<string, string> Inputs);

/// <summary>Heartbeat of a shard: moment, process, and how far it is.</summary>
public sealed record JobBeat(DateTimeOffset Utc, int ProcessId, JobProgress Progress);

/// <summary>How a shard ended.</summary>
public enum PartOutcome
{
    /// <summary>The files are in <c>result/</c>.</summary>
    Done,
    /// <summary>The input was refused; trying again gives the same.</summary>
    Refused,
    /// <summary>The work failed.</summary>
    Failed,
    /// <summary>Stopped by the marker file.</summary>
    Cancelled,
}

/// <summary>End of a shard, written last: <c>parts/NNNN.json</c>. <paramref name="Files"/> = SHA-256 by name in <c>result/</c>.</summary>
public sealed record JobPart(int Index, PartOutcome Outcome, Finding? Finding, IReadOnlyDictionary<string, string> Files, double Seconds, string Host);

/// <summary>A line of the job's story, <c>events.jsonl</c>.</summary>
public sealed record JobEvent(DateTimeOffset Utc, string Event, string? Text = null);

/// <summary>
/// The job folder: the only truth about a job. It can be copied to another machine and back. Everything in it is written to a temporary name and renamed.
/// <code>job.json  input/  parts/NNNN.json  beat/NNNN.json  log/NNNN.out  work/NNNN/ → result/  checkpoint/NNNN/  events.jsonl  cancel  lock/NNNN</code>
/// </summary>
public sealed class JobFolder(string path)
{
    /// <summary>Full path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);
    /// <summary>Read-only inputs.</summary>
    public string Input => In("input");
    /// <summary>The finished result; appears whole.</summary>
    public string Result => In("result");
    private string CancelMarker => In("cancel");

    /// <summary>Where a shard builds its result.</summary>
    public string Work(int shard) => In("work", Number(shard));
    /// <summary>What a shard keeps of unfinished work; outlives the process, so that the next attempt goes on from there.</summary>
    public string Checkpoints(int shard) => In("checkpoint", Number(shard));
    /// <summary>What a shard and its tools printed.</summary>
    public string Log(int shard) => In("log", $"{Number(shard)}.out");

    /// <summary>The description.</summary>
    /// <exception cref="RefusedException">JOB.NOT_A_FOLDER.</exception>
    public JobDescription Describe() => Durable.ReadJson<JobDescription>(In("job.json"))
        ?? throw new RefusedException("JOB.NOT_A_FOLDER", "This folder holds no job.json. Name a folder under jobs/ of the data folder.", Path);

    /// <summary>Makes the folders and the description.</summary>
    public void Create(JobDescription description)
    {
        foreach (string name in (string[])["input", "parts", "beat", "log", "work", "lock"]) DataRoot.CreateFolder(In(name));
        Durable.WriteJson(In("job.json"), description);
    }

    /// <summary>Latest heartbeat of a shard, or null.</summary>
    public JobBeat? Beat(int shard) => Durable.ReadJson<JobBeat>(BeatFile(shard));

    /// <summary>Writes a heartbeat. It replaces the older one at once but is not forced to disk: after a power cut nothing beats anyway.</summary>
    public void Write(int shard, JobBeat beat)
    {
        string temporary = BeatFile(shard) + ".tmp";
        File.WriteAllText(temporary, JsonSerializer.Serialize(beat, EngineJson.Options));
        File.Move(temporary, BeatFile(shard), overwrite: true);
    }

    /// <summary>How a shard ended; null while it has not.</summary>
    public JobPart? Part(int shard) => Durable.ReadJson<JobPart>(PartFile(shard));

    /// <summary>Writes the end of a shard.</summary>
    public void Write(JobPart part) => Durable.WriteJson(PartFile(part.Index), part);

    /// <summary>Removes the end of a shard, before it is tried again.</summary>
    public void ForgetPart(int shard) => File.Delete(PartFile(shard));

    /// <summary>Asks every shard to stop.</summary>
    public void RequestCancel() => Durable.WriteText(CancelMarker, "");

    /// <summary>True once a stop was asked for.</summary>
    public bool IsCancelRequested => File.Exists(CancelMarker);

    /// <summary>Adds a line to the story.</summary>
    public void Tell(JobEvent line) =>
        File.AppendAllText(In("events.jsonl"), JsonSerializer.Serialize(line, SingleLine) + "\n");

    /// <summary>
    /// Takes the lock of a shard, or returns null when another process has it. The system gives it back when that process ends in any way, so it also tells
    /// whether a shard is alive.
    /// </summary>
    public FileStream? TryLock(int shard)
    {
        try
        {
            return new FileStream(In("lock", Number(shard)), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
    }

    /// <summary>True while a process works on a shard.</summary>
    public bool IsHeld(int shard)
    {
        using FileStream? free = TryLock(shard);
        return free is null;
    }

    private static readonly JsonSerializerOptions SingleLine = new(EngineJson.Options) { WriteIndented = false };
    private string BeatFile(int shard) => In("beat", $"{Number(shard)}.json");
    private string PartFile(int shard) => In("parts", $"{Number(shard)}.json");
    private string In(params string[] names) => System.IO.Path.Combine([Path, .. names]);
    private static string Number(int shard) => shard.ToString("D4", CultureInfo.InvariantCulture);
}

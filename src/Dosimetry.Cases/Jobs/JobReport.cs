namespace Dosimetry.Cases.Jobs;

/// <summary>State of a job as its folder alone tells it: what <c>dosimetry status</c> prints, also far from the database.</summary>
/// <param name="Id">ULID.</param>
/// <param name="Kind">See <see cref="JobKinds"/>.</param>
/// <param name="State">queued, running, done, failed, cancelled, or died (was started, nobody works on it).</param>
/// <param name="Shards">Pieces.</param>
/// <param name="DoneShards">Pieces whose result is there.</param>
/// <param name="CancelRequested">A stop was asked for.</param>
/// <param name="Message">Why it failed.</param>
/// <param name="Progress">Latest heartbeat of each piece that has one.</param>
public sealed record JobReport(
    string Id, string Kind, string State, int Shards, int DoneShards, bool CancelRequested, string? Message, IReadOnlyList<JobProgress> Progress)
{
    /// <summary>Reads a folder.</summary>
    public static JobReport Of(JobFolder folder)
    {
        JobDescription job = folder.Describe();
        int[] shards = [.. Enumerable.Range(0, job.Shards)];
        JobPart[] parts = [.. shards.Select(folder.Part).OfType<JobPart>()];
        JobBeat[] beats = [.. shards.Select(folder.Beat).OfType<JobBeat>()];
        JobPart? stopped = parts.FirstOrDefault(p => p.Outcome != PartOutcome.Done);
        return new JobReport(job.Id, job.Kind, StateOf(folder, shards, parts, beats), job.Shards, parts.Count(p => p.Outcome == PartOutcome.Done),
            folder.IsCancelRequested, stopped?.Finding?.Text, [.. beats.Select(b => b.Progress)]);
    }

    private static string StateOf(JobFolder folder, int[] shards, JobPart[] parts, JobBeat[] beats)
    {
        if (shards.Any(folder.IsHeld)) return "running";
        if (parts.Any(p => p.Outcome == PartOutcome.Cancelled)) return "cancelled";
        if (parts.Any(p => p.Outcome != PartOutcome.Done)) return "failed";
        if (parts.Length == shards.Length) return "done";
        return beats.Length > parts.Length ? "died" : "queued";
    }
}

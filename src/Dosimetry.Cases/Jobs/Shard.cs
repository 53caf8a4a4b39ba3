using Dosimetry.Cases.Store;
using Dosimetry.Cases.Work;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Jobs;

/// <summary>
/// One piece of a job, run by <c>dosimetry shard FOLDER I</c> in a process of its own: lock, check the inputs, work with a heartbeat, publish the result at once.
/// Run again after it has finished it does nothing; killed at any moment it leaves nothing that looks like a result.
/// </summary>
public sealed class Shard(JobFolder folder, int index, TimeProvider time)
{
    /// <summary>How long a work may take to react to a cancel before the shard ends without it: cancel answers within 2 s.</summary>
    private static readonly TimeSpan CancelGrace = TimeSpan.FromSeconds(1.2);

    /// <summary>Does the work of the job's kind.</summary>
    /// <exception cref="RefusedException">JOB.NO_SHARD, JOB.ALREADY_RUNNING, JOB.UNKNOWN_KIND.</exception>
    public Task<JobPart> RunAsync(CancellationToken cancel) => RunAsync(JobWork.For(folder.Describe().Kind), cancel);

    internal async Task<JobPart> RunAsync(JobAction work, CancellationToken cancel)
    {
        JobDescription job = folder.Describe();
        if (index < 0 || index >= job.Shards) throw new RefusedException("JOB.NO_SHARD", $"The job has shards 0 to {job.Shards - 1}.");
        if (folder.Part(index) is { } finished) return finished;
        using FileStream lockFile = folder.TryLock(index)
            ?? throw new RefusedException("JOB.ALREADY_RUNNING", "Another process works on this shard. Look at `dosimetry status`.");
        folder.Tell(new JobEvent(time.GetUtcNow(), "started"));
        long start = time.GetTimestamp();
        PartEnd end = await WorkAsync(work, job, cancel);
        JobPart part = new(index, end.Outcome, end.Finding, end.Files, time.GetElapsedTime(start).TotalSeconds, Environment.MachineName);
        folder.Write(part);
        folder.Tell(new JobEvent(time.GetUtcNow(), part.Outcome.ToString().ToLowerInvariant(), part.Finding?.Code));
        return part;
    }

    private async Task<PartEnd> WorkAsync(JobAction action, JobDescription job, CancellationToken cancel)
    {
        string target = folder.Work(index);
        using Heartbeat beat = new(folder, index, time);
        using CancelWatch stop = new(folder, cancel);
        try
        {
            JobInputs.Verify(folder, job);
            if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
            DataRoot.CreateFolder(target);
            DataRoot.CreateFolder(folder.Checkpoints(index));
            JobContext context = new(job, folder.Input, target, folder.Checkpoints(index), beat, line => Log(line), time);
            Task running = Task.Run(() => action(context, stop.Token), CancellationToken.None);
            await Task.WhenAny(running, stop.After(CancelGrace));
            if (!running.IsCompleted) return new PartEnd(PartOutcome.Cancelled);
            await running;
            return new PartEnd(PartOutcome.Done) { Files = Publish(target) };
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested) { return new PartEnd(PartOutcome.Cancelled); }
        catch (RefusedException e) { return new PartEnd(PartOutcome.Refused, e.Finding); }
        catch (Exception e) { return Failed(e); }
    }

    // Every file on disk, then the folder under its final name in one step.
    private IReadOnlyDictionary<string, string> Publish(string target)
    {
        IReadOnlyDictionary<string, string> files = Manifest.Of(target);
        foreach (string name in files.Keys) Durable.FlushFile(Path.Combine(target, name));
        if (Directory.Exists(folder.Result)) Directory.Delete(folder.Result, recursive: true);
        Durable.MoveFolder(target, folder.Result);
        return files;
    }

    private PartEnd Failed(Exception e)
    {
        Log(e.ToString());
        return new PartEnd(PartOutcome.Failed, new Finding(Severity.Error, "JOB.FAILED", $"The computation failed: {e.Message}"));
    }

    private void Log(string line) => File.AppendAllText(folder.Log(index), $"{StoreTypes.ToText(time.GetUtcNow())} {line}\n");

    private sealed record PartEnd(PartOutcome Outcome, Finding? Finding = null)
    {
        public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();
    }
}

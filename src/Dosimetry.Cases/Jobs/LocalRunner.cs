using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Dosimetry.Cases.Tools;

namespace Dosimetry.Cases.Jobs;

/// <summary>
/// Runs shards as child processes of this machine, each in a session of its own, so that they live on when the web process ends. Whether a shard lives is read from
/// its lock, not from a list that a restart would lose.
/// </summary>
public sealed class LocalRunner(CliProgram program, int slots) : IJobRunner, IDisposable
{
    private readonly ConcurrentDictionary<string, Process> _started = new();

    /// <inheritdoc/>
    public int Slots { get; } = slots > 0 ? slots : Environment.ProcessorCount;

    /// <inheritdoc/>
    public void Submit(JobFolder job, IReadOnlyList<int> shards)
    {
        foreach (int shard in shards)
        {
            string key = Key(job, shard);
            if (_started.TryRemove(key, out Process? ended)) ended.Dispose();
            _started[key] = Start(job, shard);
        }
    }

    /// <inheritdoc/>
    public IReadOnlySet<int> Observe(JobFolder job) =>
        Enumerable.Range(0, job.Describe().Shards).Where(shard => IsStarting(job, shard) || job.IsHeld(shard)).ToHashSet();

    /// <inheritdoc/>
    public void Cancel(JobFolder job)
    {
        foreach (int shard in Observe(job))
        {
            if (_started.TryGetValue(Key(job, shard), out Process? own)) Kill(own);
            else if (job.Beat(shard) is { } beat && TryFind(beat.ProcessId, job) is { } other) using (other) Kill(other);
        }
    }

    /// <summary>Lets go of the processes; they go on.</summary>
    public void Dispose()
    {
        foreach (Process process in _started.Values) process.Dispose();
    }

    private Process Start(JobFolder job, int shard)
    {
        IReadOnlyList<string> command = program.Command("shard", job.Path, shard.ToString(CultureInfo.InvariantCulture));
        Process process = ChildProcess.Start(Confinement.WithLimits(Confinement.Detached(command), null), new Dictionary<string, string>());
        process.StandardInput.Close();
        Drain(process, process.StandardOutput, null);
        Drain(process, process.StandardError, job.Log(shard));
        return process;
    }

    // What the runtime says when it dies (stack overflow, out of memory) goes nowhere else.
    private static void Drain(Process process, StreamReader reader, string? log) => _ = Task.Run(async () =>
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                if (log is not null) await File.AppendAllTextAsync(log, line + "\n");
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // the job folder was deleted, or this program ends: the shard does not need its listener
        }
    });

    private bool IsStarting(JobFolder job, int shard) => _started.TryGetValue(Key(job, shard), out Process? process) && !process.HasExited;

    // A number may belong to another program by now: only a process whose command line names this folder is ours.
    private static Process? TryFind(int processId, JobFolder job)
    {
        try
        {
            string commandLine = File.ReadAllText($"/proc/{processId}/cmdline");
            return commandLine.Contains(job.Path, StringComparison.Ordinal) ? Process.GetProcessById(processId) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // it has ended by itself
        }
    }

    private static string Key(JobFolder job, int shard) => $"{job.Path}:{shard}";
}

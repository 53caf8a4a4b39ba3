using Dosimetry.Cases.Jobs;

namespace Dosimetry.Cases.Tests.Jobs;

/// <summary>A runner whose "processes" are acts of the test: it counts starts, holds locks like a live shard, and can lose them like a killed one.</summary>
internal sealed class FakeRunner(int slots = 2) : IJobRunner
{
    private readonly Dictionary<string, FileStream> _alive = [];

    public int Slots { get; } = slots;
    public List<string> Submitted { get; } = [];
    public List<string> Killed { get; } = [];

    public void Submit(JobFolder job, IReadOnlyList<int> shards)
    {
        Submitted.Add(job.Describe().Id);
        _alive[job.Path] = job.TryLock(0)!;
    }

    public IReadOnlySet<int> Observe(JobFolder job) => job.IsHeld(0) ? new HashSet<int> { 0 } : new HashSet<int>();

    public void Cancel(JobFolder job)
    {
        Killed.Add(job.Describe().Id);
        Die(job);
    }

    /// <summary>The process ends without a word.</summary>
    public void Die(JobFolder job)
    {
        if (_alive.Remove(job.Path, out FileStream? held)) held.Dispose();
    }

    /// <summary>The process does the work, in this process.</summary>
    public JobPart Work(JobFolder job, JobAction action)
    {
        Die(job);
        return new Shard(job, 0, TimeProvider.System).RunAsync(action, CancellationToken.None).GetAwaiter().GetResult();
    }
}

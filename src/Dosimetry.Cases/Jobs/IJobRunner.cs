namespace Dosimetry.Cases.Jobs;

/// <summary>A thin way to start processes on job folders: on this machine today, on a cluster later. The folder stays the only truth.</summary>
public interface IJobRunner
{
    /// <summary>Jobs that may run at the same time.</summary>
    int Slots { get; }
    /// <summary>Starts shards.</summary>
    void Submit(JobFolder job, IReadOnlyList<int> shards);
    /// <summary>Shards that are started and not ended, whoever started them.</summary>
    IReadOnlySet<int> Observe(JobFolder job);
    /// <summary>Ends the shards of a job by force.</summary>
    void Cancel(JobFolder job);
}

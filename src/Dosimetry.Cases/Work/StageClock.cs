using Dosimetry.Cases.Jobs;
using Dosimetry.Engine;

namespace Dosimetry.Cases.Work;

/// <summary>Passes the pipeline's progress on and notes how long each stage took: the engine itself has no clock.</summary>
internal sealed class StageClock(TimeProvider time, IProgress<JobProgress> to, string? device) : IProgress<PipelineProgress>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, double> _seconds = [];
    private string? _stage;
    private long _since = time.GetTimestamp();

    /// <summary>Seconds of each stage so far, in order.</summary>
    public IReadOnlyDictionary<string, double> Timings_s
    {
        get
        {
            lock (_lock) return _seconds.ToDictionary(s => s.Key, s => Math.Round(s.Value, 3));
        }
    }

    public void Report(PipelineProgress value)
    {
        Turn(value.Stage.Split(':')[0].ToLowerInvariant());
        to.Report(new JobProgress(value.Fraction, value.Stage, RelSigma: value.RelSigma, Device: device));
    }

    /// <summary>Ends the running stage and begins another; null = none.</summary>
    public void Turn(string? stage)
    {
        lock (_lock)
        {
            if (stage == _stage) return;
            if (_stage is not null) _seconds[_stage] = _seconds.GetValueOrDefault(_stage) + time.GetElapsedTime(_since).TotalSeconds;
            (_stage, _since) = (stage, time.GetTimestamp());
        }
    }
}

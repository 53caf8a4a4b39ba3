namespace Dosimetry.Cases.Jobs;

/// <summary>Writes the latest progress of a shard to its heartbeat file every second, with elapsed and expected remaining time.</summary>
internal sealed class Heartbeat : IProgress<JobProgress>, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly JobFolder _folder;
    private readonly int _shard;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Lock _writing = new();
    private readonly ITimer _timer;
    private volatile JobProgress _latest = new(0, "Starting");
    private bool _ended;

    public Heartbeat(JobFolder folder, int shard, TimeProvider time)
    {
        (_folder, _shard, _time, _start) = (folder, shard, time, time.GetTimestamp());
        Write();
        _timer = time.CreateTimer(_ => Write(), null, Period, Period);
    }

    public void Report(JobProgress value) => _latest = value with { Fraction = double.IsFinite(value.Fraction) ? Math.Clamp(value.Fraction, 0, 1) : 0 };

    public void Dispose()
    {
        _timer.Dispose();
        Write();
        lock (_writing) _ended = true;
    }

    private void Write()
    {
        lock (_writing)
        {
            if (_ended) return;
            try
            {
                _folder.Write(_shard, new JobBeat(_time.GetUtcNow(), Environment.ProcessId, WithTimes(_latest)));
            }
            catch (IOException)
            {
                // A full disk must not end the work: the next beat tries again, and a missing beat is what the watcher looks for.
            }
        }
    }

    private JobProgress WithTimes(JobProgress progress)
    {
        double elapsed = _time.GetElapsedTime(_start).TotalSeconds;
        double? remaining = progress.Remaining_s ?? (progress.Fraction is > 0.02 and < 1 ? elapsed * (1 - progress.Fraction) / progress.Fraction : null);
        return progress with { Elapsed_s = elapsed, Remaining_s = remaining };
    }
}

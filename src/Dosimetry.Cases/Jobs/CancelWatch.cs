namespace Dosimetry.Cases.Jobs;

/// <summary>Looks for the marker file of a job and turns it into a cancellation.</summary>
internal sealed class CancelWatch : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);
    private readonly CancellationTokenSource _source;
    private readonly Timer _timer;

    public CancelWatch(JobFolder folder, CancellationToken outer)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(outer);
        _timer = new Timer(_ => { if (folder.IsCancelRequested) _source.Cancel(); }, null, TimeSpan.Zero, Period);
        Token = _source.Token;
    }

    public CancellationToken Token { get; }

    /// <summary>Ends a while after the cancellation; never without one.</summary>
    public async Task After(TimeSpan grace)
    {
        TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (Token.Register(cancelled.SetResult)) await cancelled.Task;
        await Task.Delay(grace, CancellationToken.None);
    }

    public void Dispose() => _timer.Dispose(); // the source lives on: a work that overran its grace may still look at the token
}

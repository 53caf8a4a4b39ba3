namespace Dosimetry.Engine.Compute;

/// <summary>A parallel loop with a fixed number of threads; one thread stays on the caller's.</summary>
internal static class Workers
{
    /// <summary>Runs <paramref name="body"/> for 0…count−1.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void For(int count, int threads, CancellationToken cancel, Action<int> body)
    {
        if (threads > 1)
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, body);
            return;
        }
        for (int i = 0; i < count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            body(i);
        }
    }
}

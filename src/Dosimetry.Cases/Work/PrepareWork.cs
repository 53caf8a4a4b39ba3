using Dosimetry.Cases.Jobs;

namespace Dosimetry.Cases.Work;

/// <summary>Calibrate, register, segment, fit: what the pages need before a dose is computed.</summary>
internal static class PrepareWork
{
    public static Task RunAsync(JobContext context, CancellationToken cancel)
    {
        using var run = new CaseRun(SettingsCase.Request(context), context.Now, context.Progress);
        run.Prepare(cancel);
        return Task.CompletedTask;
    }
}

/// <summary>
/// Dose, evaluation, report. The stages before are computed again from the same import and settings: they take seconds, and their results need no second,
/// lossy form on disk.
/// </summary>
internal static class DoseWork
{
    public static async Task RunAsync(JobContext context, CancellationToken cancel)
    {
        using var run = new CaseRun(SettingsCase.Request(context), context.Now, context.Progress);
        await run.CompleteAsync(keepPrepared: false, cancel);
        if (run.PdfMissing is { } reason) context.Log(reason);
    }
}

using Dosimetry.Cases.Jobs;
using Dosimetry.Engine.Dose;

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
        // named by the program's build: tallies of another build are of no use
        string checkpoint = Path.Combine(context.CheckpointFolder, $"{typeof(IDoseEngine).Module.ModuleVersionId:n}.tallies");
        if (File.Exists(checkpoint)) context.Log("An earlier attempt kept its tallies; going on from there.");
        using var run = new CaseRun(SettingsCase.Request(context) with { Checkpoint = checkpoint }, context.Now, context.Progress);
        await run.CompleteAsync(keepPrepared: false, cancel);
        if (run.PdfMissing is { } reason) context.Log(reason);
    }
}

using Dosimetry.Cases;

namespace Dosimetry.Web.Hosting;

/// <summary>Runs the record's watcher of jobs for as long as the server runs. The jobs themselves are processes of their own and outlive it.</summary>
public sealed class JobWatch(CaseWorkspace workspace, ILogger<JobWatch> log) : BackgroundService
{
    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancel)
    {
        // What a kill during a deletion left behind goes before anything else works.
        workspace.Deletion.SweepOrphans();
        return base.StartAsync(cancel);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stopping) =>
        workspace.Watcher.RunAsync(e => log.LogError(e, "A round over the jobs failed; the next one tries again."), stopping);
}

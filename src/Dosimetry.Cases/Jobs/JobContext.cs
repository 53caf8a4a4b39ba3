namespace Dosimetry.Cases.Jobs;

/// <summary>
/// What a piece of work gets. It reads <see cref="InputFolder"/>, writes every file of its result under <see cref="ResultFolder"/> (empty at the start; it
/// appears in the case only when the work returns), reports progress, and stops when cancelled.
/// <list type="bullet">
/// <item>import: <c>input/files/SHA256</c></item>
/// <item>prepare: <c>input/import/</c> (import.json + volumes), <c>input/settings.json</c> (<see cref="Settings.CaseSettings"/>); with edited regions <c>input/edit/</c></item>
/// <item>dose: the same and <c>input/prepare/</c> (result of prepare)</item>
/// <item>compare: <c>input/reference/</c>, <c>input/evaluated/</c> (results of dose), <c>input/request.json</c></item>
/// </list>
/// </summary>
/// <param name="Job">The description.</param>
/// <param name="InputFolder">Read only, checked against its hashes before the work starts.</param>
/// <param name="ResultFolder">Write here.</param>
/// <param name="CheckpointFolder">For what lets the next attempt go on where this one was killed; must not change the result.</param>
/// <param name="Progress">Any thread, as often as wanted; the heartbeat takes the latest. Elapsed and remaining time are filled in.</param>
/// <param name="Log">A line for the job's log. No patient data.</param>
/// <param name="Now">The only clock a work may use, e.g. for the date on a report.</param>
public sealed record JobContext(
    JobDescription Job, string InputFolder, string ResultFolder, string CheckpointFolder, IProgress<JobProgress> Progress, Action<string> Log, TimeProvider Now);

/// <summary>The work of a job kind. Runs in its own process, so it may use all memory and processors it is given.</summary>
/// <exception cref="Dosimetry.Engine.Foundation.RefusedException">The input cannot be used; the user sees the text.</exception>
/// <exception cref="OperationCanceledException">Stopped.</exception>
public delegate Task JobAction(JobContext context, CancellationToken cancel);

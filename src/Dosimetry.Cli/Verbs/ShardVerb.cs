using System.CommandLine;
using Dosimetry.Cases.Jobs;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry shard FOLDER INDEX</c>: does one piece of a job folder.</summary>
internal static class ShardVerb
{
    public static Command Create()
    {
        Argument<string> folder = new("FOLDER") { Description = "Job folder." };
        Argument<int> index = new("INDEX") { Description = "Which piece, from 0." };
        Command command = new("shard", "Does one piece of a job folder; does nothing when it is done already.") { folder, index };
        return command.Does(async (parsed, cancel) =>
        {
            JobFolder job = new(parsed.GetValue(folder)!);
            JobPart part = await new Shard(job, parsed.GetValue(index), TimeProvider.System).RunAsync(cancel);
            return new VerbResult(part, [Line(part)], Code(part.Outcome));
        });
    }

    private static string Line(JobPart part) => $"shard {part.Index}: {part.Outcome.ToString().ToLowerInvariant()}{(part.Finding is { } f ? $" [{f.Code}] {f.Text}" : "")}";

    private static int Code(PartOutcome outcome) => outcome switch
    {
        PartOutcome.Done => ExitCode.Done,
        PartOutcome.Refused => ExitCode.Refused,
        PartOutcome.Cancelled => ExitCode.Cancelled,
        _ => ExitCode.Failed,
    };
}

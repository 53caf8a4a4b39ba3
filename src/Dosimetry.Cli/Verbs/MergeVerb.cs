using System.CommandLine;
using Dosimetry.Cases.Jobs;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli.Verbs;

/// <summary>
/// <c>dosimetry merge FOLDER</c>: puts the pieces of a job together. Every kind of work that exists so far has one piece, which publishes its result itself; the
/// verb then says that nothing has to be merged.
/// </summary>
internal static class MergeVerb
{
    public static Command Create()
    {
        Argument<string> folder = new("FOLDER") { Description = "Job folder." };
        Command command = new("merge", "Puts the pieces of a job together.") { folder };
        return command.Does((parsed, _) => Merge(JobReport.Of(new JobFolder(parsed.GetValue(folder)!))));
    }

    private static VerbResult Merge(JobReport report)
    {
        if (report.Shards != 1)
            throw new RefusedException("JOB.NO_MERGE", $"Work of the kind '{report.Kind}' with {report.Shards} shards cannot be merged by this version.");
        bool done = report.DoneShards == 1;
        string text = done
            ? $"Nothing has to be merged: a job of the kind '{report.Kind}' has one shard, and its result is in result/."
            : $"Nothing to merge: the only shard of this job is {report.State}.";
        return new VerbResult(new { report.Id, report.Kind, Merged = false, Complete = done, Text = text }, [text], done ? ExitCode.Done : ExitCode.Failed);
    }
}

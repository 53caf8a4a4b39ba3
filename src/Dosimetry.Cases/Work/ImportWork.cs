using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Tools;

namespace Dosimetry.Cases.Work;

/// <summary>Import: the uploaded bytes go to the capped child <c>dosimetry import</c>; this process never looks into them.</summary>
internal static class ImportWork
{
    private static readonly TimeSpan UsualLimit = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(JobContext context, CancellationToken cancel)
    {
        TimeSpan limit = context.Job.TimeLimit_s is { } seconds ? TimeSpan.FromSeconds(seconds) : UsualLimit;
        ImportTool tool = new(CliProgram.Locate(null), limit);
        context.Progress.Report(new JobProgress(0, "Reading files", 0, context.Job.Inputs.Count));
        ImportProgress heard = new(context.Progress);
        await tool.RunAsync(Path.Combine(context.InputFolder, "files"), context.ResultFolder, heard.Hear, cancel);
        ImportPreviews.Write(context, cancel);
        context.Progress.Report(new JobProgress(1, "Files read", context.Job.Inputs.Count, context.Job.Inputs.Count));
    }
}

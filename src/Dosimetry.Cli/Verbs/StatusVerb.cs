using System.CommandLine;
using System.Globalization;
using Dosimetry.Cases.Jobs;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry status FOLDER</c>: what a job folder says about itself.</summary>
internal static class StatusVerb
{
    public static Command Create()
    {
        Argument<string> folder = new("FOLDER") { Description = "Job folder." };
        Command command = new("status", "Says how far a job folder is.") { folder };
        return command.Does((parsed, _) =>
        {
            JobReport report = JobReport.Of(new JobFolder(parsed.GetValue(folder)!));
            return new VerbResult(report, Lines(report));
        });
    }

    private static IEnumerable<string> Lines(JobReport report)
    {
        yield return $"{report.Kind} {report.Id}: {report.State}, {report.DoneShards} of {report.Shards} shards done";
        foreach (JobProgress p in report.Progress)
            yield return string.Create(CultureInfo.InvariantCulture, $"  {p.Fraction:P0} {p.Stage}, {p.Elapsed_s:0.0} s");
        if (report.Message is not null) yield return $"  {report.Message}";
    }
}

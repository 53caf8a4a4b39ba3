using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Cases.Work;

/// <summary>Which two dose results of a case are compared and how. Titles are what people call them on the page.</summary>
public sealed record ComparisonRequest(string ReferenceId, string ReferenceTitle, string EvaluatedId, string EvaluatedTitle, GammaCriteria Criteria, PercentOf PercentOf);

/// <summary>Two dose results of a case beside each other: <c>input/reference/</c>, <c>input/evaluated/</c>, <c>input/request.json</c>.</summary>
internal static class CompareWork
{
    /// <summary>Names below <c>input/</c>.</summary>
    public const string Reference = "reference", Evaluated = "evaluated", Request = "request.json";

    public static Task RunAsync(JobContext context, CancellationToken cancel)
    {
        ComparisonRequest request = Durable.ReadJson<ComparisonRequest>(Path.Combine(context.InputFolder, Request))
            ?? throw new RefusedException("COMPARE.NO_REQUEST", "The job does not say what to compare. Start it again from the page Compare.");
        string reference = Path.Combine(context.InputFolder, Reference), evaluated = Path.Combine(context.InputFolder, Evaluated);
        context.Progress.Report(new JobProgress(0.05, "Reading both doses"));
        ComparedDose a = ComparedResult.Read(reference, request.ReferenceTitle), b = ComparedResult.Read(evaluated, request.EvaluatedTitle);
        IReadOnlyList<Region> regions = ComparedResult.Regions(reference);
        context.Progress.Report(new JobProgress(0.3, "Gamma and differences"));
        ComparisonResult result = DoseComparison.Compare(a, b, regions, request.Criteria, request.PercentOf, cancel);
        if (regions.Count == 0)
            result = result with { Findings = [.. result.Findings, new Finding(Severity.Info, "COMPARE.NO_LABELS", "The reference was computed by an earlier version that kept no label volume: gamma is stated for the whole only, and percent refer to its maximum. Compute it again to have both per region.")] };
        context.Progress.Report(new JobProgress(0.9, "Writing"));
        ComparisonOutput.Write(result, context.ResultFolder);
        return Task.CompletedTask;
    }
}

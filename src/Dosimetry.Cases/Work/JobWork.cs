using Dosimetry.Cases.Jobs;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Work;

/// <summary>The table of job kinds: what <c>dosimetry shard</c> does for each.</summary>
public static class JobWork
{
    /// <summary>The work of a kind.</summary>
    /// <exception cref="RefusedException">JOB.UNKNOWN_KIND: the folder was made by another version.</exception>
    public static JobAction For(string kind) => kind switch
    {
        JobKinds.Import => ImportWork.RunAsync,
        JobKinds.Prepare => PrepareWork.RunAsync,
        JobKinds.Dose => DoseWork.RunAsync,
        JobKinds.ModelFit => ModelFitWork.RunAsync,
        JobKinds.Report => PlanReportWork.RunAsync,
        JobKinds.Compare => CompareWork.RunAsync,
        JobKinds.Predict => PredictWork.RunAsync,
        _ => throw new RefusedException("JOB.UNKNOWN_KIND", $"This program knows no work of the kind '{kind}'. Use the version that made the job."),
    };
}

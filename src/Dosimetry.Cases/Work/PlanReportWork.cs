using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Settings;
using Dosimetry.Cases.Store;
using Dosimetry.Cases.Tools;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Report;

namespace Dosimetry.Cases.Work;

/// <summary>The report of the present dose with the chosen plan in it: nothing is computed again.</summary>
internal static class PlanReportWork
{
    private static readonly TimeSpan PrintLimit = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(JobContext context, CancellationToken cancel)
    {
        ChosenPlan plan = Durable.ReadJson<CaseSettings>(Path.Combine(context.InputFolder, "settings.json"))?.Planning?.Plan
            ?? throw new RefusedException("REPORT.NO_PLAN", "No plan was chosen. Choose one on the plan page first.");
        ReportFiles.WritePlan(Path.Combine(context.InputFolder, "dose"), Printed(plan), context.ResultFolder);
        context.Progress.Report(new JobProgress(0.4, "Printing"));
        try { await new ReportPrinter(PrintLimit).PrintAsync(Path.Combine(context.ResultFolder, ReportFiles.Html), Path.Combine(context.ResultFolder, ReportFiles.Pdf), cancel); }
        catch (RefusedException e) { context.Log(e.Message); } // the HTML is the record
        context.Progress.Report(new JobProgress(1, "Report written"));
    }

    private static ReportPlan Printed(ChosenPlan p) => new(
        p.Activity_GBq, p.Ligand_nmol, p.Cycles, p.Interval_weeks, p.Target, p.TargetBed_Gy,
        [.. p.Organs.Select(o => new ReportPlanOrgan(o.Organ, o.Dose_Gy, o.Bed_Gy, o.Limit_Gy, o.LimitOn, o.ExceedProbability, o.Source))], p.By, p.At, p.Note);
}

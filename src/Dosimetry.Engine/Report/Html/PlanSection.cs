using System.Globalization;

namespace Dosimetry.Engine.Report.Html;

/// <summary>The chosen plan, after the cycles: only where there is one.</summary>
internal static class PlanSection
{
    public static Markup Write(ReportDocument d) => d.Plan is not { } plan ? Markup.Empty : Sections.Section("Plan",
        Markup.Of($"""
        <table class="facts"><tbody>
        <tr><th scope="row">Course</th><td>{plan.Cycles} × {Figures.Plain(plan.Activity_GBq, 3)} GBq on {Figures.Plain(plan.Ligand_nmol, 3)} nmol, every {Figures.Plain(plan.Interval_weeks, 3)} weeks{Note(plan)}</td></tr>
        <tr><th scope="row">Target</th><td>{Figures.RegionName(plan.Target)}, BED {Figures.Show(plan.TargetBed_Gy)} Gy</td></tr>
        <tr><th scope="row">Chosen</th><td>by {plan.By} at {plan.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC</td></tr>
        </tbody></table>

        """),
        HtmlTable.Of("Predicted dose and BED of the planned course beside the limits", plan.Organs,
            new Column<ReportPlanOrgan>("Organ of the model", o => Figures.RegionName(o.Organ), false),
            new Column<ReportPlanOrgan>("Dose / Gy", o => Figures.Show(o.Dose_Gy)),
            new Column<ReportPlanOrgan>("BED / Gy", o => Figures.Show(o.Bed_Gy)),
            new Column<ReportPlanOrgan>("Limit / Gy", o => o.Limit_Gy is null ? "none" : Figures.Plain(o.Limit_Gy)),
            new Column<ReportPlanOrgan>("of", o => o.Limit_Gy is null ? "" : o.LimitOn, false),
            new Column<ReportPlanOrgan>("Exceeds with", o => o.ExceedProbability is null ? "" : Figures.Percent(o.ExceedProbability)),
            new Column<ReportPlanOrgan>("Source of the limit", o => o.Source ?? "", false)),
        Markup.Of($"<p><b>{ReportPlan.Notice}</b></p>\n"));

    private static string Note(ReportPlan plan) => plan.Note is null ? "" : $" ({plan.Note})";
}

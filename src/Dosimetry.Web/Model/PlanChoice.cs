using Dosimetry.Cases.Settings;
using Dosimetry.Engine.Plan;

namespace Dosimetry.Web.Model;

/// <summary>The plan of the sliders as the record keeps it.</summary>
public static class PlanChoice
{
    /// <summary>With the figures it was chosen by.</summary>
    public static ChosenPlan Of(PlanOption option, PlanSliders sliders, ReadyPlan plan, string by, DateTimeOffset at, bool remaining) => new(
        option.Activity_GBq, option.Ligand_nmol, option.Cycles, sliders.Interval_weeks, plan.Result.Target, option.TumourBed_Gy,
        [.. option.Organs.Select(o => new ChosenPlanOrgan(o.Key, o.Value.Dose_Gy, o.Value.Bed_Gy, o.Value.Limit_Gy, o.Value.LimitOn, o.Value.ExceedProbability, o.Value.LimitSource))],
        by, at, plan.Basis.Fit.Id, remaining ? "remaining cycles, after those given before" : null);
}

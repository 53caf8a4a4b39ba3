using Dosimetry.Engine.Plan;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Engine.Tests.Plan;

public sealed class ReplanTests
{
    private static readonly Label Lu177 = Label.ByName("Lu-177");
    private static readonly PlanRequest Request = PlanRequest.For(new PbpkPatient(), 8.4844865830104e-05) with { Ligand_nmol = [57.1] };
    private static readonly Posterior Before = Posterior.OfPopulation(new PbpkPatient());

    /// <summary>Two cycles given and four to come are one course of six, if nothing was learnt.</summary>
    [Fact]
    public void Delivered_and_remaining_cycles_count_as_one_course()
    {
        PlanTable whole = PlanTable.Build(Before, Lu177, Request), rest = PlanTable.Build(Before, Lu177, Request with { Delivered = [new(6, 57.1, 2)] });
        OrganPlan six = whole.Course(new(6, 57.1, 6)).Organs["Kidney"], four = rest.Course(new(6, 57.1, 4)).Organs["Kidney"];
        Assert.Equal(six.Counted_Gy, four.Counted_Gy, 1e-9);
        Assert.Equal(six.ExceedProbability, four.ExceedProbability);
        double largest = whole.Largest(57.1, 6, 0.1).Activity_GBq;
        PlanTable consistent = PlanTable.Build(Before, Lu177, Request with { Delivered = [new(largest, 57.1, 2)] });
        Assert.Equal(1, consistent.Largest(57.1, 4, 0.1).Activity_GBq / largest, 1e-9);
    }

    [Fact]
    public void A_used_up_limit_leaves_no_activity_and_says_so()
    {
        PlanResult plan = new Planner(Before, Lu177, Request with { Delivered = [new(20, 57.1, 3)], Cycles = [2] }).Plan("test");
        Assert.Equal(0, plan.Recommended.Activity_GBq);
        Assert.Contains(plan.Remarks, r => r.Contains("used up", StringComparison.Ordinal));
    }

    [Fact]
    public void A_limit_per_cycle_does_not_count_what_was_given_before()
    {
        PlanRequest perCycle = Request with { Organs = [.. Request.Organs.Select(o => o.Organ == "Kidney" ? o with { Scope = LimitScope.Cycle, Limit_Gy = 7 } : o)] };
        Assert.Equal(PlanTable.Build(Before, Lu177, perCycle).Largest(57.1, 3, null).Activity_GBq, PlanTable.Build(Before, Lu177, perCycle with { Delivered = [new(7, 57.1, 3)] }).Largest(57.1, 3, null).Activity_GBq, 1e-9);
    }

    /// <summary>SPECT of a patient with half the kidney uptake: the plan must learn it, narrow, allow more, and say each in a sentence.</summary>
    [Fact]
    public void A_cycle_with_little_kidney_uptake_allows_more_and_says_why()
    {
        PbpkPatient truth = Posterior.Apply(new PbpkPatient(), ["R_kidney"], [Math.Log(9)]);
        double[] times_min = [1440, 5760];
        PbpkResult seen = PbpkSimulator.Simulate(new PbpkModel(truth), Protocol.Cycles(Lu177, 7400, 57.1), times_min);
        Measurement[] spect = [.. new[] { "Kidney", "TumorRest" }.SelectMany(o => times_min.Select((t, k) => new Measurement(truth.Ligand, Lu177, 7400, 57.1, t, o, seen.Activity_MBq(o)[k], 0.08)))];
        Posterior now = MapFit.Run(new PbpkPatient(), Before.AsPrior, spect).Posterior;
        ReplanResult plan = Replan.After(Before, now, Lu177, Request with { Delivered = [new(7.4, 57.1, 1)], Cycles = [5] }, "test");
        PlanChange kidney = plan.Changes.Single(c => c.What == "dose to Kidney"), activity = plan.Changes.Single(c => c.What == "activity per cycle"), sofar = plan.Changes.Single(c => c.What == "Kidney so far");
        Assert.InRange(kidney.After / kidney.Before, 0.45, 0.7);
        Assert.Contains("narrowed", kidney.Sentence, StringComparison.Ordinal);
        Assert.True(sofar.After < sofar.Before);
        Assert.True(activity.After > 1.5 * activity.Before);
        Assert.Contains("tolerates more and the narrower spread", activity.Sentence, StringComparison.Ordinal);
        Assert.Contains("say little", plan.Changes.Single(c => c.What == "dose to Parotid").Sentence, StringComparison.Ordinal);
        Assert.True(plan.Now.Recommended.ExceedProbability["Kidney"] <= 0.10);
    }
}

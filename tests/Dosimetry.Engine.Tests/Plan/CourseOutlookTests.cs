using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Plan;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Engine.Tests.Plan;

public sealed class CourseOutlookTests
{
    private static readonly Lazy<PlanTable> Table = new(() => PlanTable.Build(Posterior.OfPopulation(new PbpkPatient()), Label.ByName("Lu-177"),
        PlanRequest.For(new PbpkPatient(), 8.4844865830104e-05) with { Ligand_nmol = [57.1] }));
    private static readonly Prescription Fixed = PlanRequest.Fixed;

    /// <summary>Hourly steps beside the differential equations, for a dose rate of two exponentials.</summary>
    [Fact]
    public void The_steps_follow_the_differential_equations()
    {
        OutlookAssumptions a = new();
        OrganLimit target = new("Tumor1", 3, 1.5);
        DoseRateTerm[] rate = [new(0.31, 0.0136), new(-0.31, 0.58)];
        double[] times_h = [0, 24, 168, 672, 1008];
        IReadOnlyList<ResponsePoint> exact = TumourResponse.Simulate(new ResponseParameters(10, a.Alpha_per_Gy, 3, 1.5, a.DoublingTime_d, a.Clearance_per_h), rate, [0], times_h);
        OutlookSteps steps = new(a, target, 10);
        Dictionary<int, OutlookPoint> found = new() { [0] = steps.Point(0) };
        for (int hour = 0; hour < 1008; hour++)
        {
            steps.Hour(rate.Sum(r => r.Rate_Gy_per_h * (Math.Exp(-r.Decay_per_h * hour) - Math.Exp(-r.Decay_per_h * (hour + 1))) / r.Decay_per_h), 0);
            found[hour + 1] = steps.Point((hour + 1) / 24);
        }
        foreach (ResponsePoint p in exact)
        {
            Assert.Equal(1, found[(int)p.Time_h].TumourVolume_ml / p.Volume_ml, 0.003); // rate constant within the hour
            Assert.Equal(1, found[(int)p.Time_h].Viable_ml / p.Viable_ml, 0.003);
        }
    }

    [Fact]
    public void Without_effect_PSA_grows_and_the_viable_tumour_doubles()
    {
        OutlookAssumptions idle = new() { Psa_ug_per_L = 100, Alpha_per_Gy = 1e-12, PsaDirect_L_per_d_GBq = 0, PsaDelayed_L_per_d_GBq = 0, FollowUp_d = 60 };
        CourseOutlook outlook = Table.Value.Outlook(Fixed with { Cycles = 1 }, idle);
        Assert.Equal(1, outlook.Points[60].Psa_ug_per_L!.Value / (100 * Math.Exp(4.08e-4 * 24 * 60)), 1e-9);
        Assert.Equal(2, outlook.Points[60].Viable_ml / outlook.Points[0].Viable_ml, 1e-6);
    }

    [Fact]
    public void The_dose_in_the_outlook_is_the_dose_of_the_plan()
    {
        // With α alone (α/β huge, no growth) ln(viable) falls by α D.
        PlanTable table = Table.Value.With(Table.Value.Request with { Organs = [.. Table.Value.Request.Organs.Select(o => o with { AlphaBeta_Gy = 1e9 })] });
        OutlookAssumptions still = new() { DoublingTime_d = 1e12, FollowUp_d = 70 };
        IReadOnlyList<OutlookPoint> points = table.Outlook(Fixed with { Cycles = 1 }, still).Points;
        double dose_Gy = -Math.Log(points[^1].Viable_ml / points[0].Viable_ml) / still.Alpha_per_Gy;
        Assert.Equal(1, dose_Gy / table.Course(Fixed with { Cycles = 1 }).TumourDose_Gy, 0.01); // means of hours along straight lines of ln A
    }

    [Fact]
    public void Everything_of_it_says_that_it_is_research()
    {
        CourseOutlook with = Table.Value.Outlook(Fixed, new OutlookAssumptions { Psa_ug_per_L = 50 }), without = Table.Value.Outlook(Fixed, new OutlookAssumptions());
        Assert.Equal(2, with.Notices.Count);
        Assert.All(with.Notices, n => Assert.StartsWith("Research output", n, StringComparison.Ordinal));
        Assert.All(without.Points, p => Assert.Null(p.Psa_ug_per_L));
    }

    [Fact]
    public void Longer_intervals_leave_less_for_the_next_cycle_and_more_growth()
    {
        IReadOnlyList<IntervalRow> rows = Table.Value.Intervals(Fixed, [14, 42, 70], new OutlookAssumptions());
        Assert.True(rows[0].LeftAtNextCycle is > 1e-4 and < 0.02 && rows[1].LeftAtNextCycle < 1e-4);
        Assert.Single(rows.Select(r => r.AtDay).Distinct());
        Assert.Contains("7 and 365", Assert.Throws<RefusedException>(() => Table.Value.Intervals(Fixed, [2], new OutlookAssumptions())).Message, StringComparison.Ordinal);
        Assert.Contains("doubling time", Assert.Throws<RefusedException>(() => Table.Value.Outlook(Fixed, new OutlookAssumptions { DoublingTime_d = 0 })).Message, StringComparison.Ordinal);
    }
}

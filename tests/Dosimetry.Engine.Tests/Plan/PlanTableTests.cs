using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Plan;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Engine.Tests.Plan;

public sealed class PlanTableTests
{
    private const double Energy_J_per_MBq_h = 8.4844865830104e-05;
    private static readonly Label Lu177 = Label.ByName("Lu-177");
    private static readonly PlanRequest Request = PlanRequest.For(new PbpkPatient(), Energy_J_per_MBq_h);
    private static readonly Lazy<PlanTable> Shared = new(() => PlanTable.Build(Posterior.OfPopulation(new PbpkPatient()), Lu177, Request));

    private static PlanTable Table => Shared.Value;

    [Theory]
    [InlineData(14)]
    [InlineData(42)]
    [InlineData(78)]
    [InlineData(250)]
    [InlineData(440)]
    public void Amounts_between_the_simulated_ones_are_read_within_half_a_percent(double nmol)
    {
        LigandDoses simulated = LigandDoses.Simulate(Posterior.OfPopulation(new PbpkPatient()), Lu177, Request, nmol, default), read = Table.At(nmol);
        foreach ((DoseCoefficients s, DoseCoefficients r) in simulated.Organs.Zip(read.Organs))
        {
            Assert.Equal(1, r.A_Gy_per_GBq / s.A_Gy_per_GBq, 0.005);
            Assert.Equal(1, r.G_Gy2_per_GBq2 / s.G_Gy2_per_GBq2, 0.01);
        }
    }

    [Fact]
    public void The_closed_form_gives_the_course_that_is_simulated_cycle_by_cycle()
    {
        Planner planner = new(Posterior.OfPopulation(new PbpkPatient()), Lu177, Table);
        PlanOption closed = Table.Course(PlanRequest.Fixed), simulated = planner.Course(PlanRequest.Fixed, "again");
        foreach ((string organ, OrganPlan o) in simulated.Organs) Assert.Equal(1, closed.Organs[organ].Bed_Gy / o.Bed_Gy, 1e-4);
    }

    [Fact]
    public void Changed_limits_need_no_simulation_and_give_what_a_new_table_gives()
    {
        PlanRequest stricter = Request with
        {
            Organs = [.. Request.Organs.Select(o => o.Organ == "Kidney" ? o with { Limit_Gy = 28, AlphaBeta_Gy = 3, S_Gy_per_MBq_h = 3e-4 } : o)],
            LargestExceedProbability = 0.05,
        };
        Assert.True(stricter.SameSimulations(Request));
        PlanOption changed = Table.With(stricter).Largest(57.1, 4, 0.05), anew = PlanTable.Build(Posterior.OfPopulation(new PbpkPatient()), Lu177, stricter with { Ligand_nmol = [57.1] }).Largest(57.1, 4, 0.05);
        Assert.Equal(anew.Activity_GBq, changed.Activity_GBq, 1e-9);
        Assert.Equal(anew.KidneyBed_Gy, changed.KidneyBed_Gy, 1e-9);
    }

    [Fact]
    public void Another_repair_time_or_organ_needs_simulation()
    {
        Assert.False((Request with { Organs = [.. Request.Organs.Select(o => o with { RepairHalfLife_h = 2 })] }).SameSimulations(Request));
        Assert.False((Request with { Organs = [.. Request.Organs, new OrganLimit("Liver", 3, 1.5)] }).SameSimulations(Request));
        Assert.False((Request with { Ligand_nmol = [5] }).SameSimulations(Request));
    }

    [Fact]
    public void More_activity_raises_every_dose_and_every_probability()
    {
        PlanOption less = Table.Course(new Prescription(4, 100, 6)), more = Table.Course(new Prescription(8, 100, 6));
        foreach ((string organ, OrganPlan o) in less.Organs)
        {
            Assert.Equal(2, more.Organs[organ].Dose_Gy / o.Dose_Gy, 1e-9);
            Assert.True(o.Dose90_Gy.Low < o.Dose_Gy && o.Dose_Gy < o.Dose90_Gy.High);
            if (o.ExceedProbability is { } p) Assert.True(more.Organs[organ].ExceedProbability >= p);
        }
        Assert.True(more.ExceedProbability["Kidney"] > less.ExceedProbability["Kidney"]);
    }

    /// <summary>One more degree of ignorance, the model's own error, can only lower what may be given at the same probability below one half.</summary>
    [Fact]
    public void The_error_of_the_model_lowers_the_accepted_activity()
    {
        Posterior exact = Posterior.OfPopulation(new PbpkPatient()) with { Error = ModelError.None };
        PlanRequest one = Request with { Ligand_nmol = [57.1] };
        Assert.True(Table.Largest(57.1, 6, 0.1).Activity_GBq < PlanTable.Build(exact, Lu177, one).Largest(57.1, 6, 0.1).Activity_GBq);
    }

    [Fact]
    public void The_trade_ascends_and_no_option_beats_it()
    {
        IReadOnlyList<TradePoint> trade = Table.Trade("Kidney", 6);
        for (int k = 1; k < trade.Count; k++)
            Assert.True(trade[k].Organ_Gy > trade[k - 1].Organ_Gy && trade[k].TargetBed_Gy > trade[k - 1].TargetBed_Gy);
        foreach (PlanOption o in Request.Ligand_nmol.Select(nmol => Table.Largest(nmol, 6, null)))
        {
            TradePoint above = trade.First(p => p.Organ_Gy >= o.KidneyBed_Gy * (1 - 1e-9));
            Assert.True(above.TargetBed_Gy > 0.99 * o.TumourBed_Gy);
        }
    }

    [Theory]
    [InlineData(7.4, 5000, 6, "outside the simulated")]
    [InlineData(7.4, 57.1, 0, "no course")]
    [InlineData(-1, 57.1, 6, "no course")]
    [InlineData(60, 57.1, 6, "do not fit")]
    public void A_course_that_cannot_be_is_refused_in_words(double activity_GBq, double nmol, int cycles, string expected) =>
        Assert.Contains(expected, Assert.Throws<RefusedException>(() => Table.Course(new Prescription(activity_GBq, nmol, cycles))).Message, StringComparison.Ordinal);
}

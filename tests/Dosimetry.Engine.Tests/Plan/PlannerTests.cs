using System.Text.Json;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Plan;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Engine.Tests.Plan;

public sealed class PlannerTests
{
    private const double Energy_J_per_MBq_h = 8.4844865830104e-05; // 147.1 keV per decay, as the reference files state
    private static readonly Label Lu177 = Label.FromHalfLife("Lu-177", 6.647 * 86400);

    [Theory]
    [InlineData("plan_ligand_sweep_default")]
    [InlineData("plan_ligand_sweep_highload")]
    public void Ligand_sweep_agrees_with_the_independent_implementation(string name)
    {
        JsonElement reference = Reference(name);
        PlanResult plan = Plan(reference);
        foreach ((JsonElement expected, LigandRow row) in reference.GetProperty("rows").EnumerateArray().Zip(plan.Sweep))
        {
            foreach (JsonProperty d in expected.GetProperty("D_Gy").EnumerateObject()) Assert.Equal(1, row.Dose_Gy[d.Name] / d.Value.GetDouble(), 1e-5);
            foreach (JsonProperty d in expected.GetProperty("BED_Gy").EnumerateObject()) Assert.Equal(1, row.Bed_Gy[d.Name] / d.Value.GetDouble(), 1e-5);
            Assert.Equal(1, row.LargestActivity_GBq!.Value / expected.GetProperty("Amax_GBq_per_cycle_kidneyBED40_6cycles").GetDouble(), 1e-5);
        }
        foreach ((JsonElement expected, PlanOption option) in reference.GetProperty("rows").EnumerateArray().Zip(plan.Options))
            if (option.LimitedBy == "Kidney") // where the ligand cannot carry what the kidney would allow, the option stops earlier
                Assert.Equal(1, option.TumourDose_Gy / expected.GetProperty("tumorrest_D_at_Amax_total").GetDouble(), 1e-5);
    }

    [Theory]
    [InlineData("plan_default_1x7p4GBq_57nmol")]
    [InlineData("plan_default_6x7p4GBq_57nmol")]
    public void A_prescribed_course_agrees_with_the_independent_implementation(string name)
    {
        JsonElement reference = Reference(name);
        PlanOption course = Plan(reference).Prescribed!;
        foreach (JsonProperty organ in reference.GetProperty("results").EnumerateObject())
        {
            OrganPlan found = course.Organs[organ.Name];
            Assert.Equal(1, found.Dose_Gy / organ.Value.GetProperty("D_Gy").GetDouble(), 1e-5);
            Assert.Equal(1, found.Gd2_Gy2 / organ.Value.GetProperty("GD2").GetDouble(), 1e-5);
            Assert.Equal(1, found.Bed_Gy / organ.Value.GetProperty("BED_Gy").GetDouble(), 1e-5);
            Assert.Equal(1, found.Eqd2_Gy / organ.Value.GetProperty("EQD2_Gy").GetDouble(), 1e-5);
        }
    }

    /// <summary>What the closed form promises is what every cycle simulated delivers, up to what one cycle leaves to the next.</summary>
    [Fact]
    public void The_best_option_of_the_most_probable_patient_keeps_its_limit_when_every_cycle_is_simulated()
    {
        Planner planner = Planner(Default());
        PlanOption best = planner.Plan("test").Options.MaxBy(o => o.TumourBed_Gy)!;
        PlanOption simulated = planner.Course(new Prescription(best.Activity_GBq, best.Ligand_nmol, best.Cycles), "again");
        Assert.Equal(40, simulated.KidneyBed_Gy, 1e-3);
        Assert.Equal(1, simulated.TumourBed_Gy / best.TumourBed_Gy, 1e-4);
    }

    /// <summary>The probability comes from gradients; simulating the drawn patients themselves must give the same within the error of counting.</summary>
    [Fact]
    public void Probability_of_exceeding_is_that_of_simulated_patients()
    {
        PbpkPatient patient = new();
        Prior prior = Prior.Population(patient);
        PlanRequest request = Default() with { Ligand_nmol = [57.1] };
        PlanOption option = Planner(request).Table.Largest(57.1, 6, null);
        const int patients = 150;
        int exceeding = Enumerable.Range(0, patients).Count(n =>
        {
            CounterRandom random = new(77, (ulong)n);
            PbpkModel model = new(Posterior.Apply(patient, prior.Names, [.. prior.LogMedians.Select((m, j) => m + prior.LogSd(j) * random.Normal(j))]));
            OrganDose kidney = OrganDose.Of(model, Protocol.Cycles(Lu177, 1000 * option.Activity_GBq, 57.1), LigandDoses.Factors(model, request))[0];
            return 6 * kidney.Bed_Gy > 40;
        });
        // Three standard deviations of counting 150 patients at a half are 0.12.
        Assert.Equal(exceeding / (double)patients, option.ExceedProbability["Kidney"], 0.12);
    }

    [Fact]
    public void The_recommendation_keeps_the_accepted_probability_and_says_what_it_costs()
    {
        PlanResult plan = Planner(Default() with { Ligand_nmol = [57.1] }).Plan("test");
        Assert.Equal(0.10, plan.AcceptedProbability);
        Assert.InRange(plan.Recommended.ExceedProbability["Kidney"], 0.08, 0.10);
        Assert.InRange(plan.Options[0].ExceedProbability["Kidney"], 0.4, 0.6);
        Assert.True(plan.Recommended.Activity_GBq < plan.Options[0].Activity_GBq);
        Assert.Contains(plan.Remarks, r => r.Contains("10 %", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_an_accepted_probability_the_most_probable_patient_decides_and_the_plan_says_so()
    {
        PlanResult plan = Planner(PlanRequestFile.Read(JsonDocument.Parse("""{"largestExceedProbability":null,"ligand_nmol":[57.1]}""").RootElement, Default())).Plan("test");
        Assert.Equal(plan.Options[0].Activity_GBq, plan.Recommended.Activity_GBq);
        Assert.Empty(plan.Accepted);
        Assert.Contains(plan.Remarks, r => r.Contains("every second", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_seed_gives_the_same_plan_and_another_nearly_the_same()
    {
        PlanOption a = Planner(Default()).Table.Largest(57.1, 6, 0.1), b = Planner(Default()).Table.Largest(57.1, 6, 0.1), c = Planner(Default(), 2).Table.Largest(57.1, 6, 0.1);
        Assert.Equal(a.Activity_GBq, b.Activity_GBq);
        Assert.Equal(1, c.Activity_GBq / a.Activity_GBq, 0.04);
    }

    [Fact]
    public void No_option_of_the_front_is_beaten_by_another()
    {
        PlanResult plan = Planner(Default()).Plan("test");
        foreach (PlanOption o in plan.Options.Where(o => o.OnParetoFront))
            Assert.DoesNotContain(plan.Options, other => other.TumourBed_Gy > o.TumourBed_Gy * 1.0001
                && o.Organs.Where(x => x.Value.Limit_Gy is not null).All(x => other.Organs[x.Key].Bed_Gy < x.Value.Bed_Gy * 0.9999));
        Assert.Contains(plan.Options, o => o.OnParetoFront);
    }

    public static TheoryData<string, string> Impossible => new()
    {
        { """{"organs":[{"organ":"Kidney","limit_Gy":-1}]}""", "limit of Kidney" },
        { """{"organs":[{"organ":"Liver","limit_Gy":30}]}""", "α/β of Liver" },
        { """{"organs":[{"organ":"Kidney","limit_Gy":null}]}""", "No organ has a limit" },
        { """{"cycles":[0]}""", "number of cycles" },
        { """{"ligand_nmol":[-5]}""", "amount of ligand" },
        { """{"target":"Nose"}""", "target 'Nose'" },
        { """{"largestExceedProbability":10}""", "between 0 and 1" },
        { """{"interval_h":"six weeks"}""", "cannot be read" },
    };

    [Theory, MemberData(nameof(Impossible))]
    public void Impossible_limits_are_refused_in_words(string limits, string expected)
    {
        PlanRequest defaults = PlanRequest.For(new PbpkPatient(), Energy_J_per_MBq_h);
        Assert.Contains(expected, Assert.Throws<RefusedException>(() => Planner(PlanRequestFile.Read(JsonDocument.Parse(limits).RootElement, defaults))).Message, StringComparison.Ordinal);
    }

    private static JsonElement Reference(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "pbpk", name + ".json"))).RootElement;

    private static PlanRequest Default() => PlanRequest.For(new PbpkPatient(), Energy_J_per_MBq_h);

    private static Planner Planner(PlanRequest request, ulong seed = 1)
    {
        PbpkPatient patient = new();
        Prior prior = Prior.Population(patient);
        // Without the model's own error, as the patients simulated here have none.
        return new Planner(new Posterior(patient, prior.Names, prior.LogMedians, prior.LogCovariance), Lu177, request, seed);
    }

    private static PlanResult Plan(JsonElement reference)
    {
        PbpkPatient patient = PatientFile.Read(reference);
        Prior prior = Prior.Population(patient);
        PlanRequest request = PlanRequestFile.Read(reference, PlanRequest.For(patient, Energy_J_per_MBq_h));
        return new Planner(new Posterior(patient, prior.Names, prior.LogMedians, prior.LogCovariance), Lu177, request).Plan("test");
    }
}

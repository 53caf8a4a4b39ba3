using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;
using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Pbpk.Tests.Predict;

public sealed class PbpkSimulatorTests
{
    public static TheoryData<string> Runs => [.. ReferenceRun.Names];

    [Theory, MemberData(nameof(Runs))]
    public void Curves_and_integrals_agree_with_the_independent_implementation(string name)
    {
        ReferenceRun reference = ReferenceRun.Open(name);
        PbpkResult result = PbpkSimulator.Simulate(new PbpkModel(reference.Patient), reference.Protocol, reference.Times_min);
        foreach (string organ in reference.ActivityColumns)
        {
            double[] expected = reference.Activity_MBq(organ), actual = result.Activity_MBq(organ);
            double peak = expected.Max();
            for (int k = 0; k < expected.Length; k++)
                if (expected[k] > 1e-6 * peak)
                    Assert.True(Math.Abs(actual[k] / expected[k] - 1) < 1e-4, $"{organ} at {reference.Times_min[k]} min: {actual[k]} instead of {expected[k]} MBq");
        }
        foreach ((string organ, double tia_MBq_h) in reference.Tia_MBq_h)
            Assert.Equal(1, result.Tia_MBq_h[organ] / tia_MBq_h, 1e-5);
    }

    [Theory, MemberData(nameof(Runs))]
    public void Covariates_give_the_organ_table_of_the_independent_implementation(string name)
    {
        ReferenceRun reference = ReferenceRun.Open(name);
        Physiology physiology = new(reference.Patient);
        Assert.Equal(reference.Derived.GetProperty("Vp").GetDouble(), physiology.Plasma_L, 1e-12);
        Assert.Equal(reference.Derived.GetProperty("F_lung").GetDouble(), physiology.LungFlow_L_per_min, 1e-12);
        Assert.Equal(reference.Derived.GetProperty("restFlowClamped").GetBoolean(), physiology.RestFlowClamped);
        foreach (var expected in reference.Organs)
        {
            Organ actual = physiology.Organs.Single(o => o.Name == expected.GetProperty("name").GetString());
            Assert.Equal(expected.GetProperty("V").GetDouble(), actual.Volume_L, 1e-12);
            Assert.Equal(expected.GetProperty("Vv").GetDouble(), actual.Vascular_L, 1e-12);
            Assert.Equal(expected.GetProperty("F").GetDouble(), actual.Flow_L_per_min, 1e-12);
            Assert.Equal(expected.GetProperty("PS").GetDouble(), actual.Permeability_L_per_min, 1e-12);
            Assert.Equal(expected.GetProperty("R").GetDouble(), actual.Receptors_nmol, 1e-12);
        }
    }

    [Fact]
    public void Ligand_is_conserved_between_doses()
    {
        PbpkResult result = Simulate(Lu177(7400, 57.1), tolerance: new SolverTolerance(1e-9, 1e-13));
        Assert.All(result.Ligand_nmol(), nmol => Assert.Equal(57.1, nmol, 1e-8));
    }

    [Fact]
    public void Hot_share_is_the_same_in_every_space_and_decays_physically()
    {
        Protocol protocol = TwoSpecies(Lu177(7400, 57.1));
        PbpkModel model = new(new PbpkPatient());
        PbpkResult result = PbpkSimulator.Simulate(model, protocol, [60, 1440, 10080], new SolverTolerance(1e-9, 1e-13));
        double share = protocol.Administrations[0].Hot_nmol / 57.1;
        int spaces = model.Spaces.Count;
        for (int k = 0; k < 3; k++)
            for (int i = 0; i < spaces; i++)
            {
                double hot = result.States[k][i], cold = result.States[k][spaces + i];
                if (hot + cold < 1e-6) continue; // below a femtomole the quotient is all rounding
                Assert.Equal(share * Math.Exp(-protocol.Label.Decay_per_min * result.Times_min[k]), hot / (hot + cold), 1e-7);
            }
    }

    /// <summary>One injection is integrated with half the states; the same protocol as two species must give the same amounts.</summary>
    [Fact]
    public void Half_the_states_give_what_both_species_give()
    {
        SolverTolerance fine = new(1e-8, 1e-12);
        PbpkResult half = Simulate(Lu177(7400, 57.1), tolerance: fine), both = Simulate(TwoSpecies(Lu177(7400, 57.1)), tolerance: fine);
        for (int k = 0; k < half.Times_min.Count; k++)
            for (int i = 0; i < half.States[k].Length; i++)
                Assert.True(Math.Abs(half.States[k][i] - both.States[k][i]) < 1e-7 * Math.Abs(both.States[k][i]) + 1e-9, $"space {i} at {half.Times_min[k]} min");
        foreach ((string organ, double tia_MBq_h) in both.Tia_MBq_h) Assert.Equal(1, half.Tia_MBq_h[organ] / tia_MBq_h, 1e-8);
    }

    [Fact]
    public void Dose_is_linear_in_activity_at_fixed_ligand()
    {
        double full = Simulate(Lu177(7400, 57.1)).Tia_MBq_h["Kidney"], half = Simulate(Lu177(3700, 57.1)).Tia_MBq_h["Kidney"];
        Assert.Equal(2, full / half, 1e-6);
    }

    [Fact]
    public void More_tumour_lowers_the_kidney_dose()
    {
        double[] kidneys = [.. new[] { 0.02, 0.1, 0.3, 0.8, 1.5 }.Select(litres => Simulate(Lu177(7400, 57.1),
            new PbpkPatient { Tumours = [new("Tumor1", 0.010, 50, 0.26), new("Tumor2", 0.030, 54, 0.26), new("TumorRest", litres, 73, 0.14)] }).Tia_MBq_h["Kidney"])];
        double[] published = [22052, 21704, 20621, 17669, 14341]; // MBq h, model specification section 2, property d
        for (int n = 0; n < published.Length; n++) Assert.Equal(1, kidneys[n] / published[n], 1e-4);
    }

    [Fact]
    public void More_ligand_lowers_kidney_and_tumour_uptake()
    {
        double[] amounts = [15, 57.1, 150, 500];
        PbpkResult[] results = [.. amounts.Select(a => Simulate(Lu177(7400, a)))];
        for (int n = 1; n < results.Length; n++)
        {
            Assert.True(results[n].Tia_MBq_h["Kidney"] < results[n - 1].Tia_MBq_h["Kidney"]);
            Assert.True(results[n].Tia_MBq_h["Tumor1"] < results[n - 1].Tia_MBq_h["Tumor1"]);
        }
    }

    [Fact]
    public void Any_plausible_patient_conserves_ligand()
    {
        var patients = from weight in Gen.Choose(45, 140)
                       from gfr in Gen.Choose(15, 150)
                       from haematocrit in Gen.Choose(25, 50)
                       from tumour in Gen.Choose(1, 2000)
                       select new PbpkPatient
                       {
                           Covariates = new PatientCovariates { Weight_kg = weight, Gfr_L_per_min = gfr / 1000.0, Haematocrit = haematocrit / 100.0 },
                           Tumours = [new("Tumor1", tumour / 1000.0, 60, 0.2)],
                       };
        Prop.ForAll(patients.ToArbitrary(), p => Simulate(Lu177(7400, 57.1), p).Ligand_nmol().All(n => Math.Abs(n - 57.1) < 1e-4))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(15));
    }

    [Fact]
    public void Times_must_ascend() => Assert.Throws<PbpkInputException>(() => PbpkSimulator.Simulate(new PbpkModel(new PbpkPatient()), Lu177(7400, 57), [10, 5]));

    [Fact]
    public void Ligand_less_than_the_activity_carries_is_refused() =>
        Assert.Contains("nmol", Assert.Throws<PbpkInputException>(() => Lu177(7400, 5)).Message, StringComparison.Ordinal);

    private static Protocol Lu177(double activity_MBq, double ligand_nmol) => Protocol.Cycles(Label.FromHalfLife("Lu-177", 6.647 * 86400), activity_MBq, ligand_nmol);

    /// <summary>The same protocol with an empty second administration: too little to change anything, enough to need both species.</summary>
    private static Protocol TwoSpecies(Protocol protocol) => protocol with { Administrations = [.. protocol.Administrations, new Administration(30, 0, 0)] };

    private static PbpkResult Simulate(Protocol protocol, PbpkPatient? patient = null, SolverTolerance? tolerance = null) =>
        PbpkSimulator.Simulate(new PbpkModel(patient ?? new PbpkPatient()), protocol, [1, 60, 1440, 10080, 95716.8], tolerance);
}

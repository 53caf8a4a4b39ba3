using System.Text.Json;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Pbpk.Tests.Fit;

public sealed class MapFitTests
{
    private static readonly Protocol Therapy = Protocol.Cycles(Label.FromHalfLife("Lu-177", 6.647 * 86400), 7400, 57.1);

    [Theory]
    [InlineData("map_petonly_A")]
    [InlineData("map_pet_spect24_96h_A")]
    public void Fit_agrees_with_the_independent_implementation(string name)
    {
        JsonElement reference = PbpkData.Json(name);
        MapResult fit = Fit(reference);
        Posterior posterior = fit.Posterior;
        Dictionary<string, double> map = reference.Numbers("MAP"), sd = reference.Numbers("posterior_sd_ln");
        Assert.Equal(1, fit.Objective / reference.GetProperty("objective_sum_of_squares").GetDouble(), 1e-3);
        for (int n = 0; n < posterior.Names.Count; n++)
        {
            Assert.Equal(1, Math.Exp(posterior.LogMode[n]) / map[posterior.Names[n]], 0.005);
            Assert.Equal(1, Math.Sqrt(posterior.LogCovariance[n][n]) / sd[posterior.Names[n]], 0.05);
        }
        PosteriorPrediction predicted = posterior.Predict(Therapy, [95716.8], ["Kidney"]);
        foreach ((string organ, double tia_MBq_h) in reference.Numbers("TIA_MBqh_MAP")) Assert.Equal(1, predicted.Tia_MBq_h[organ] / tia_MBq_h, 0.005);
        foreach ((string organ, double spread) in reference.Numbers("posterior_sd_lnTIA")) Assert.Equal(1, predicted.TiaLogSd[organ] / spread, 0.05);
    }

    [Fact]
    public void One_PET_says_nothing_about_release_and_SPECT_does()
    {
        MapResult pet = Fit(PbpkData.Json("map_petonly_A")), both = Fit(PbpkData.Json("map_pet_spect24_96h_A"));
        for (int n = 0; n < pet.Posterior.Names.Count; n++)
        {
            Assert.Equal(!pet.Posterior.Names[n].StartsWith("lam_rel", StringComparison.Ordinal), pet.IsInformed(n));
            Assert.True(both.IsInformed(n), pet.Posterior.Names[n]);
        }
    }

    [Fact]
    public void Data_without_noise_and_a_vague_prior_give_the_truth_back()
    {
        PbpkPatient truth = Posterior.Apply(new PbpkPatient(), ["R_kidney", "R_T1", "lam_rel_kidney"], [Math.Log(30), Math.Log(20), Math.Log(3e-4)]);
        double[] times_min = [1440, 4320, 8640];
        PbpkResult seen = PbpkSimulator.Simulate(new PbpkModel(truth), Therapy, times_min);
        Measurement[] data = [.. new[] { "Kidney", "Tumor1" }.SelectMany(organ => times_min.Select((t, k) =>
            new Measurement(truth.Ligand, Therapy.Label, 7400, 57.1, t, organ, seen.Activity_MBq(organ)[k], 0.01)))];
        MapResult fit = MapFit.Run(new PbpkPatient(), Prior.Independent([("R_kidney", 18, 2), ("R_T1", 50, 2), ("lam_rel_kidney", 2.3e-4, 2)]), data);
        double[] found = [.. fit.Posterior.LogMode.Select(Math.Exp)];
        Assert.Equal(1, found[0] / 30, 1e-3);
        Assert.Equal(1, found[1] / 20, 1e-3);
        Assert.Equal(1, found[2] / 3e-4, 1e-3);
    }

    /// <summary>Bayes in two steps is Bayes in one, as far as the posterior is normal.</summary>
    [Fact]
    public void The_posterior_of_the_PET_serves_as_prior_of_the_SPECT()
    {
        JsonElement reference = PbpkData.Json("map_pet_spect24_96h_A");
        IReadOnlyList<Measurement> all = FitFile.ReadMeasurements(reference);
        PbpkPatient patient = PatientFile.Read(reference);
        MapResult first = MapFit.Run(patient, FitFile.ReadPrior(reference), [.. all.Where(m => m.Label.Nuclide == "Ga-68")]);
        MapResult second = MapFit.Run(patient, first.Posterior.AsPrior, [.. all.Where(m => m.Label.Nuclide == "Lu-177")]);
        MapResult once = Fit(reference);
        for (int n = 0; n < once.Posterior.Names.Count; n++) // a fifth of a standard deviation, because the first posterior is not exactly normal
            Assert.True(Math.Abs(second.Posterior.LogMode[n] - once.Posterior.LogMode[n]) < 0.2 * Math.Sqrt(once.Posterior.LogCovariance[n][n]), once.Posterior.Names[n]);
    }

    public static TheoryData<string, Func<Measurement, Measurement>> Impossible => new()
    {
        { "left and right", m => m with { Organ = "kidney_left" } },
        { "no organ", m => m with { Organ = "Thyroid" } },
        { "after injection", m => m with { Time_min = -5 } },
        { "positive activities", m => m with { Activity_MBq = -1 } },
        { "are left", m => m with { Activity_MBq = 9000 } },
        { "fraction", m => m with { RelativeSigma = 12 } },
    };

    [Theory, MemberData(nameof(Impossible))]
    public void What_cannot_have_been_measured_is_refused_in_words(string expected, Func<Measurement, Measurement> spoil)
    {
        JsonElement reference = PbpkData.Json("map_petonly_A");
        Measurement[] data = [.. FitFile.ReadMeasurements(reference)];
        data[0] = spoil(data[0]);
        string said = Assert.Throws<PbpkInputException>(() => MapFit.Run(PatientFile.Read(reference), FitFile.ReadPrior(reference), data)).Message;
        Assert.Contains(expected, said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prior_of_an_unknown_parameter_or_tumour_is_refused()
    {
        JsonElement reference = PbpkData.Json("map_petonly_A");
        foreach (string name in (string[])["lambda", "R_T9"])
            Assert.Contains(name, Assert.Throws<PbpkInputException>(() => MapFit.Run(PatientFile.Read(reference), Prior.Independent([(name, 1, 0.3)]), FitFile.ReadMeasurements(reference))).Message, StringComparison.Ordinal);
    }

    private static MapResult Fit(JsonElement reference) =>
        MapFit.Run(PatientFile.Read(reference), FitFile.ReadPrior(reference), FitFile.ReadMeasurements(reference));
}

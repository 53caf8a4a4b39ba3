using System.Text.Json;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;

namespace Dosimetry.Pbpk.Tests.Fit;

/// <summary>Profiles and samples of one fit to one PET: some parameters are informed, release rates are not.</summary>
public sealed class IdentifiabilityTests
{
    private static readonly JsonElement Reference = PbpkData.Json("map_petonly_A");
    private static readonly PbpkPatient Patient = PatientFile.Read(Reference);
    private static readonly Prior Prior = Prior.Independent([("R_kidney", 18, 0.4), ("R_T1", 45, 0.65), ("lam_rel_kidney", 2.6e-4, 0.2)]); // few: seconds, not minutes
    private static readonly IReadOnlyList<Measurement> Data = [.. FitFile.ReadMeasurements(Reference).Where(m => m.Organ is "Kidney" or "Tumor1")];
    private static readonly Lazy<MapResult> Fit = new(() => MapFit.Run(Patient, Prior, Data));

    [Fact]
    public void Profiles_rise_from_the_mode_and_stay_flat_where_the_data_say_nothing()
    {
        foreach (ParameterProfile p in ProfileLikelihood.Run(Patient, Prior, Data, Fit.Value))
        {
            double best = p.Points.Min(x => x.Objective);
            Assert.Equal(best, p.Points[3].Objective); // the mode lies in the middle
            Assert.Equal(Fit.Value.Objective, best, 1e-6 * best);
            // Three standard deviations away a normal posterior has risen by 9; it is nearly normal in ln(parameter).
            Assert.InRange(p.Points[0].Objective - best, 4, 20);
            Assert.InRange(p.Points[^1].Objective - best, 4, 20);
            bool release = p.Name.StartsWith("lam_rel", StringComparison.Ordinal);
            Assert.Equal(!release, p.InformedBelow || p.InformedAbove);
            if (release) Assert.True(p.Points.Max(x => x.DataObjective) - p.Points.Min(x => x.DataObjective) < 0.5);
        }
    }

    [Fact]
    public void Samples_agree_with_the_normal_approximation_where_it_holds()
    {
        McmcResult sampled = McmcFit.Run(Patient, Prior, Data, Fit.Value, new McmcOptions(Chains: 2, Draws: 300, WarmUp: 50));
        Assert.True(sampled.Converged, string.Join(" ", sampled.RHat));
        Assert.True(sampled.EffectiveSize.Min() > 60, string.Join(" ", sampled.EffectiveSize));
        Posterior p = sampled.AsPosterior();
        for (int j = 0; j < p.Names.Count; j++)
        {
            double sd = Math.Sqrt(Fit.Value.Posterior.LogCovariance[j][j]);
            Assert.True(Math.Abs(p.LogMode[j] - Fit.Value.Posterior.LogMode[j]) < 0.4 * sd, p.Names[j]); // three standard errors of 60 draws
            Assert.InRange(Math.Sqrt(p.LogCovariance[j][j]) / sd, 0.75, 1.35);
            Assert.True(sampled.LogQuantile(j, 0.05) < p.LogMode[j] && p.LogMode[j] < sampled.LogQuantile(j, 0.95));
        }
    }

    [Fact]
    public void The_seed_alone_decides()
    {
        McmcOptions options = new(Chains: 2, Draws: 100, WarmUp: 0);
        double[] a = McmcFit.Run(Patient, Prior, Data, Fit.Value, options).Draws[1][99], b = McmcFit.Run(Patient, Prior, Data, Fit.Value, options).Draws[1][99];
        Assert.Equal(a, b);
        Assert.NotEqual(a, McmcFit.Run(Patient, Prior, Data, Fit.Value, options with { Seed = 2 }).Draws[1][99]);
    }
}

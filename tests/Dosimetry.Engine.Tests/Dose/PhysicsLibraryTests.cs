using System.Text.Json.Nodes;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;
using static Dosimetry.Engine.Tests.Dose.DoseReferences;

namespace Dosimetry.Engine.Tests.Dose;

/// <summary>Nuclides, media and tables: published values, sums, refusals.</summary>
public class PhysicsLibraryTests
{
    [Fact]
    public void Lu177_has_the_published_energies()
    {
        NuclideData lu = Library.Nuclides["Lu-177"]; // EJNMMI Phys 2020, s40658-020-00301-2, table 1: 133.3, 13.52, 1.13 and 35.1 keV
        Assert.Equal(133.3, lu.Betas!.EnergyPerDecay_keV, 0.1);
        Assert.Equal(147.9, lu.ElectronEnergy_keV, 0.1);
        Assert.Equal(35.1, lu.PhotonEnergy_keV, 0.1);
        Assert.Equal(574301, lu.HalfLife.Seconds, 1);
        Assert.Equal("ICRP-107", lu.Source);
    }

    [Fact]
    public void Every_nuclide_adds_up_and_every_medium_loads()
    {
        Assert.True(Library.Nuclides.Names.Count > 50);
        foreach (string name in Library.Nuclides.Names) Assert.True(Library.Nuclides[name].HalfLife.Seconds > 0, name);
        foreach (string name in Library.MediumNames)
        {
            Medium medium = Library.Medium(name);
            Assert.Equal(1, medium.Elements.Sum(e => e.Fraction), 0.002);
            Assert.True(medium.Photons.Total(208) > 0 && medium.Electrons.Total(150) > 0, name);
        }
    }

    [Fact]
    public void A_record_that_does_not_add_up_is_refused()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            JsonNode record = JsonNode.Parse(File.ReadAllText(Path.Combine(Library.Folder, "nuclides", "Lu-177.json")))!;
            record["gamma"]!.AsArray()[3]![1] = 0.30; // 208 keV: 11 % becomes 30 %
            File.WriteAllText(Path.Combine(folder, "Lu-177.json"), record.ToJsonString());
            File.WriteAllText(Path.Combine(folder, "Y-90.json"), "not json");
            var library = new NuclideLibrary(folder);
            Assert.Equal("NUCLIDE.ENERGIES", Assert.Throws<RefusedException>(() => library["Lu-177"]).Finding.Code);
            Assert.Equal("NUCLIDE.UNREADABLE", Assert.Throws<RefusedException>(() => library["Y-90"]).Finding.Code);
            Assert.Contains("Lu-177", Assert.Throws<RefusedException>(() => library["Xx-999"]).Message);
        }
        finally { Directory.Delete(folder, true); }
    }

    [Fact]
    public void The_beta_spectrum_samples_its_nominal_mean()
    {
        BetaSpectrum beta = Library.Nuclides["Lu-177"].Betas!;
        const int N = 20_000;
        double mean = Enumerable.Range(0, N).Average(n => beta.Sample((n + 0.5) / N));
        Assert.Equal(beta.MeanEnergy_keV, mean, 1e-3 * beta.MeanEnergy_keV);
        Assert.Equal(0.25, beta.ShareAbove(beta.Sample(0.75)), 1e-6);
        Assert.True(beta.LinearMeanEnergy_keV > beta.MeanEnergy_keV); // what the scaling is for
    }

    [Theory]
    [InlineData(113, 0.1641)]
    [InlineData(208.4, 0.1349)]
    public void Water_attenuates_as_Nist_says(double energy_keV, double expected) =>
        Assert.Equal(expected, Library.Medium("water").Photons.Total(energy_keV),
            0.002 * expected); // the table agrees with NIST to 0.04 %, the power law between its points to 0.1 %

    [Fact]
    public void Scattering_functions_have_their_limits()
    {
        Medium water = Library.Medium("water"); // S(∞) = Σ w Z/A, F²(0) = Σ w Z²/A
        Assert.Equal(0.5551, water.ScatteringFunction[100], 0.001);
        Assert.Equal(3.663, water.FormFactorSquared[0], 0.01);
        Assert.Equal(0, water.ScatteringFunction[0], 1e-4); // the tables of some elements begin at x = 0.001, not at 0
    }

    [Fact]
    public void An_unknown_medium_is_refused_with_the_list() =>
        Assert.Contains("soft_tissue", Assert.Throws<RefusedException>(() => Library.Medium("custard")).Message);
}

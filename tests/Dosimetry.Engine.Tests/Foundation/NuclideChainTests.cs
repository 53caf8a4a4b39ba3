using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;
using static Dosimetry.Engine.Tests.Dose.DoseReferences;

namespace Dosimetry.Engine.Tests.Foundation;

/// <summary>Chains: numbers of decays, energies, equilibrium; DDEP yields; refusals.</summary>
public sealed class NuclideChainTests
{
    private static readonly NuclideLibrary Alone = With(DaughterRule.None);

    private static NuclideLibrary With(DaughterRule rule, DecayDataSource data = DecayDataSource.Icrp107) => new(Path.Combine(Library.Folder, "nuclides"), new(rule, data));

    [Fact]
    public void Actinium_225_brings_its_whole_chain_by_branch()
    {
        NuclideData chain = Library.Nuclides["Ac-225"]; // the default rule
        Dictionary<string, double> decays = chain.Included.ToDictionary(d => d.Nuclide, d => d.Branch);
        Assert.Equal(["At-217", "Bi-213", "Fr-221", "Pb-209", "Po-213", "Tl-209"], decays.Keys.Order());
        Assert.Equal(0.99988, decays["Bi-213"], 1e-5);
        Assert.Equal(0.99988 * 0.9791, decays["Po-213"], 1e-5);
        Assert.Equal(decays["Bi-213"], decays["Pb-209"], 1e-4); // both branches of Bi-213 end in Pb-209
        Assert.Equal(5.8919 + 6.4198 + 7.2008 + 0.99988 * (0.1245 + 0.9791 * 8.5369), chain.AlphaEnergy_keV / 1000, 0.005); // sums printed by ICRP 107
        Assert.Equal(Alone["Ac-225"].HalfLife, chain.HalfLife);
    }

    [Theory]
    [InlineData("Ac-225")]
    [InlineData("Pb-212")]
    [InlineData("Ra-223")]
    [InlineData("At-211")]
    [InlineData("Cs-137")]
    public void A_chain_emits_what_its_members_emit(string name)
    {
        NuclideData chain = Library.Nuclides[name];
        (NuclideData Data, double Decays)[] members = [(Alone[name], 1), .. chain.Included.Select(d => (Alone[d.Nuclide], d.Branch))];
        Assert.True(members.Length > 1);
        foreach (Func<NuclideData, double> of in (Func<NuclideData, double>[])[n => n.AlphaEnergy_keV, n => n.ElectronEnergy_keV, n => n.PhotonEnergy_keV])
            Assert.Equal(members.Sum(m => m.Decays * of(m.Data)), of(chain), 1e-6 * (1 + of(chain)));
    }

    [Fact]
    public void Transient_equilibrium_raises_the_daughters_activity()
    {
        NuclideData pb = With(DaughterRule.Equilibrium)["Pb-212"];
        double bi = pb.Included.First(d => d.Nuclide == "Bi-212").Branch;
        Assert.Equal(38304.0 / (38304 - 3633), bi, 1e-6); // λ_d/(λ_d − λ_p) by half-lives 10.64 h and 60.55 min
        Assert.Equal(0.6406 * bi, pb.Included.First(d => d.Nuclide == "Po-212").Branch, 1e-4);
        Assert.Equal("NUCLIDE.NO_EQUILIBRIUM", Assert.Throws<RefusedException>(() => With(DaughterRule.Equilibrium)["Bi-213"]).Finding.Code); // Pb-209 outlives it
        Assert.Empty(Alone["Pb-212"].Included);
        Assert.Empty(Library.Nuclides["Lu-177"].Included);
    }

    [Fact]
    public void Ddep_changes_yields_and_half_lives_and_says_where_it_has_none()
    {
        NuclideLibrary ddep = With(DaughterRule.Branch, DecayDataSource.Ddep);
        NuclideData lu = ddep["Lu-177"];
        Assert.Equal("DDEP", lu.Source);
        Assert.Equal(0.1038, lu.Photons.MinBy(l => Math.Abs(l.Energy_keV - 208.37)).Yield, 1e-6); // LNE-LNHB
        Assert.Equal(134.2, lu.Betas!.EnergyPerDecay_keV, 0.1);
        Assert.Equal(287.4, ddep["Fr-221"].HalfLife.Seconds, 1e-6);
        Assert.Equal(["At-217", "Bi-213", "Fr-221", "Pb-209", "Po-213", "Tl-209"], ddep["Ac-225"].Included.Select(d => d.Nuclide).Order());
        RefusedException none = Assert.Throws<RefusedException>(() => ddep["Tb-161"]);
        Assert.Equal("NUCLIDE.NO_DDEP", none.Finding.Code);
        Assert.Contains("Lu-177", none.Message);
        Assert.Contains("Rn-219", Assert.Throws<RefusedException>(() => ddep["Ra-223"]).Message); // a chain needs the data of every daughter
        foreach (string name in (string[])["Y-90", "I-131", "Ga-68", "F-18", "Cu-64", "Ho-166", "Pb-212", "Sc-44", "Sc-47", "Tc-99m"]) Assert.True(ddep[name].HalfLife.Seconds > 0, name);
    }

    [Fact]
    public void A_ddep_table_that_does_not_add_up_is_refused()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            foreach (string file in (string[])["Lu-177.json", "ddep_crosscheck.csv"])
                File.WriteAllText(Path.Combine(folder, file), File.ReadAllText(Path.Combine(Library.Folder, "nuclides", file)).Replace("498.3000,79.3,5,149.4", "498.3000,79.3,5,249.4", StringComparison.Ordinal));
            Assert.Equal("NUCLIDE.ENERGIES", Assert.Throws<RefusedException>(() => new NuclideLibrary(folder, new(Data: DecayDataSource.Ddep))["Lu-177"]).Finding.Code);
        }
        finally { Directory.Delete(folder, true); }
    }

    [Fact]
    public void Words_are_read_and_wrong_ones_refused_with_the_right_ones()
    {
        Assert.Equal(new NuclideOptions(), NuclideOptions.Read(null, null));
        Assert.Equal(new NuclideOptions(DaughterRule.Equilibrium, DecayDataSource.Ddep), NuclideOptions.Read("equilibrium", "DDEP"));
        Assert.Contains("branch, equilibrium, none", Assert.Throws<RefusedException>(() => NuclideOptions.Read("half", null)).Message);
    }
}

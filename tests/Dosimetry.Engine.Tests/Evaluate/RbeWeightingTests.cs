using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Evaluate.Checks;
using Dosimetry.Engine.Foundation;
using static Dosimetry.Engine.Tests.Dose.DoseReferences;

namespace Dosimetry.Engine.Tests.Evaluate;

/// <summary>RBE weights alphas alone, says what it is, and is refused where there is nothing to weight.</summary>
public sealed class RbeWeightingTests
{
    [Fact]
    public void Alphas_count_rbe_times_and_the_absorbed_dose_stays()
    {
        NuclideData ac = Library.Nuclides["Ac-225"];
        double alpha = ac.AlphaEnergy_keV * 1.602176634e-16 * 1e6 * 3600 / 0.020; // 1 MBq·h in 20 g
        RbeWeightedDoses doses = RbeWeighting.Of([new RegionCrossCheck("lesion_001", 20, 1, 1.1 * alpha, 0, null, null, null, null, [])], ac, 5);
        RbeWeightedRegion row = Assert.Single(doses.Regions);
        Assert.Equal("RBE-weighted", doses.Label);
        Assert.Equal(alpha, row.AlphaDose_Gy, 1e-9 * alpha);
        Assert.Equal(1.1 * alpha, row.MeanDose_Gy);
        Assert.Equal(5.1 * alpha, row.RbeWeighted_GyRBE, 1e-9 * alpha);
    }

    [Fact]
    public void The_map_agrees_with_the_mean_and_leaves_vacuum_alone()
    {
        var grid = new Grid(2, 1, 1, Affine.Diagonal(new(10, 10, 10), default));
        NuclideData pb = Library.Nuclides["Pb-212"];
        var input = new DoseInput(new(grid, [7200, 0]), new(grid, [2, 0]), new byte[2], ["soft_tissue"], "Pb-212");
        Volume<RbeWeightedDose> map = RbeWeighting.Map(new(grid, [3, 1]), input, pb, 4);
        RbeWeightedRegion mean = RbeWeighting.Of([new RegionCrossCheck("r", 2, 2, 3, 0, null, null, null, null, [])], pb, 4).Regions[0];
        Assert.Equal(mean.RbeWeighted_GyRBE, map.Values[0], 1e-4 * mean.RbeWeighted_GyRBE);
        Assert.Equal(1, map.Values[1]);
    }

    [Theory]
    [InlineData("Ac-225", 0.5)]
    [InlineData("Ac-225", 21)]
    [InlineData("Ac-225", double.NaN)]
    [InlineData("Lu-177", 5)]
    public void Nonsense_is_refused(string nuclide, double rbe) =>
        Assert.Equal("DOSE.RBE", Assert.Throws<RefusedException>(() => RbeWeighting.Require(rbe, Library.Nuclides[nuclide])).Finding.Code);
}

using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Foundation;
using static Dosimetry.Engine.Tests.Dose.DoseReferences;

namespace Dosimetry.Engine.Tests.Dose;

/// <summary>Sphere self dose against EGSnrc and MIRDcalc: 1 %, and 2 % at 1 mm radius.</summary>
public class SphereModelTests
{
    private static SphereDose Sphere(string medium, double radius_mm, double density) =>
        SphereDose.Compute(Kernels.Get("Lu-177", medium), Library.Nuclides["Lu-177"], radius_mm, density);

    [Fact]
    public void Water_spheres_agree_with_EGSnrc()
    {
        foreach (string[] row in Rows("spheres_lu177_water.csv"))
        {
            SphereDose sphere = Sphere("water", SphereDose.Radius_mm_of(Number(row[0]), 1), 1);
            Within(0.01, Number(row[10]), sphere.S_Gy_per_MBq_s, $"{row[0]} g of water");
            Within(0.01, Number(row[7]), sphere.PhotonFraction, $"photon fraction of {row[0]} g");
            Assert.Equal(Number(row[6]), sphere.ElectronFraction, 0.003);
        }
    }

    [Fact]
    public void Tissue_and_bone_spheres_agree_with_Mirdcalc()
    {
        foreach (string[] row in Rows("mirdcalc_spheres.csv").Where(r => r[0] is "100/0" or "0/100"))
        {
            (string medium, double density) = row[0] == "100/0" ? ("soft_tissue", 1.03) : ("cortical_bone", 1.92);
            double radius = Number(row[2]);
            Within(radius < 2 ? 0.02 : 0.01, Number(row[3]) * 1e6, Sphere(medium, radius, density).S_Gy_per_MBq_s, $"{medium} {radius} mm");
        }
    }

    [Fact]
    public void A_larger_sphere_absorbs_more_and_all_in_the_end()
    {
        double[] electrons = [.. ((double[])[0.1, 0.5, 1, 3, 10, 100]).Select(r => Sphere("water", r, 1).ElectronFraction)];
        Assert.Equal(electrons.Order(), electrons);
        Assert.InRange(electrons[^1], 0.997, 1.0005); // 0.1 % leaves as bremsstrahlung
    }
}

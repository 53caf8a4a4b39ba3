using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Foundation;
using static Dosimetry.Engine.Tests.Dose.DoseReferences;

namespace Dosimetry.Engine.Tests.Dose;

/// <summary>Voxel S values against EGSnrc (bars of the specification), and against their own conservation laws.</summary>
public class VoxelSTableTests
{
    private static VoxelSValue[] Octant(string nuclide, string medium, double density, Vector3D voxel, int radius) =>
        [.. VoxelSTable.Octant(Kernels.Get(nuclide, medium), voxel, density, radius, 0, default)];

    private static double S(VoxelSValue[] octant, int i, int j, int k) => octant.Single(v => (v.I, v.J, v.K) == (i, j, k)).S;

    [Theory]
    [InlineData("vsv_lu177_water_2.00mm.csv", "water", 2.0)]
    [InlineData("vsv_lu177_water_4.00mm.csv", "water", 4.0)]
    [InlineData("vsv_lu177_water_4.42mm.csv", "water", 4.42)]
    [InlineData("vsv_lu177_softICRU4_4.00mm.csv", "soft_tissue_4comp", 4.0)]
    public void Lu177_agrees_with_EGSnrc(string file, string medium, double edge)
    {
        var reference = Rows(file).ToDictionary(r => (int.Parse(r[0]), int.Parse(r[1]), int.Parse(r[2])), r => (S: Number(r[7]), Images: Number(r[9])));
        VoxelSValue[] octant = [.. Octant("Lu-177", medium, 1, new(edge, edge, edge), 8)
            .Where(v => v.I >= v.J && v.J >= v.K && reference.ContainsKey((v.I, v.J, v.K)))];
        Within(0.015, reference[(0, 0, 0)].S, S(octant, 0, 0, 0), "source voxel");
        Within(0.03, reference[(1, 0, 0)].S, S(octant, 1, 0, 0), "first neighbour");
        Within(0.05, reference[(1, 1, 0)].S, S(octant, 1, 1, 0), "diagonal neighbour");
        foreach (var shell in octant.Where(v => v.I * v.I + v.J * v.J + v.K * v.K is >= 4 and <= 64)
            .GroupBy(v => (int)Math.Sqrt(v.I * v.I + v.J * v.J + v.K * v.K)))
            Within(0.05, shell.Sum(v => reference[(v.I, v.J, v.K)].S * reference[(v.I, v.J, v.K)].Images),
                shell.Sum(v => v.S * reference[(v.I, v.J, v.K)].Images), $"photon tail, shell {shell.Key}");
    }

    [Theory]
    [InlineData("Lu-177", "soft1.04", "soft_tissue_4comp", 1.04, 4.42)]
    [InlineData("Y-90", "soft1.04", "soft_tissue_4comp", 1.04, 4.42)]
    public void The_second_set_agrees_too(string nuclide, string name, string medium, double density, double edge)
    {
        var reference = Rows("egsnrc_voxel_s.csv").Where(r => r[0] == nuclide && r[1] == name && Number(r[3]) == edge)
            .ToDictionary(r => (int.Parse(r[4]), int.Parse(r[5]), int.Parse(r[6])), r => Number(r[7]));
        VoxelSValue[] octant = Octant(nuclide, medium, density, new(edge, edge, edge), 2);
        Within(0.015, reference[(0, 0, 0)], S(octant, 0, 0, 0), "source voxel");
        Within(0.03, reference[(0, 0, 1)], S(octant, 0, 0, 1), "first neighbour");
        Within(0.05, reference[(0, 1, 1)], S(octant, 0, 1, 1), "diagonal neighbour");
    }

    [Fact]
    public void A_flat_voxel_is_the_mean_over_its_halves()
    {
        VoxelSValue[] fine = Octant("Lu-177", "water", 1, new(2, 2, 2), 4), flat = Octant("Lu-177", "water", 1, new(2, 2, 4), 2);
        // source 2 × 2 × 4 of two cubes, target likewise: the mean over source halves of the mean over target halves
        Within(0.01, S(fine, 0, 0, 0) / 2 + S(fine, 0, 0, 1) / 2, S(flat, 0, 0, 0), "source voxel");
        Within(0.01, S(fine, 1, 0, 0) / 2 + S(fine, 1, 0, 1) / 2, S(flat, 1, 0, 0), "neighbour across the thin side");
        Within(0.01, (S(fine, 0, 0, 1) + 2 * S(fine, 0, 0, 2) + S(fine, 0, 0, 3)) / 4, S(flat, 0, 0, 1), "neighbour along the thick side");
    }

    [Fact]
    public void The_axes_of_a_cube_are_alike()
    {
        VoxelSValue[] octant = Octant("Lu-177", "water", 1, new(3, 3, 3), 3);
        foreach (VoxelSValue v in octant)
        {
            Within(1e-6, v.S, S(octant, v.J, v.K, v.I), "cyclic order");
            Within(1e-6, v.S, S(octant, v.J, v.I, v.K), "exchanged axes");
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(4.0)]
    [InlineData(9.0)]
    public void Energy_closes(double edge)
    {
        PointKernel kernel = Kernels.Get("Lu-177", "water");
        var integral = new VoxelIntegral(new(edge, edge, 1.5 * edge), 1);
        int r = (int)Math.Ceiling(5 / edge) + 1;
        VoxelKernel electrons = integral.Run(kernel.Electron_keV, kernel.Local_keV, (r, r, r), 0, default);
        Assert.Equal(kernel.ChargedEnergy_keV, electrons.Total_keV(), 1e-6 * kernel.ChargedEnergy_keV);

        int far = (int)(300 / edge); // 30 cm hold all but a few percent of the photons
        VoxelKernel photons = new VoxelIntegral(new(edge, edge, edge), 1)
            .Run(kernel.Photon_keV, 0, edge > 3 ? (far, far, far) : (40, 40, 40), 0, default);
        double radius = (edge > 3 ? far : 40) * edge / 10, inside = Enumerable.Range(0, RadialShells.Count)
            .Where(k => RadialShells.Outer(k) < radius).Sum(k => kernel.Photon_keV[k]);
        Assert.InRange(photons.Total_keV(), inside * 0.995, kernel.Photon_keV.Sum()); // the box holds the sphere
    }

    [Theory]
    [InlineData(4, 4, 4, 0.95)]
    [InlineData(2, 3, 5, 0.90)]
    public void A_kernel_reaches_as_far_as_the_energy_asked_for(double x, double y, double z, double fraction)
    {
        PointKernel point = Kernels.Get("Lu-177", "water");
        (int X, int Y, int Z) r = VoxelSTable.RadiusFor(point, new(x, y, z), 1, fraction);
        double inside = VoxelSTable.EnergyInside(point, VoxelSTable.Octant(point, new(x, y, z), 1, r, 0, default), new(x, y, z), 1);
        Assert.InRange(inside, fraction - 1e-3, fraction + 0.03); // the box around the sphere that holds the fraction
        Assert.True(r.X >= r.Z);
    }

    [Fact]
    public void Too_large_a_kernel_and_an_impossible_fraction_are_refused()
    {
        PointKernel point = Kernels.Get("Lu-177", "water");
        Assert.Equal("KERNEL.TOO_LARGE", Assert.Throws<RefusedException>(() => VoxelSTable.Octant(point, new(1, 1, 1), 1, 100_000, 0, default)).Finding.Code);
        foreach (double wrong in (double[])[0, 1, 1.5, double.NaN])
            Assert.Equal("KERNEL.FRACTION", Assert.Throws<RefusedException>(() => VoxelSTable.RadiusFor(point, new(4, 4, 4), 1, wrong)).Finding.Code);
    }
}

using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.VoxelS;
using Dosimetry.Engine.Evaluate.Checks;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;
using Dosimetry.Engine.Tests.Dose;

namespace Dosimetry.Engine.Tests.Evaluate.Checks;

/// <summary>Voxel means beside the sphere and the organ's S value: right figures, and a reason where they part.</summary>
public sealed class CrossCheckTests
{
    private static readonly Grid Cube = new(31, 31, 31, Affine.Diagonal(new(3, 3, 3), default));
    private static readonly CrossCheckModels Models = new(
        DoseReferences.Kernels.Get("Lu-177", VoxelSEngine.KernelMedium), DoseReferences.Library.Nuclides["Lu-177"], OrganSTable.Open(DoseReferences.Library.Folder, "Lu-177"), null);

    [Fact]
    public void A_sphere_of_voxels_that_has_the_dose_of_the_sphere_agrees()
    {
        Region ball = Ball("lesion_001", 40);
        double mass = ball.Volume_ml(Cube), s = SphereDose.Compute(Models.Kernel, Models.Nuclide, SphereDose.Radius_mm_of(mass, 1), 1).S_Gy_per_MBq_s;
        RegionCrossCheck row = Check(ball, dose_Gy: (float)(s * ball.Voxels.Length));
        Assert.Equal(1, row.SphereRatio!.Value, 1e-5);
        Assert.Equal(mass, row.Mass_g, 1e-3);
        Assert.False(row.Parts);
        Assert.Null(row.OrganS_Gy); // a lesion is no organ
        Assert.Empty(CrossCheck.Findings([row]));
    }

    [Fact]
    public void Dose_above_the_sphere_comes_from_outside_and_is_a_warning_with_its_size()
    {
        RegionCrossCheck agreed = Check(Ball("spleen", 40), 1), row = Check(Ball("spleen", 40), (float)(1.3 / agreed.SphereRatio!.Value));
        Assert.Equal(CrossCheckCause.CrossDose, row.Causes[0]);
        Finding warning = Assert.Single(CrossCheck.Findings([row]));
        Assert.Equal(Severity.Warning, warning.Severity);
        Assert.Contains("spleen (+30 %)", warning.Text);
        Assert.Contains("neighbours, blood", warning.Text);
    }

    [Theory]
    [InlineData(40, 1f, "voxel-s", CrossCheckCause.NotFound)]
    [InlineData(40, 0.3f, "voxel-s", CrossCheckCause.LowDensity)]
    [InlineData(7, 1f, "voxel-s", CrossCheckCause.SmallSize)]
    [InlineData(40, 1f, "local", CrossCheckCause.NoPhotons)]
    public void Dose_below_the_sphere_is_explained_by_what_the_region_is(double radius_mm, float density, string engine, CrossCheckCause expected) =>
        Assert.Equal(expected, Check(Ball("liver", radius_mm), 1e-12f, density, engine).Causes[0]);

    [Fact]
    public void Two_pieces_are_no_sphere_and_uptake_in_the_shell_lies_at_the_border()
    {
        Region two = Part("liver", v => Distance(v, -30) < 12 || Distance(v, 30) < 12), ball = Ball("liver", 40);
        Assert.Contains(CrossCheckCause.Shape, Check(two, 1e-12f).Causes);
        RegionCrossCheck shell = Of(ball, 1e-12f, 1, "voxel-s", v => Distance(v, 0) > 36 ? 1 : 0);
        Assert.Contains(CrossCheckCause.BorderUptake, shell.Causes);
    }

    [Fact]
    public void A_region_without_activity_of_its_own_says_so()
    {
        RegionCrossCheck row = Of(Ball("bladder", 20), 0.1f, 1, "voxel-s", _ => 0);
        Assert.Null(row.SphereRatio);
        Assert.Contains("no activity of its own", Assert.Single(CrossCheck.Findings([row])).Text);
    }

    [Fact]
    public void Organ_S_values_scale_with_the_patients_mass_and_follow_the_sex()
    {
        OrganS male = Models.Organs.For("kidney_left", "M")!, female = Models.Organs.For("kidneys_without_lesions", "F")!;
        Assert.Equal((310, 7.76e-5), (male.Mass_g, male.S_mGy_per_MBq_s)); // OLINDA/EXM 2, adult male
        Assert.Equal(275, female.Mass_g);
        Assert.Equal(2 * 7.76e-8, OrganSTable.SelfDose_Gy(male, 1, 155), 1e-12);
        Assert.Null(Models.Organs.For("gall_bladder", "M"));
        Assert.Null(OrganSTable.Open(DoseReferences.Library.Folder, "Y-90").For("kidneys", "M")); // the table is of Lu-177
    }

    [Fact]
    public void Sphere_and_organ_agree_where_both_know_the_organ()
    {
        foreach (string organ in (string[])["kidneys", "liver", "spleen", "pancreas", "brain", "thyroid"])
        {
            OrganS row = Models.Organs.For(organ, "M")!;
            double sphere = SphereDose.Compute(Models.Kernel, Models.Nuclide, SphereDose.Radius_mm_of(row.Mass_g, 1.04), 1.04).S_Gy_per_MBq_s;
            DoseReferences.Within(0.03, row.S_mGy_per_MBq_s / 1000, sphere, organ); // a real organ is no sphere: fewer of its photons stay inside
        }
    }

    private static RegionCrossCheck Check(Region region, float dose_Gy, float density = 1, string engine = "voxel-s") => Of(region, dose_Gy, density, engine, _ => 1);

    private static RegionCrossCheck Of(Region region, float dose_Gy, float density, string engine, Func<int, float> tia)
    {
        int[] all = [.. Enumerable.Range(0, Cube.Count)];
        var input = new DoseInput(new(Cube, [.. all.Select(tia)]), new(Cube, [.. all.Select(_ => density)]), new byte[Cube.Count], ["soft_tissue"], "Lu-177");
        var dose = new DoseResult(new(Cube, [.. all.Select(_ => dose_Gy)]), null, engine, "CPU", "ICRP-107", 1, 1, null, 0, new Dictionary<string, string>(), []);
        return Assert.Single(CrossCheck.Of([region], dose, input, Models));
    }

    private static Region Ball(string name, double radius_mm) => Part(name, v => Distance(v, 0) < radius_mm);

    private static Region Part(string name, Func<int, bool> inside)
    {
        int[] voxels = [.. Enumerable.Range(0, Cube.Count).Where(inside)];
        return new(name, RegionNames.ClassOf(name), voxels, [.. voxels.Select(_ => 1f)], "t", "#000000");
    }

    private static double Distance(int voxel, double shift_mm)
    {
        (int i, int j, int k) = Cube.Voxel(voxel);
        return new Vector3D(3 * (i - 15) - shift_mm, 3 * (j - 15), 3 * (k - 15)).Length;
    }
}

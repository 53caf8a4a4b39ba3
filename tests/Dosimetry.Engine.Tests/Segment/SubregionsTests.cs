using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;
using static Dosimetry.Engine.Tests.Segment.Shapes;

namespace Dosimetry.Engine.Tests.Segment;

/// <summary>Two lesions that a threshold glues together are two; one noisy lesion is one.</summary>
public sealed class SubregionsTests
{
    private static readonly Grid Pet = Cube(32, 3);
    private static readonly Dictionary<string, RegionShape> NoOrgans = [];
    private const double Diameter_mm = 14;
    private const int Seeds = 200;

    [Fact]
    public void Spheres_one_and_a_half_diameters_apart_are_two_lesions_in_nearly_all_noisy_images()
    {
        int two = Enumerable.Range(1, Seeds).Count(seed => Lesions(Noisy((ulong)seed, 20, -0.75 * Diameter_mm, 0.75 * Diameter_mm)).Count == 2);
        Assert.True(two >= 0.95 * Seeds, $"{two} of {Seeds}");
    }

    [Fact]
    public void One_noisy_sphere_is_one_lesion_in_nearly_all_images()
    {
        int one = Enumerable.Range(1, Seeds).Count(seed => Lesions(Noisy((ulong)seed, 20, 0)).Count == 1);
        Assert.True(one >= 0.95 * Seeds, $"{one} of {Seeds}");
    }

    [Fact]
    public void The_parts_share_no_voxel_and_lie_around_their_peaks()
    {
        IReadOnlyList<LesionComponent> found = Lesions(Noisy(3, 20, -0.75 * Diameter_mm, 0.75 * Diameter_mm));
        Assert.Empty(found[0].Voxels.Intersect(found[1].Voxels));
        double[] x = [.. found.Select(c => c.Centroid_mm[0]).Order()];
        Assert.Equal(-0.75 * Diameter_mm, x[0], 1.5);
        Assert.Equal(0.75 * Diameter_mm, x[1], 1.5);
    }

    [Fact]
    public void Contrast_bounds_each_of_two_neighbours_with_its_own_volume()
    {
        Volume<Suv> suv = Blurred(20, -13, 13);
        IReadOnlyList<LesionComponent> found = LesionFinder.Find(suv, NoOrgans, ThresholdMethod.Contrast);
        Assert.Equal(2, found.Count);
        Assert.All(found, c => Assert.Equal(SphereVolume_ml(Diameter_mm / 2), c.Volume_ml, 0.2 * SphereVolume_ml(Diameter_mm / 2)));
    }

    private static List<LesionComponent> Lesions(Volume<Suv> suv) =>
        [.. LesionFinder.Find(suv, NoOrgans, ThresholdMethod.Suv3).Where(c => c.Class == ComponentClass.Lesion)];

    /// <summary>10 % noise, correlated over a voxel as a reconstruction leaves it.</summary>
    private static Volume<Suv> Noisy(ulong seed, double uptake, params double[] centres_mm)
    {
        CounterRandom random = new(seed, 1);
        float[] clean = Blurred(uptake, centres_mm).Values;
        return new Volume<Suv>(Pet, [.. clean.Select((v, n) => (float)(v * (1 + 0.1 * random.Normal(n))))]);
    }

    /// <summary>Balls blurred by 6 mm FWHM: the share of a ball within reach, by sampling.</summary>
    private static Volume<Suv> Blurred(double uptake, params double[] centres_mm)
    {
        const double sigma = 6 / 2.3548, radius = Diameter_mm / 2;
        float[] values = new float[Pet.Count];
        for (int n = 0; n < values.Length; n++)
        {
            (int i, int j, int k) = Pet.Voxel(n);
            Vector3D p = Pet.Affine.Apply(i, j, k);
            values[n] = (float)(0.8 + centres_mm.Sum(x => uptake * Ball(Math.Max((p - new Vector3D(x, 0, 0)).Length, 1e-6), radius, sigma)));
        }
        return new Volume<Suv>(Pet, values);
    }

    private static double Ball(double r, double radius, double sigma)
    {
        double a = (radius - r) / (Math.Sqrt(2) * sigma), b = (radius + r) / (Math.Sqrt(2) * sigma);
        return 0.5 * (Erf(a) + Erf(b)) - sigma / (r * Math.Sqrt(2 * Math.PI)) * (Math.Exp(-a * a) - Math.Exp(-b * b));
    }

    private static double Erf(double x) => MathNet.Numerics.SpecialFunctions.Erf(x);
}

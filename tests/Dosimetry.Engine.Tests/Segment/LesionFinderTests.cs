using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;
using static Dosimetry.Engine.Tests.Segment.Shapes;

namespace Dosimetry.Engine.Tests.Segment;

/// <summary>Spots on a phantom PET: found, measured, numbered, and set aside with a reason.</summary>
public sealed class LesionFinderTests
{
    private static readonly Grid Pet = Cube(48, 3);
    private static readonly Dictionary<string, RegionShape> NoOrgans = [];

    [Fact]
    public void Lesions_are_numbered_by_volume_and_measured()
    {
        Volume<Suv> suv = Balls(Pet, 0.5f, (new(40, 0, 0), 8, 10), (new(-30, 10, -20), 14, 5));
        IReadOnlyList<LesionComponent> found = LesionFinder.Find(suv, NoOrgans, ThresholdMethod.Suv3);
        Assert.Equal(["lesion_001", "lesion_002"], found.Select(c => c.Id));
        Assert.Equal((5, 10), (found[0].SuvMax, found[1].SuvMax));
        Assert.Equal(SphereVolume_ml(14), found[0].Volume_ml, 0.1 * SphereVolume_ml(14)); // whole voxels of 3 mm
        Assert.Equal(-30, found[0].Centroid_mm[0], 0.5);
        Assert.Equal(-20, found[0].Centroid_mm[2], 0.5);
    }

    [Fact]
    public void Uptake_in_an_organ_and_in_its_blurred_rim_is_physiological_with_the_reason()
    {
        Volume<Suv> suv = Balls(Pet, 0.5f, (new(0, 0, 0), 25, 30), (new(50, 0, 0), 8, 10)); // the kidney's image is 5 mm larger than the kidney
        var organs = new Dictionary<string, RegionShape> { ["kidney_left"] = Sphere(20, 2) };
        IReadOnlyList<LesionComponent> found = LesionFinder.Find(suv, organs, ThresholdMethod.Suv3);
        Assert.Equal([(ComponentClass.Lesion, null), (ComponentClass.Physiological, "kidney")], found.Select(c => (c.Class, c.Reason)));
    }

    [Fact]
    public void A_lesion_that_merges_with_an_organ_above_the_threshold_survives_beyond_the_margin()
    {
        Volume<Suv> suv = Balls(Pet, 0.5f, (new(0, 0, 0), 20, 30), (new(32, 0, 0), 14, 10)); // they overlap
        var organs = new Dictionary<string, RegionShape> { ["kidney_left"] = Sphere(20, 2) };
        Assert.Contains(LesionFinder.Find(suv, organs, ThresholdMethod.Suv3), c => c.Class == ComponentClass.Lesion && c.Centroid_mm[0] > 30);
    }

    [Fact]
    public void A_hot_spot_in_the_liver_is_never_removed_silently()
    {
        Volume<Suv> suv = Balls(Pet, 0.5f, (new(0, 0, 0), 30, 5), (new(5, 5, 5), 8, 15));
        var organs = new Dictionary<string, RegionShape> { ["liver"] = Sphere(30, 2) };
        Assert.Equal([(ComponentClass.Physiological, "liver"), (ComponentClass.Uncertain, "hot_spot_in_organ")],
            LesionFinder.Find(suv, organs, ThresholdMethod.Suv3).Select(c => (c.Class, c.Reason)));
    }

    [Fact]
    public void A_drawn_lesion_is_not_found_a_second_time_and_specks_are_listed_as_too_small()
    {
        Volume<Suv> suv = Balls(Pet, 0.5f, (new(0, 0, 0), 10, 9), (new(40.5, 40.5, 40.5), 1, 9));
        var drawn = new Dictionary<string, RegionShape> { ["lesion_001"] = Sphere(8, 2) };
        Assert.Equal(["already_drawn", "too_small"], LesionFinder.Find(suv, drawn, ThresholdMethod.Suv3).Select(c => c.Reason!).Order());
    }

    [Fact]
    public void Percent_and_contrast_bound_a_sphere_better_than_a_fixed_threshold()
    {
        Volume<Suv> suv = BlurredSphere(radius_mm: 11, contrast: 30, background: 0.8);
        double truth = SphereVolume_ml(11);
        double Volume(string method) => LesionFinder.Find(suv, NoOrgans, ThresholdMethod.Parse(method))[0].Volume_ml;
        Assert.InRange(Volume("fixed:3") / truth, 1.5, 2.5);   // table of section 3: +86 % for 22 mm
        Assert.InRange(Volume("contrast") / truth, 0.9, 1.1);  // 6 %
        Assert.InRange(Volume("percent:41") / truth, 0.85, 1.15);
    }

    [Theory]
    [InlineData("fixed")]
    [InlineData("fixed:-1")]
    [InlineData("percent:120")]
    [InlineData("magic")]
    public void Unknown_methods_are_refused(string text) =>
        Assert.Equal("SEGMENT.METHOD", Assert.Throws<RefusedException>(() => ThresholdMethod.Parse(text)).Finding.Code);

    /// <summary>A uniform ball blurred by a Gaussian of 6 mm FWHM, in closed form along the radius.</summary>
    private static Volume<Suv> BlurredSphere(double radius_mm, double contrast, double background)
    {
        const double sigma = 6 / 2.3548;
        float[] values = new float[Pet.Count];
        for (int n = 0; n < values.Length; n++)
        {
            var (i, j, k) = Pet.Voxel(n);
            double r = Math.Max(Pet.Affine.Apply(i, j, k).Length, 1e-6), a = (radius_mm - r) / (Math.Sqrt(2) * sigma), b = (radius_mm + r) / (Math.Sqrt(2) * sigma);
            double ball = 0.5 * (Erf(a) + Erf(b)) - sigma / (r * Math.Sqrt(2 * Math.PI)) * (Math.Exp(-a * a) - Math.Exp(-b * b));
            values[n] = (float)(background + contrast * ball);
        }
        return new Volume<Suv>(Pet, values);
    }

    private static double Erf(double x) => MathNet.Numerics.SpecialFunctions.Erf(x);
}

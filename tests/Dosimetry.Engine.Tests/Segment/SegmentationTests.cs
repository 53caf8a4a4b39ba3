using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Register;
using Dosimetry.Engine.Segment;
using static Dosimetry.Engine.Tests.Segment.Shapes;

namespace Dosimetry.Engine.Tests.Segment;

/// <summary>The overlap rule and the stage as a whole.</summary>
public sealed class SegmentationTests
{
    private static readonly Grid Spect = Cube(24, 5);
    private static readonly Grid Pet = Cube(40, 3);

    [Fact]
    public void Shares_of_a_voxel_add_up_to_the_body_for_any_set_of_overlapping_regions()
    {
        var spheres = Gen.Choose(-25, 25).ArrayOf(9).Select(c => Enumerable.Range(0, 3).Select(n => (X: c[3 * n], Y: c[3 * n + 1], R: 6 + Math.Abs(c[3 * n + 2]))).ToArray());
        Prop.ForAll(spheres.ToArbitrary(), placed =>
        {
            string[] names = ["liver", "spleen", "lesion_001"];
            DrawnRegion[] drawn = [.. placed.Select((p, n) => new DrawnRegion(names[n], "test", Moved(p.X, p.Y, p.R)))];
            RegionSet set = Segmentation.Segment(Study(null), drawn, new SegmentOptions(null));
            float[] sum = new float[Spect.Count];
            foreach (Region r in set.Regions) for (int n = 0; n < r.Voxels.Length; n++) sum[r.Voxels[n]] += r.Weights[n];
            Region body = set.Unions.Single(r => r.Name == "whole_body");
            Assert.All(sum, s => Assert.InRange(s, 0, 1.00001f));
            Assert.Equal(body.Volume_ml(Spect), set.Regions.Sum(r => r.Volume_ml(Spect)), 1e-3);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    [Fact]
    public void A_lesion_keeps_its_voxels_and_both_organ_lines_are_there()
    {
        DrawnRegion[] drawn = [new("liver", "test", Sphere(40, 2)), new("lesion_001", "test", Sphere(12, 2))];
        RegionSet set = Segmentation.Segment(Study(null), drawn, new SegmentOptions(null));
        Assert.Equal(["liver_without_lesions", "lesion_001", "remainder"], set.Regions.Select(r => r.Name));
        Region with = set.Unions.Single(r => r.Name == "liver_with_lesions"), without = set.Regions[0], lesion = set.Regions[1];
        Assert.Equal(with.Volume_ml(Spect), without.Volume_ml(Spect) + lesion.Volume_ml(Spect), 1e-3);
        Assert.Equal(SphereVolume_ml(12), lesion.Volume_ml(Spect), 0.01 * SphereVolume_ml(12));
    }

    [Fact]
    public void Unions_are_computed_from_their_parts_and_drawn_ones_are_dropped()
    {
        DrawnRegion[] drawn = [new("kidney_left", "t", Moved(30, 0, 10)), new("kidney_right", "t", Moved(-30, 0, 12)), new("kidneys", "t", Sphere(40, 2))];
        RegionSet set = Segmentation.Segment(Study(null), drawn, new SegmentOptions(null));
        Region kidneys = set.Unions.Single(r => r.Name == "kidneys");
        Assert.Equal(set.Regions.Where(r => r.Name.StartsWith("kidney_", StringComparison.Ordinal)).Sum(r => r.Volume_ml(Spect)), kidneys.Volume_ml(Spect), 1e-3);
        Assert.DoesNotContain(set.Regions, r => r.Name == "kidneys");
    }

    [Fact]
    public void Lesions_of_the_PET_reach_the_dose_grid_with_their_volume_and_after_the_drawn_numbers()
    {
        DrawnRegion[] drawn = [new("lesion_004", "t", Moved(-30, 0, 8))];
        RegionSet set = Segmentation.Segment(Study(Balls(Pet, 0.4f, (new(25, 0, 0), 10, 12))), drawn, new SegmentOptions(ThresholdMethod.Suv3));
        LesionComponent found = Assert.Single(set.Components, c => c.Class == ComponentClass.Lesion);
        Assert.Equal("lesion_005", found.Id);
        Assert.Equal(found.Volume_ml, set.Regions.Single(r => r.Name == "lesion_005").Volume_ml(Spect), 1e-3);
    }

    [Fact]
    public void A_spot_that_the_user_rejects_is_no_region()
    {
        AlignedStudy study = Study(Balls(Pet, 0.4f, (new(25, 0, 0), 10, 12)));
        RegionSet set = Segmentation.Segment(study, [], new SegmentOptions(ThresholdMethod.Suv3, RejectedSpots: new HashSet<string> { "lesion_001" }));
        Assert.Equal("rejected_by_user", Assert.Single(set.Components).Reason);
        Assert.Equal(["remainder"], set.Regions.Select(r => r.Name));
    }

    [Fact]
    public void A_spot_that_the_user_accepts_becomes_the_next_lesion()
    {
        AlignedStudy study = Study(Balls(Pet, 0.4f, (new(25, 0, 0), 10, 12), (new(-25, 0, 0), 8, 30)));
        DrawnRegion[] drawn = [new("spleen", "t", Moved(-25, 0, 10))];
        RegionSet set = Segmentation.Segment(study, drawn, new SegmentOptions(ThresholdMethod.Suv3, AcceptedSpots: new HashSet<string> { "spot_001" }));
        Assert.Equal(["lesion_001", "lesion_002"], set.Components.Select(c => c.Id));
        Assert.Equal(RegionClass.Lesion, set.Regions.Single(r => r.Name == "lesion_002").Class);
    }

    [Fact]
    public void Labels_show_the_largest_share_of_each_voxel()
    {
        DrawnRegion[] drawn = [new("liver", "t", Sphere(40, 2)), new("lesion_001", "t", Sphere(12, 2))];
        RegionSet set = Segmentation.Segment(Study(null), drawn, new SegmentOptions(null));
        LabelVolume labels = LabelExport.ToLabels(set);
        Assert.Equal("lesion_001", labels.Names[labels.Labels[Spect.Index(12, 12, 12)]]);
        Assert.Equal("liver_without_lesions", labels.Names[labels.Labels[Spect.Index(12, 12, 17)]]);
        Assert.Equal(0, labels.Labels[0]);
    }

    [Fact]
    public void Two_regions_of_one_name_are_refused() => Assert.Equal("SEGMENT.NAME_TWICE", Assert.Throws<RefusedException>(() =>
        Segmentation.Segment(Study(null), [new("liver", "a", Sphere(10, 2)), new("liver", "b", Sphere(12, 2))], new SegmentOptions(null))).Finding.Code);

    private static ContourShape Moved(double x_mm, double y_mm, double radius_mm) => new(
        [.. Enumerable.Range(-30, 61).Select(n => 2.0 * n).Where(z => Math.Abs(z) < radius_mm).Select(z => Circle(Math.Sqrt(radius_mm * radius_mm - z * z), z, x_mm, y_mm, 90))]);

    private static AlignedStudy Study(Volume<Suv>? suv)
    {
        DateTime injection = new(2026, 1, 5, 9, 0, 0);
        Volume<MassDensity> density = Balls(Spect, 0.0012f, (new(0, 0, 0), 55, 1.04f)).Map<MassDensity>(v => v);
        QuantifiedScan scan = new("s", new Volume<ActivityConcentration>(Spect, new float[Spect.Count]), injection, Duration.FromHours(24), 0.05);
        QuantifiedPet? pet = suv is null ? null : new QuantifiedPet("p", suv.Map<ActivityConcentration>(v => 1000 * v), 0.001, null);
        QuantifiedStudy study = new(new ImportedStudy("", new(null, null, null, null, null, null), [], [], []),
            new Administration("Lu-177", null, Activity.FromGBq(7.4), injection), null, pet, [scan], []);
        return new AlignedStudy(study, Spect, [scan], density, true, []);
    }
}

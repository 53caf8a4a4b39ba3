using System.Runtime.CompilerServices;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom;
using Dosimetry.Engine.Phantom.Body;

namespace Dosimetry.Engine.Tests.Phantom;

/// <summary>
/// The built-in body against reference volumes (ICRP 89 and the ranges of living men), sides, and the promise that nothing floats.
/// </summary>
public sealed class AnatomyBuilderTests
{
    private static readonly Vector3D Coarse = new(3.5, 3.5, 5);
    private static readonly Lazy<Anatomy> Body = new(() => AnatomyBuilder.Build(1, Coarse));

    [Theory]
    [InlineData("kidney_left", 115, 195), InlineData("kidney_right", 115, 195), InlineData("liver", 1450, 1850),
        InlineData("spleen", 140, 220)]
    [InlineData("parotid_left", 19, 31), InlineData("parotid_right", 19, 31), InlineData("submandibular_left", 8.5, 15),
        InlineData("submandibular_right", 8.5, 15)]
    [InlineData("lacrimal_left", 0.4, 1.0), InlineData("lacrimal_right", 0.4, 1.0), InlineData("brain", 1100, 1650),
        InlineData("heart", 500, 800)]
    [InlineData("lung_left", 1400, 2800), InlineData("lung_right", 1500, 3000), InlineData("skeleton", 3300, 5200),
        InlineData("prostate", 12, 45)]
    [InlineData("bladder", 60, 350), InlineData("small_bowel", 500, 1100), InlineData("colon", 450, 900), InlineData("aorta", 120, 260)]
    public void Organ_volumes_lie_in_the_range_of_living_men(string region, double low_ml, double high_ml)
    {
        foreach (ulong seed in (ulong[])[1, 2])
        {
            Anatomy body = Seed(seed);
            Assert.InRange(Volume_ml(body, region), low_ml, high_ml);
        }
    }

    [Fact]
    public void Left_organs_lie_on_the_patients_left_which_is_minus_x_in_our_world()
    {
        foreach (string organ in (string[])["kidney", "parotid", "submandibular", "lacrimal", "lung", "adrenal", "ureter"])
        {
            Assert.True(Centre(Body.Value, organ + "_left").X < -5, organ);
            Assert.True(Centre(Body.Value, organ + "_right").X > 5, organ);
        }
        Assert.True(Centre(Body.Value, "liver").X > 25);
        Assert.True(Centre(Body.Value, "spleen").X < -70);
        Assert.True(Centre(Body.Value, "heart").X < -5);
    }

    [Fact]
    public void Organs_follow_each_other_from_head_to_foot_and_from_front_to_back()
    {
        string[] downwards = ["brain", "lacrimal_left", "parotid_left", "submandibular_left", "lung_left", "heart", "liver",
            "kidney_right", "bladder", "prostate"];
        double[] heights = [.. downwards.Select(r => Centre(Body.Value, r).Z)];
        Assert.Equal(heights.OrderDescending(), heights);
        Assert.True(Centre(Body.Value, "heart").Y > Centre(Body.Value, "kidney_left").Y);
    }

    [Fact]
    public void No_deep_organ_touches_the_air_outside()
    {
        string[] deep = ["brain", "heart", "aorta", "liver", "spleen", "stomach", "pancreas", "kidney_left", "kidney_right",
            "small_bowel", "colon", "bladder", "prostate", "lung_left", "lung_right"];
        HashSet<ushort> organs = [.. Body.Value.Tissues.Values.Where(t => deep.Contains(t.Region)).Select(t => t.Label)];
        (Grid grid, ushort[] labels) = (Body.Value.Labels.Grid, Body.Value.Labels.Labels);
        for (int n = grid.Nx; n < labels.Length - grid.Nx; n++)
            if (labels[n] == 0)
                foreach (int neighbour in (int[])[n - 1, n + 1, n - grid.Nx, n + grid.Nx])
                    Assert.DoesNotContain(labels[neighbour], organs);
    }

    [Fact]
    public void The_skeleton_is_symmetric_apart_from_lesions()
    {
        HashSet<ushort> bone = [.. Body.Value.Tissues.Values.Where(t => t.Region == "skeleton"
            || t.Name.StartsWith("lesion", StringComparison.Ordinal)).Select(t => t.Label)];
        (Grid grid, ushort[] labels) = (Body.Value.Labels.Grid, Body.Value.Labels.Labels);
        int bones = 0, lonely = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            if (!bone.Contains(labels[n])) continue;
            (int i, int j, int k) = grid.Voxel(n);
            bones++;
            if (!bone.Contains(labels[grid.Index(grid.Nx - 1 - i, j, k)])) lonely++;
        }
        Assert.InRange(lonely, 0, bones / 50);
    }

    [Fact]
    public void Every_lesion_is_there_at_its_place_and_no_larger_than_its_sphere()
    {
        foreach (ulong seed in (ulong[])[1, 2])
        {
            Anatomy body = Seed(seed);
            Assert.InRange(body.Lesions.Count, 4, 10);
            foreach (TrueLesion lesion in body.Lesions)
            {
                double sphere_ml = Math.PI / 6 * Math.Pow(lesion.Diameter_mm / 10, 3);
                Assert.InRange(lesion.Diameter_mm, 8, 40);
                Assert.InRange(Volume_ml(body, lesion.Name), 0.15 * sphere_ml, 1.35 * sphere_ml + 0.1);
                Assert.True((Centre(body, lesion.Name) - lesion.Centre_mm).Length < 0.4 * lesion.Diameter_mm + 2, $"{seed} {lesion}");
            }
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_body_and_another_seed_another()
    {
        Anatomy again = AnatomyBuilder.Build(2, Coarse);
        Assert.Equal(Seed(2).Labels.Labels, again.Labels.Labels);
        Assert.Equal(Seed(2).Lesions, again.Lesions);
        Assert.False(Seed(2).Labels.Labels.AsSpan().SequenceEqual(Body.Value.Labels.Labels));
        Assert.NotEqual(Seed(2).Patient.Id, Body.Value.Patient.Id);
    }

    [Fact]
    public void Volumes_do_not_depend_on_the_voxel_size()
    {
        Anatomy rough = AnatomyBuilder.Build(1, new Vector3D(5, 5, 6));
        foreach (string region in (string[])["liver", "kidney_left", "lung_right", "brain", "spleen"])
            Assert.Equal(1, Volume_ml(rough, region) / Volume_ml(Body.Value, region), 0.06);
    }

    private static readonly Dictionary<ulong, Anatomy> Built = [];
    private static readonly ConditionalWeakTable<Anatomy, Dictionary<string, (double Volume_ml, Vector3D Centre)>> Measured = [];

    private static Anatomy Seed(ulong seed)
    {
        if (seed == 1) return Body.Value;
        if (!Built.TryGetValue(seed, out Anatomy? body)) Built[seed] = body = AnatomyBuilder.Build(seed, Coarse);
        return body;
    }

    private static double Volume_ml(Anatomy body, string region) => Measured.GetValue(body, Measure)[region].Volume_ml;

    private static Vector3D Centre(Anatomy body, string region) => Measured.GetValue(body, Measure)[region].Centre;

    private static Dictionary<string, (double, Vector3D)> Measure(Anatomy body)
    {
        var sums = new (long Count, Vector3D Sum)[200];
        Grid grid = body.Labels.Grid;
        for (int n = 0; n < grid.Count; n++)
        {
            if (body.Labels.Labels[n] is not (> 0 and ushort label)) continue;
            (int i, int j, int k) = grid.Voxel(n);
            sums[label] = (sums[label].Count + 1, sums[label].Sum + grid.Affine.Apply(i, j, k));
        }
        return body.Tissues.Values.Where(t => t.Region is not null).GroupBy(t => t.Region!).ToDictionary(g => g.Key, g =>
        {
            long count = g.Sum(t => sums[t.Label].Count);
            Vector3D sum = g.Aggregate(default(Vector3D), (s, t) => s + sums[t.Label].Sum);
            return (count * grid.VoxelVolume_ml, 1.0 / Math.Max(count, 1) * sum);
        });
    }
}

using System.Security.Cryptography;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment.Models;
using Xunit.Abstractions;

namespace Dosimetry.Engine.Tests.Segment.Models;

/// <summary>Everything around a user's network: plans, limits, order of steps, sliding window; and a real network where ONNX Runtime is on the machine.</summary>
public sealed class OrganModelTests(ITestOutputHelper output)
{
    private const string Plans = """
        {"image_reader_writer": "SimpleITKIO", "transpose_forward": [1, 0, 2],
         "foreground_intensity_properties_per_channel": {"0": {"percentile_00_5": -725, "percentile_99_5": 976, "mean": 50.2, "std": 191.9}},
         "configurations": {"3d_fullres": {"spacing": [3.82, 3.27, 3.82], "patch_size": [112, 192, 112], "normalization_schemes": ["CTNormalization", "NoNormalization"]}}}
        """;
    private const string Dataset = """{"channel_names": {"0": "CT", "1": "PET"}, "labels": {"background": 0, "Kidney L": 1, "liver": 2}}""";

    [Fact]
    public void Plans_of_nnunet_give_the_listed_values()
    {
        ModelManifest m = Imported(Plans, Dataset);
        Assert.Equal([1, 0, 2], m.Geometry.TransposeForward);
        Assert.Equal("LPS", m.Geometry.Orientation);
        Assert.Equal([3.82, 3.27, 3.82], m.Geometry.Spacing_mm);
        Assert.Equal([112, 192, 112], m.Tiling.Patch);
        Assert.Equal(("nnunet-ct", 50.2, 191.9), (m.Inputs[0].Normalization.Type, m.Inputs[0].Normalization.Mean, m.Inputs[0].Normalization.Std));
        Assert.Equal([-725.0, 976.0], m.Inputs[0].Normalization.Clip!);
        Assert.Equal(("PET", "SUV", "none"), (m.Inputs[1].Name, m.Inputs[1].Unit, m.Inputs[1].Normalization.Type));
        Assert.Equal(("kidney_left", "liver"), (m.Outputs.Labels["1"], m.Outputs.Labels["2"]));
    }

    [Theory]
    [InlineData("\"patch_size\": [112, 192, 112],", "", "MODEL.PLANS")]
    [InlineData("[1, 0, 2]", "[1, 1, 2]", "MODEL.MANIFEST")]
    [InlineData("\"std\": 191.9", "\"std\": 0", "MODEL.MANIFEST")]
    [InlineData("CTNormalization", "RGBTo01Normalization", "MODEL.PLANS")]
    [InlineData("{\"image", "{{\"image", "MODEL.PLANS")]
    public void Plans_that_lack_something_or_cannot_be_are_refused(string part, string instead, string code) =>
        Assert.Equal(code, Assert.Throws<RefusedException>(() => Imported(Plans.Replace(part, instead, StringComparison.Ordinal), Dataset)).Finding.Code);

    [Fact]
    public void Images_outside_the_limits_are_refused_with_the_reason()
    {
        ModelManifest m = Manifest() with { Limits = new([1, 4], ["CT"], ["FDG"], []) };
        Grid fine = Box(8, 3), coarse = Box(8, 6);
        string Code(Dictionary<string, Grid> images, string? tracer) => Assert.Throws<RefusedException>(() => m.RequireFits(images, tracer)).Finding.Code;
        Assert.Equal("MODEL.INPUT", Code(new() { ["PET"] = fine }, "FDG"));
        Assert.Equal("MODEL.VOXEL", Code(new() { ["CT"] = coarse }, "FDG"));
        Assert.Equal("MODEL.TRACER", Code(new() { ["CT"] = fine }, "PSMA-11"));
        m.RequireFits(new Dictionary<string, Grid> { ["CT"] = fine }, "FDG");
    }

    [Fact]
    public void An_exchanged_file_is_refused()
    {
        string folder = Directory.CreateTempSubdirectory("model").FullName;
        File.WriteAllBytes(Path.Combine(folder, "net.onnx"), [1, 2, 3]);
        Assert.Equal("MODEL.HASH", Assert.Throws<RefusedException>(() => Manifest().Load(folder)).Finding.Code);
        Directory.Delete(folder, recursive: true);
    }

    [Theory, InlineData(0, 1, 2, "RAS"), InlineData(1, 0, 2, "RAS"), InlineData(2, 1, 0, "LPS")]
    public void Labels_come_back_where_the_image_has_them_for_every_order_of_axes(int a, int b, int c, string orientation)
    {
        ModelManifest m = Manifest() with { Geometry = new(orientation, [a, b, c], [3, 3, 3], false), Tiling = new([6, 10, 8]) };
        (Grid grid, float[] hu) = OffCentreBlob();
        LabelVolume labels = new OrganModel(m, new Above(0.5f)).Segment(new Dictionary<string, (Grid, float[])> { ["CT"] = (grid, hu) }, null);
        double Dot(LabelVolume l, Func<Vector3D, double> of) => Enumerable.Range(0, l.Labels.Length).Where(n => l.Labels[n] == 1).Average(n => of(l.Grid.Affine.Apply(l.Grid.Voxel(n).I, l.Grid.Voxel(n).J, l.Grid.Voxel(n).K)));
        Assert.Equal((12.0, -9.0, 6.0), (Math.Round(Dot(labels, p => p.X), 6), Math.Round(Dot(labels, p => p.Y), 6), Math.Round(Dot(labels, p => p.Z), 6)));
    }

    [Fact]
    public void Windows_cover_the_volume_evenly_and_reach_both_ends()
    {
        SlidingWindow window = new([8, 8, 8], 0.5, 0.125);
        Assert.Equal([0, 4, 7, 11], window.Starts(19, 8));
        Assert.Equal([-1], window.Starts(6, 8));
        Assert.Equal([0], window.Starts(8, 8));
    }

    [Fact]
    public void Tiled_equals_untiled_for_a_network_that_looks_at_single_voxels()
    {
        CounterRandom random = new(3, 3);
        float[] volume = [.. Enumerable.Range(0, 11 * 13 * 17).Select(n => (float)random.Uniform(n))];
        byte[] whole = new SlidingWindow([11, 13, 17], 0.5, 0.125).Run(new Above(0.5f), volume, 1, [11, 13, 17]);
        Assert.Equal(whole, new SlidingWindow([4, 6, 8], 0.5, 0.125).Run(new Above(0.5f), volume, 1, [11, 13, 17]));
        Assert.Equal(volume.Select(v => (byte)(v > 0.5f ? 1 : 0)), whole);
    }

    [Fact]
    public void The_conformance_phantom_catches_another_network_and_another_normalisation()
    {
        ModelManifest m = Manifest();
        m = m with { ConformanceSha256 = new OrganModel(m, new Above(0.5f)).ConformanceSha256() };
        new OrganModel(m, new Above(0.5f)).RequireConformance();
        Assert.Equal("MODEL.CONFORMANCE", Assert.Throws<RefusedException>(() => new OrganModel(m, new Above(0.58f)).RequireConformance()).Finding.Code);
        ModelManifest other = m with { Inputs = [m.Inputs[0] with { Normalization = new("nnunet-ct", [-100, 45], 0, 100) }] };
        Assert.Equal("MODEL.CONFORMANCE", Assert.Throws<RefusedException>(() => new OrganModel(other, new Above(0.5f)).RequireConformance()).Finding.Code);
    }

    [Fact]
    public void A_network_of_the_wrong_shape_or_with_unnamed_labels_is_refused()
    {
        (Grid grid, float[] hu) = OffCentreBlob();
        Dictionary<string, (Grid, float[])> images = new() { ["CT"] = (grid, hu) };
        Assert.Equal("MODEL.OUTPUT", Assert.Throws<RefusedException>(() => new OrganModel(Manifest(), new Shapeless()).Segment(images, null)).Finding.Code);
        ModelManifest unnamed = Manifest() with { Outputs = new("logits", new Dictionary<string, string> { ["2"] = "liver" }) };
        Assert.Equal("MODEL.OUTPUT", Assert.Throws<RefusedException>(() => new OrganModel(unnamed, new Above(0.5f)).Segment(images, null)).Finding.Code);
    }

    [Fact]
    public void A_real_network_gives_the_labels_of_its_equation()
    {
        if (OnnxNetwork.Unavailable is { } reason)
        {
            output.WriteLine($"SKIPPED {nameof(A_real_network_gives_the_labels_of_its_equation)}: {reason}");
            return;
        }
        using OnnxNetwork network = new(TinyOnnx.Threshold(0.5f));
        float[] values = [.. Enumerable.Range(0, 24).Select(n => n / 24f)];
        float[] raw = network.Run(values, 1, [2, 3, 4]);
        Assert.Equal([.. Enumerable.Repeat(0.5f, 24), .. values], raw);
        (Grid grid, float[] hu) = OffCentreBlob();
        Dictionary<string, (Grid, float[])> images = new() { ["CT"] = (grid, hu) };
        Assert.Equal(new OrganModel(Manifest(), new Above(0.5f)).Segment(images, null).Labels, new OrganModel(Manifest(), network).Segment(images, null).Labels);
        Assert.Equal("MODEL.RUNTIME", Assert.Throws<RefusedException>(() => new OnnxNetwork([1, 2, 3])).Finding.Code);
    }

    private static ModelManifest Imported(string plans, string dataset)
    {
        string file = Path.GetTempFileName();
        File.WriteAllBytes(file, TinyOnnx.Threshold(0.5f));
        try { return NnUnetImport.Manifest("test", plans, dataset, file); }
        finally { File.Delete(file); }
    }

    private static ModelManifest Manifest() => new(1, "tiny", "organ-segmentation", "1", Convert.ToHexStringLower(SHA256.HashData(TinyOnnx.Threshold(0.5f))), "test",
        [new("CT", "HU", new("nnunet-ct", [-1000, 1000], 0, 100))], new("RAS", [0, 1, 2], [3, 3, 3], false), new([8, 8, 8]), ["net.onnx"],
        new("logits", new Dictionary<string, string> { ["1"] = "liver" }), new(null, ["CT"], [], []));

    private static Grid Box(int count, double step) => new(count, count, count, Affine.Diagonal(new(step, step, step), default));

    /// <summary>Three voxels of 100 HU in −100 HU, centred on (12, −9, 6) mm, on a lattice that runs to the left and to the back.</summary>
    private static (Grid, float[]) OffCentreBlob()
    {
        Grid grid = new(15, 13, 11, Affine.Diagonal(new(-3, -3, 3), new(21, 18, -15)));
        float[] hu = new float[grid.Count];
        for (int n = 0; n < hu.Length; n++)
        {
            (int i, int j, int k) = grid.Voxel(n);
            Vector3D p = grid.Affine.Apply(i, j, k);
            hu[n] = Math.Abs(p.X - 12) < 4 && Math.Abs(p.Y + 9) < 1 && Math.Abs(p.Z - 6) < 1 ? 100 : -100;
        }
        return (grid, hu);
    }

    /// <summary>Class 1 above a level: y₀ = level, y₁ = x.</summary>
    private sealed class Above(float level) : IPatchNetwork
    {
        public float[] Run(float[] input, int channels, int[] patch) => [.. Enumerable.Repeat(level, input.Length), .. input];
    }

    private sealed class Shapeless : IPatchNetwork
    {
        public float[] Run(float[] input, int channels, int[] patch) => new float[7];
    }
}

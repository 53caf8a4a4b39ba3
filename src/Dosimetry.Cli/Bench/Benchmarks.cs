using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Tools;
using Dosimetry.Cases.Work;
using Dosimetry.Cli.Verbs;
using Dosimetry.Engine;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli.Bench;

/// <summary>What <c>dosimetry bench</c> times: the pieces that a user waits for, from small to whole.</summary>
internal static class Benchmarks
{
    private static readonly TimeSpan ImportLimit = TimeSpan.FromMinutes(10);

    /// <summary>All of them, in the order they run.</summary>
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        .. from n in new[] { 64, 128 } from radius in new[] { 2, 5, 12 } select Convolution(n, n, n * 3 / 4, radius),
        new("kernel", "Lu-177, water, made anew", 1, MakeKernel),
        new("local", "128 x 128 x 96, 4.42 mm", 3, (_, cancel) => DoseBenchmarks.Uniform("local", 128, 128, 96, 1, cancel)),
        .. DoseBenchmarks.VoxelS,
        .. PbpkBenchmarks.All,
        new("monte-carlo", "1e7 decays, 64 x 64 x 64, 4 mm", 1, (_, cancel) => MonteCarlo(10_000_000, cancel)),
        new("import", $"CT of {SyntheticStudy.Slices} slices, 500 MB", 1, Import) { Prepare = (folder, cancel) => SyntheticStudy.Write(Study(folder), cancel) },
        new("demo", "DICOM to report", 1, Demo),
    ];

    private static Benchmark Convolution(int nx, int ny, int nz, int radius)
    {
        var source = new Lazy<float[]>(() => [.. Enumerable.Range(0, nx * ny * nz).Select(n => (float)(n % 97))]);
        int side = 2 * radius + 1;
        var kernel = new ConvolutionKernel(radius, radius, radius, [.. Enumerable.Repeat(1f / (side * side * side), side * side * side)]);
        return new Benchmark("convolution", $"{nx} x {ny} x {nz}, kernel {side} cubed", 3, (_, cancel) =>
        {
            using IVoxelDevice device = Devices.Open(DeviceChoice.Cpu);
            device.Convolve(source.Value, new VoxelCounts(nx, ny, nz), kernel, cancel);
            return Task.CompletedTask;
        });
    }

    private static Task MakeKernel(string folder, CancellationToken cancel)
    {
        new PointKernels(PhysicsLibrary.OpenDefault()).Get("Lu-177", "water", 0, cancel);
        return Task.CompletedTask;
    }

    /// <summary>A body of tissue with a lung and a bone, activity in a block of 20³ voxels and a tenth of it around.</summary>
    private static Task MonteCarlo(long decays, CancellationToken cancel)
    {
        var grid = new Grid(64, 64, 64, Affine.Diagonal(new(4, 4, 4), default));
        int[] layer = [.. Enumerable.Range(0, grid.Count).Select(v => grid.Voxel(v).I switch { < 16 => 0, > 56 => 2, _ => 1 })];
        float[] tia = [.. layer.Select((_, v) => grid.Voxel(v) is ( >= 22 and < 42, >= 22 and < 42, >= 22 and < 42) ? 10f : 1f)];
        float[] density = [.. layer.Select(l => l switch { 0 => 0.26f, 1 => 1.04f, _ => 1.9f })];
        var input = new DoseInput(new(grid, tia), new(grid, density), [.. layer.Select(l => (byte)l)], ["lung", "soft_tissue", "cortical_bone"], "Lu-177");
        using IVoxelDevice device = Devices.Open(DeviceChoice.Cpu);
        DoseEngines.Get("monte-carlo", PhysicsLibrary.OpenDefault()).Compute(input, new DoseOptions(Histories: decays), device, null, cancel);
        return Task.CompletedTask;
    }

    private static Task Import(string folder, CancellationToken cancel) =>
        new ImportTool(CliProgram.Locate(null), ImportLimit).RunAsync(Study(folder), Directory.CreateDirectory(Path.Combine(folder, "import")).FullName, null, cancel);

    private static string Study(string folder) => Path.Combine(folder, "study");

    private static async Task Demo(string folder, CancellationToken cancel)
    {
        RunInput input = RunInput.OfDemo(Path.Combine(folder, "demo"), 1, cancel);
        var import = new CaseImport(new ImportTool(CliProgram.Locate(null), ImportLimit), Path.Combine(folder, "demo-import"), null);
        (CaseDescription description, string imported) = await import.ReadAsync(input.Case, input.Home, cancel);
        string results = Directory.CreateDirectory(Path.Combine(folder, "demo-results")).FullName;
        using var run = new CaseRun(new CaseRunRequest(description, input.Findings, imported, results), TimeProvider.System, new Quiet());
        await run.CompleteAsync(keepPrepared: true, cancel);
    }

    private sealed class Quiet : IProgress<JobProgress>
    {
        public void Report(JobProgress value) { }
    }
}

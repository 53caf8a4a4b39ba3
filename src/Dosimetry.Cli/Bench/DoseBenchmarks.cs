using Dosimetry.Cases.Work;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli.Bench;

/// <summary>
/// Dose by convolution from small to whole-body images, and by threads: voxel kernels made anew from the point kernel, both parts, surface; everything but
/// files. Physics data and point kernel are in memory, as from the second run of a program on.
/// </summary>
internal static class DoseBenchmarks
{
    private static readonly (int X, int Y, int Z)[] Sizes = [(64, 64, 64), (96, 96, 96), (128, 128, 96), (192, 192, 128), (256, 256, 256)];

    private static readonly Lazy<PhysicsLibrary> Library = new(() => PhysicsLibrary.OpenDefault());
    private static readonly Lazy<IReadOnlyList<IDoseEngine>> Engines = new(() => DoseEngines.All(Library.Value, KernelCache.Folder));

    /// <summary>Sizes on one thread, then one size on more. The whole body takes minutes and gigabytes: only by its name.</summary>
    public static IReadOnlyList<Benchmark> VoxelS { get; } =
    [
        .. from n in Sizes select new Benchmark("voxel-s", Size(n, 1), n.X > 128 ? 1 : 3, (_, cancel) => Uniform("voxel-s", n.X, n.Y, n.Z, 1, cancel)),
        new("voxel-s", Size(Sizes[2], 2), 3, (_, cancel) => Uniform("voxel-s", 128, 128, 96, 2, cancel)),
    ];

    /// <summary>Measured only when asked for.</summary>
    public static IReadOnlyList<Benchmark> ByNameOnly { get; } =
        [new("voxel-s-total-body", Size((400, 400, 1000), 1), 1, (_, cancel) => Uniform("voxel-s", 400, 400, 1000, 1, cancel))];

    /// <summary>An engine on soft tissue with activity in a ball of a tenth of the width, voxels of 4.42 mm.</summary>
    public static Task Uniform(string engine, int nx, int ny, int nz, int threads, CancellationToken cancel)
    {
        var grid = new Grid(nx, ny, nz, Affine.Diagonal(new(4.42, 4.42, 4.42), default));
        float[] tia = new float[grid.Count], density = new float[grid.Count];
        Array.Fill(density, 1.04f);
        for (int r = nx / 20, k = -r; k <= r; k++)
            for (int j = -r; j <= r; j++)
                tia.AsSpan(grid.Index(nx / 2 - r, ny / 2 + j, nz / 2 + k), 2 * r + 1).Fill(1e3f);
        var input = new DoseInput(new(grid, tia), new(grid, density), new byte[grid.Count], ["soft_tissue"], "Lu-177");
        using IVoxelDevice device = Devices.Open(DeviceChoice.Cpu, threads);
        Engines.Value.First(e => e.Name == engine).Compute(input, new DoseOptions(Threads: threads), device, null, cancel);
        return Task.CompletedTask;
    }

    private static string Size((int X, int Y, int Z) n, int threads) => $"{n.X} x {n.Y} x {n.Z}, {threads} {(threads == 1 ? "thread" : "threads")}";
}

using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Local;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Dose.VoxelS;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.DoseContract.Tests;

/// <summary>Few histories: the contract is about structure, and kernels with noise obey it exactly as smooth ones do.</summary>
internal static class Shared
{
    public static PhysicsLibrary Library { get; } = PhysicsLibrary.OpenDefault();
    public static PointKernels Kernels { get; } = new(Library, null, new PointKernelSettings(8_000, 16_000));
}

/// <summary>Local deposition on the CPU.</summary>
public class LocalOnCpu : EngineContract
{
    protected override IDoseEngine Engine { get; } = new LocalEngine(Shared.Library);
}

/// <summary>Voxel S values on the CPU, with its SIMD and FFT convolvers.</summary>
public class VoxelSOnCpu : EngineContract
{
    protected override IDoseEngine Engine { get; } = new VoxelSEngine(Shared.Kernels);

    [Fact]
    public void Gas_beside_activity_shows_no_hot_spot()
    {
        Grid grid = Boxes.Grid(9, 9, 9, 4, 4, 4);
        DoseInput tissue = Boxes.Point(grid, 4, 4, 4);
        float[] density = [.. tissue.Density.Values.Select((d, v) => grid.Voxel(v).I > 4 ? 0.0012f : d)];
        float[] dose = Engine.Compute(tissue with { Density = new(grid, density) }, new(), Device, null, default).Dose.Values;
        Assert.True(dose[grid.Index(5, 4, 4)] < 0.05 * dose[grid.Index(4, 4, 4)]);
        Assert.Equal(dose[grid.Index(3, 4, 4)], dose[grid.Index(5, 4, 4)], 0.01 * dose[grid.Index(3, 4, 4)]);
    }
}

/// <summary>Voxel S values on the one-source kernels that a GPU runs.</summary>
public class VoxelSOnPlainKernels : EngineContract
{
    protected override IDoseEngine Engine { get; } = new VoxelSEngine(Shared.Kernels);
    protected override IVoxelDevice Device { get; } = new PlainDevice();
}

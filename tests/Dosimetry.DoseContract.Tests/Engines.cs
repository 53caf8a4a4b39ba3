using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Local;
using Dosimetry.Engine.Dose.MonteCarlo;
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

/// <summary>Monte Carlo on the CPU. Few decays, so that one voxel scatters by a few per cent; the seed is fixed.</summary>
public class MonteCarloOnCpu : EngineContract
{
    protected override IDoseEngine Engine { get; } = new MonteCarloEngine(Shared.Library, new MonteCarloSettings(DefaultHistories: 500_000, Batches: 8));
    protected override double Noise => 0.08; // σ of a lung voxel is up to 1.8 % of the largest dose (measured): three σ of a difference

    [Fact]
    public void The_kernels_give_the_same_bits_on_a_plain_executor()
    {
        DoseInput input = Boxes.Heterogeneous(Boxes.Grid(9, 11, 13, 4, 3, 5));
        using var plain = new PlainDevice();
        DoseResult a = Engine.Compute(input, new(), Device, null, default), b = Engine.Compute(input, new(), plain, null, default);
        Assert.Equal(a.Dose.Values, b.Dose.Values);
        Assert.Equal(a.Sigma!.Values, b.Sigma!.Values);
    }
}

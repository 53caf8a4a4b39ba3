using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Local;
using Dosimetry.Engine.Dose.MonteCarlo;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Dose.VoxelS;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose;

/// <summary>The engines of the product: few, closed, in one list.</summary>
public static class DoseEngines
{
    /// <summary>All engines. <paramref name="kernelFolder"/>: where point kernels are kept between runs (null: computed anew).</summary>
    public static IReadOnlyList<IDoseEngine> All(PhysicsLibrary library, string? kernelFolder = null) =>
        [new LocalEngine(library), new VoxelSEngine(new PointKernels(library, kernelFolder)), new MonteCarloEngine(library)];

    /// <summary>An engine by its name on the command line.</summary>
    /// <exception cref="RefusedException">No such engine; the text lists them.</exception>
    public static IDoseEngine Get(string name, PhysicsLibrary library, string? kernelFolder = null)
    {
        IReadOnlyList<IDoseEngine> all = All(library, kernelFolder);
        return all.FirstOrDefault(e => e.Name == name)
            ?? throw new RefusedException("DOSE.ENGINE_UNKNOWN",
                $"There is no dose engine '{name}'. There are: {string.Join(", ", all.Select(e => e.Name))}.");
    }
}

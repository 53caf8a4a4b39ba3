using System.CommandLine;
using System.Globalization;
using Dosimetry.Cases.Work;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli.Verbs;

/// <summary>Options that the physics verbs share, and where they keep their kernels.</summary>
internal static class PhysicsOptions
{
    public static Option<string> Nuclide() => new("--nuclide") { Description = "As ICRP writes it: Lu-177.", DefaultValueFactory = _ => "Lu-177" };
    public static Option<string> Medium() =>
        new("--medium") { Description = "Name of a photon table: water, soft_tissue, lung, cortical_bone, …",
        DefaultValueFactory = _ => "water" };
    public static Option<double?> Density() => new("--density") { Description = "g/cm³; default: the medium's own." };
    public static Option<int> Threads() => new("--threads") { Description = "CPU threads, 0 = all; the result does not depend on it.",
        DefaultValueFactory = _ => 0 };
    public static Option<ulong> Seed() => new("--seed") { Description = "Seed of the random numbers.", DefaultValueFactory = _ => 1 };
    public static Option<DeviceChoice> Device() => new("--device") { Description = "auto, cpu or gpu.", DefaultValueFactory = _ => DeviceChoice.Auto };
    public static Option<string?> Physics() => new("--physics") { Description = "Folder of physics data; default: data/physics beside the program." };

    /// <summary>The physics data.</summary>
    public static PhysicsLibrary Open(string? folder, NuclideOptions? nuclides = null) =>
        folder is null ? PhysicsLibrary.OpenDefault(nuclides) : new PhysicsLibrary(folder, nuclides);

    /// <summary>Where kernels are kept between runs of this user.</summary>
    public static string? KernelFolder() => KernelCache.Folder;

    /// <summary>Kernels with a seed.</summary>
    public static PointKernels Kernels(PhysicsLibrary library, ulong seed) => new(library, KernelFolder(), new PointKernelSettings(Seed: seed));

    /// <summary>A density in g/cm³ that can be one.</summary>
    public static double Sensible(double density)
    {
        if (density is > 0 and < 25) return density;
        throw new WrongArgumentsException("--density is in g/cm³ and lies between 0 and 25.");
    }

    /// <summary>One edge for a cube or three, in mm.</summary>
    public static (double X, double Y, double Z) Edges(string text)
    {
        double[] edges = [.. text.Split(',').Select(w => double.TryParse(w, NumberStyles.Float, CultureInfo.InvariantCulture, out double v)
            ? v : double.NaN)];
        if (edges.Length is not (1 or 3) || edges.Any(e => !(e is >= 0.1 and <= 100)))
            throw new WrongArgumentsException($"--voxel-mm takes one edge or three, each 0.1 to 100 mm: '{text}' is neither.");
        return edges.Length == 1 ? (edges[0], edges[0], edges[0]) : (edges[0], edges[1], edges[2]);
    }
}

using System.Globalization;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;

namespace Dosimetry.Engine.Tests.Dose;

/// <summary>Physics data, point kernels shared by the tests of this process, and reference tables.</summary>
internal static class DoseReferences
{
    /// <summary>The references emit this much more electron energy than nominal (linear reading of the coarse beta table, Lu-177).</summary>
    public const double ReferenceElectronExcess = 1.0037;

    public static PhysicsLibrary Library { get; } = PhysicsLibrary.OpenDefault();

    /// <summary>Half the product's histories: statistical uncertainty under 0.05 % in the source voxel, 0.3 % in the diagonal one.</summary>
    public static PointKernels Kernels { get; } = new(Library, null, new PointKernelSettings(60_000, 120_000));

    /// <summary>The rows of a table without its comments and its header.</summary>
    public static IEnumerable<string[]> Rows(string file) => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "dose", file))
        .Where(l => l.Length > 0 && l[0] != '#').Skip(1).Select(l => l.Split(','));

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    public static void Within(double share, double expected, double actual, string what) =>
        Assert.True(Math.Abs(actual / expected - 1) <= share, string.Create(CultureInfo.InvariantCulture,
            $"{what}: {actual:G6} is {100 * (actual / expected - 1):F2} % off {expected:G6}, allowed {100 * share:F2} %"));
}

namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Spherical shells in which a point kernel is tallied. Unit: mass thickness, g/cm². Shell 0 reaches from 0 to 1e-4 (1 µm in water), then 40
/// shells per decade (6 % wide) to 100 (1 m of water). What is farther away has left.
/// </summary>
public static class RadialShells
{
    private const double First = 1e-4;
    private const int PerDecade = 40, Decades = 6;

    /// <summary>Number of shells.</summary>
    public const int Count = PerDecade * Decades + 1;
    /// <summary>Outer radius of the last shell, g/cm².</summary>
    public const double Reach = 100;

    /// <summary>Outer radius of shell <paramref name="k"/>; shell −1 has 0.</summary>
    public static double Outer(int k) => k < 0 ? 0 : Edges[k];

    /// <summary>The shell of a radius; <see cref="Count"/> beyond the last.</summary>
    public static int Index(double radius)
    {
        if (radius < First) return 0;
        int k = Math.Min(Count, 1 + (int)(Math.Log10(radius / First) * PerDecade));
        if (k < Count && radius >= Edges[k]) return k + 1; // rounding of the logarithm at an edge
        return radius < Edges[k - 1] ? k - 1 : k;
    }

    private static readonly double[] Edges = [.. Enumerable.Range(0, Count).Select(k => First * Math.Pow(10, (double)k / PerDecade))];
}

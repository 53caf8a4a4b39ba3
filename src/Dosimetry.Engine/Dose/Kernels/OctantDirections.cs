using System.Collections.Concurrent;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>
/// Directions that cover one octant evenly, with weights that add up to 1: the triangle between the three axes cut into n² triangles, their centres
/// projected onto the sphere, weighted with the solid angle dΩ ∝ dA/|p|³. No axis is preferred: every permutation of a direction is one as well.
/// </summary>
internal static class OctantDirections
{
    private static readonly ConcurrentDictionary<int, (Vector3D Direction, double Weight)[]> Sets = new(); // pure geometry: one copy serves all

    /// <summary>At least n² directions, n rounded up to a multiple of 8.</summary>
    public static (Vector3D Direction, double Weight)[] AtLeast(int n) => Sets.GetOrAdd((n + 7) / 8 * 8, Make);

    private static (Vector3D, double)[] Make(int n)
    {
        var points = new List<(Vector3D Direction, double Weight)>(n * n);
        for (int i = 0; i < n; i++)
            for (int j = 0; i + j < n; j++)
            {
                Add(i + 1.0 / 3, j + 1.0 / 3);
                if (i + j < n - 1) Add(i + 2.0 / 3, j + 2.0 / 3);
            }
        double sum = points.Sum(p => p.Weight);
        return [.. points.Select(p => (p.Direction, p.Weight / sum))];

        void Add(double a, double b)
        {
            var p = new Vector3D(a, b, n - a - b);
            points.Add((1 / p.Length * p, 1 / (p.Length * p.Length * p.Length)));
        }
    }
}

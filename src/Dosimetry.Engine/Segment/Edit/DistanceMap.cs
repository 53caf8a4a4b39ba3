using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Segment.Edit;

/// <summary>
/// Quantity: squared distance in mm² from each voxel centre to the nearest marked voxel's centre; infinity where nothing is marked.
/// Equation: d²(x) = min_y [(x − y)² + marked(y)], taken axis by axis as the lower envelope of parabolas (Felzenszwalb and Huttenlocher, Theory of
/// Computing 8, 2012). Exact on grids with perpendicular axes; work in proportion to the number of voxels, whatever the distance.
/// Neglected: voxels are points at their centres.
/// </summary>
internal static class DistanceMap
{
    public static double[] Squared_mm2(bool[] marked, Grid grid)
    {
        double[] map = Array.ConvertAll(marked, m => m ? 0 : double.PositiveInfinity);
        Vector3D s = grid.Spacing_mm;
        Sweep(map, grid.Nx, 1, grid.Ny * grid.Nz, s.X, line => line * grid.Nx);
        Sweep(map, grid.Ny, grid.Nx, grid.Nx * grid.Nz, s.Y, line => line % grid.Nx + line / grid.Nx * grid.Nx * grid.Ny);
        Sweep(map, grid.Nz, grid.Nx * grid.Ny, grid.Nx * grid.Ny, s.Z, line => line);
        return map;
    }

    /// <summary>One axis: every line of <paramref name="count"/> voxels, <paramref name="stride"/> apart, from its first voxel.</summary>
    private static void Sweep(double[] map, int count, int stride, int lines, double step_mm, Func<int, int> first) => Parallel.For(0, lines, () => new Envelope(count, step_mm * step_mm), (line, _, envelope) =>
    {
        envelope.Apply(map, first(line), stride);
        return envelope;
    }, _ => { });

    /// <summary>Lower envelope of the parabolas (x − p)² · step² + f(p) along one line.</summary>
    private sealed class Envelope(int count, double step2)
    {
        private readonly double[] _value = new double[count], _from = new double[count];
        private readonly int[] _place = new int[count];

        public void Apply(double[] map, int start, int stride)
        {
            int last = -1;
            for (int x = 0; x < count; x++)
            {
                double height = map[start + x * stride];
                if (double.IsPositiveInfinity(height)) continue;
                double from = double.NegativeInfinity;
                while (last >= 0 && (from = Crossing(last, x, height)) <= _from[last]) last--;
                if (last < 0) from = double.NegativeInfinity;
                last++;
                (_place[last], _value[last], _from[last]) = (x, height, from);
            }
            if (last >= 0) Fill(map, start, stride, last);
        }

        /// <summary>Where the parabola at x begins to lie below the one kept at n.</summary>
        private double Crossing(int n, int x, double height) =>
            (height - _value[n] + step2 * ((double)x * x - (double)_place[n] * _place[n])) / (2 * step2 * (x - _place[n]));

        private void Fill(double[] map, int start, int stride, int last)
        {
            for (int x = 0, n = 0; x < count; x++)
            {
                while (n < last && _from[n + 1] < x) n++;
                double away = x - _place[n];
                map[start + x * stride] = _value[n] + step2 * away * away;
            }
        }
    }
}

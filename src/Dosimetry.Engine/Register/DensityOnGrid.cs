using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Register;

/// <summary>
/// Quantity: mass density on a dose grid, g/cm³. Equation: ρ(T) = Σ ρ_CT · |V_i ∩ V_T| / Σ |V_i ∩ V_T|: the mass of the covered part is conserved.
/// Each CT voxel becomes a density first, because density is what averages; a mean of HU over lung and bone is the density of neither.
/// Where the CT does not reach, its nearest voxel stands in (air beside the table, tissue beyond the last slice).
/// </summary>
public static class DensityOnGrid
{
    /// <summary>Below this covered share of a voxel the nearest CT voxel stands in.</summary>
    private const float LeastCoverage = 0.05f;

    /// <summary>Averages a CT onto a grid.</summary>
    /// <param name="ct">CT numbers, HU.</param>
    /// <param name="densityOfHu">Density in g/cm³ of a CT number.</param>
    /// <param name="grid">Target grid.</param>
    /// <returns>The density and the share of the target's voxels that the CT does not reach.</returns>
    public static (Volume<MassDensity> Density, double UncoveredShare) Average(Volume<CtNumber> ct, Func<float, float> densityOfHu, Grid grid)
    {
        OverlapResampler resampler = new(ct.Grid, grid);
        float[] sums = resampler.Average(ct.Values, densityOfHu), coverage = resampler.Coverage();
        int uncovered = 0;
        for (int n = 0; n < sums.Length; n++)
        {
            if (coverage[n] >= LeastCoverage) { sums[n] /= coverage[n]; continue; }
            sums[n] = densityOfHu(Nearest(ct, grid, n));
            uncovered++;
        }
        return (new Volume<MassDensity>(grid, sums), (double)uncovered / sums.Length);
    }

    private static float Nearest(Volume<CtNumber> ct, Grid grid, int voxel)
    {
        (int i, int j, int k) = grid.Voxel(voxel);
        Vector3D p = ct.Grid.Affine.Inverse().Apply(grid.Affine.Apply(i, j, k));
        return ct[Held(p.X, ct.Grid.Nx), Held(p.Y, ct.Grid.Ny), Held(p.Z, ct.Grid.Nz)];
    }

    private static int Held(double index, int count) => (int)Math.Clamp(Math.Round(index), 0, count - 1);
}

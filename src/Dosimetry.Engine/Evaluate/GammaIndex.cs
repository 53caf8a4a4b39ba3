using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Evaluate;

/// <summary>Criteria of a gamma comparison; the dose criterion is a share of the reference's maximum (global).</summary>
public sealed record GammaCriteria(double Dose_percent = 2, double Distance_mm = 2, double Cutoff_percent = 10);

/// <summary>
/// Outcome of a gamma comparison: share of compared voxels with γ ≤ 1, number compared, mean difference (evaluated − reference) in Gy over them,
/// and γ per voxel (0 where not compared, at most 2).
/// </summary>
public sealed record GammaResult(double PassRate, int Compared, double MeanDifference_Gy, Volume<Dimensionless> Gamma);

/// <summary>
/// Quantity: gamma index γ (pure number). Equation: γ(r) = min over r' of √(|r' − r|²/Δd² + (D_e(r') − D_r(r))²/ΔD²), ΔD global.
/// The evaluated dose is interpolated linearly at steps of a tenth of Δd within 2 Δd. Source: Low 1998.
/// Validity: Δd of the order of the voxel or larger; a distance criterion below one voxel says little. Neglected: statistical noise, which lowers γ.
/// </summary>
public static class GammaIndex
{
    private const double Largest = 2;
    private const int StepsPerDistance = 10;

    /// <summary>Compares an evaluated dose with a reference, voxel by voxel of the reference.</summary>
    /// <exception cref="RefusedException">A criterion is not positive, or no reference voxel reaches the cut-off.</exception>
    public static GammaResult Compare(Volume<Dose_Gy> reference, Volume<Dose_Gy> evaluated, GammaCriteria criteria, CancellationToken cancel = default)
    {
        double max_Gy = reference.Values.Max(), tolerance_Gy = criteria.Dose_percent / 100 * max_Gy, cutoff_Gy = criteria.Cutoff_percent / 100 * max_Gy;
        if (!(criteria.Dose_percent > 0 && criteria.Distance_mm > 0 && criteria.Cutoff_percent >= 0))
            throw new RefusedException("EVALUATE.GAMMA_CRITERIA", "Dose and distance criteria must be positive and the cut-off not negative.");
        if (!(max_Gy > 0)) throw new RefusedException("EVALUATE.GAMMA_EMPTY", "The reference dose is zero everywhere: there is nothing to compare.");
        Offset[] offsets = [.. Offsets(criteria.Distance_mm)];
        TrilinearSampler sampler = new(evaluated.Grid, evaluated.Values);
        float[] gamma = new float[reference.Values.Length], difference = new float[gamma.Length];
        Parallel.For(0, gamma.Length, new ParallelOptions { CancellationToken = cancel }, n =>
        {
            if (reference.Values[n] < cutoff_Gy) return;
            (int i, int j, int k) = reference.Grid.Voxel(n);
            Vector3D point = reference.Grid.Affine.Apply(i, j, k);
            difference[n] = (float)(sampler.At(point) - reference.Values[n]);
            gamma[n] = (float)At(point, reference.Values[n], tolerance_Gy, sampler, offsets);
        });
        return Summarise(reference, gamma, difference, cutoff_Gy);
    }

    private static double At(Vector3D point, double dose_Gy, double tolerance_Gy, TrilinearSampler sampler, Offset[] offsets)
    {
        double best = Largest * Largest;
        foreach (Offset offset in offsets)
        {
            if (offset.Square >= best) break; // offsets come nearest first: nothing farther can be better
            double d = (sampler.At(point + offset.Shift_mm) - dose_Gy) / tolerance_Gy;
            best = Math.Min(best, offset.Square + d * d);
        }
        return Math.Sqrt(best);
    }

    private static GammaResult Summarise(Volume<Dose_Gy> reference, float[] gamma, float[] difference, double cutoff_Gy)
    {
        int[] compared = [.. Enumerable.Range(0, gamma.Length).Where(n => reference.Values[n] >= cutoff_Gy)];
        return new GammaResult(compared.Count(n => gamma[n] <= 1) / (double)compared.Length, compared.Length,
            compared.Average(n => (double)difference[n]), new Volume<Dimensionless>(reference.Grid, gamma));
    }

    private static IEnumerable<Offset> Offsets(double distance_mm)
    {
        int reach = (int)(Largest * StepsPerDistance);
        double step = distance_mm / StepsPerDistance;
        List<Offset> offsets = [];
        for (int z = -reach; z <= reach; z++)
            for (int y = -reach; y <= reach; y++)
                for (int x = -reach; x <= reach; x++)
                    offsets.Add(new Offset(new Vector3D(x * step, y * step, z * step), (x * x + y * y + z * z) / (double)(StepsPerDistance * StepsPerDistance)));
        return offsets.Where(o => o.Square <= Largest * Largest).OrderBy(o => o.Square);
    }

    /// <summary>A shift and its squared length in distance criteria.</summary>
    private readonly record struct Offset(Vector3D Shift_mm, double Square);
}

using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Evaluate;

/// <summary>Criteria of a gamma comparison. The cut-off is a share of the reference's maximum; so is the dose criterion, unless it is local.</summary>
public sealed record GammaCriteria(double Dose_percent = 2, double Distance_mm = 2, double Cutoff_percent = 10)
{
    /// <summary>True: the dose criterion is a share of the reference's dose in the voxel itself.</summary>
    public bool Local { get; init; }

    /// <summary>The criteria in words.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Dose_percent:G3} % / {Distance_mm:G3} mm, {(Local ? "local" : "global")}, above {Cutoff_percent:G3} % of the maximum");
}

/// <summary>
/// Outcome of a gamma comparison: share of compared voxels with γ ≤ 1, number compared, mean difference (evaluated − reference) in Gy over them,
/// and γ per voxel (0 where not compared, at most 2).
/// </summary>
public sealed record GammaResult(double PassRate, int Compared, double MeanDifference_Gy, Volume<Dimensionless> Gamma)
{
    /// <summary>Voxels whose reference dose is below this are not compared, Gy.</summary>
    public double Cutoff_Gy { get; init; }
}

/// <summary>
/// Quantity: gamma index γ (pure number). Equation: γ(r) = min over r' of √(|r' − r|²/Δd² + (D_e(r') − D_r(r))²/ΔD²), ΔD a share of the reference's
/// maximum (global) or of D_r(r) (local). The evaluated dose is interpolated linearly, searched at steps of a tenth of Δd within 2 Δd and refined along the slope. Source: Low 1998.
/// Validity: Δd of the order of the voxel or larger; a distance criterion below one voxel says little. Neglected: statistical noise, which lowers γ.
/// Checked against plastimatch (docs/physics/Evaluate.md).
/// </summary>
public static class GammaIndex
{
    /// <summary>Compares an evaluated dose with a reference, voxel by voxel of the reference.</summary>
    /// <exception cref="RefusedException">A criterion is not positive, or no reference voxel reaches the cut-off.</exception>
    public static GammaResult Compare(Volume<Dose_Gy> reference, Volume<Dose_Gy> evaluated, GammaCriteria criteria, CancellationToken cancel = default)
    {
        double max_Gy = reference.Values.Max(), cutoff_Gy = criteria.Cutoff_percent / 100 * max_Gy;
        Require(criteria, max_Gy);
        GammaSearch search = new(evaluated, criteria.Distance_mm);
        float[] gamma = new float[reference.Values.Length], difference = new float[gamma.Length];
        Parallel.For(0, gamma.Length, new ParallelOptions { CancellationToken = cancel }, n =>
        {
            double dose_Gy = reference.Values[n];
            if (!IsCompared(dose_Gy, cutoff_Gy)) return;
            (int i, int j, int k) = reference.Grid.Voxel(n);
            Vector3D point = reference.Grid.Affine.Apply(i, j, k);
            difference[n] = (float)(search.Dose.At(point) - dose_Gy);
            gamma[n] = (float)search.Gamma(point, dose_Gy, criteria.Dose_percent / 100 * (criteria.Local ? dose_Gy : max_Gy));
        });
        return Summarise(reference, gamma, difference, cutoff_Gy);
    }

    /// <summary>Whether a reference dose takes part: at the cut-off or above, and never where there is no dose at all.</summary>
    public static bool IsCompared(double dose_Gy, double cutoff_Gy) => dose_Gy >= cutoff_Gy && dose_Gy > 0;

    private static void Require(GammaCriteria criteria, double max_Gy)
    {
        if (!(criteria.Dose_percent is > 0 and <= 100 && criteria.Distance_mm is > 0 and <= 100 && criteria.Cutoff_percent is >= 0 and <= 100))
            throw new RefusedException("EVALUATE.GAMMA_CRITERIA", "Dose and distance criteria must be positive (at most 100 % and 100 mm) and the cut-off 0 to 100 %.");
        if (!(max_Gy > 0)) throw new RefusedException("EVALUATE.GAMMA_EMPTY", "The reference dose is zero everywhere: there is nothing to compare.");
    }

    private static GammaResult Summarise(Volume<Dose_Gy> reference, float[] gamma, float[] difference, double cutoff_Gy)
    {
        int[] compared = [.. Enumerable.Range(0, gamma.Length).Where(n => IsCompared(reference.Values[n], cutoff_Gy))];
        return new GammaResult(compared.Count(n => gamma[n] <= 1) / (double)compared.Length, compared.Length,
            compared.Average(n => (double)difference[n]), new Volume<Dimensionless>(reference.Grid, gamma)) { Cutoff_Gy = cutoff_Gy };
    }
}

using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Calibrate;

/// <summary>
/// Recovery curve of phantom spheres: weighted least squares, Gauss and Newton on ln β and γ, covariance widened where the spheres scatter more than
/// their uncertainties say.
/// </summary>
public static class RecoveryFit
{
    private const int LeastSpheres = 3, Steps = 60;
    private const double Converged = 1e-12;

    /// <summary>Fits spheres.</summary>
    /// <exception cref="RefusedException">Fewer than three spheres, or values that are no recovery coefficients.</exception>
    public static SphereRecovery Of(IReadOnlyList<RecoverySphere> spheres, string origin)
    {
        if (spheres.Count < LeastSpheres)
            throw new RefusedException("CALIBRATE.RECOVERY_FEW", $"A recovery curve needs at least {LeastSpheres} spheres, {spheres.Count} are given.");
        if (spheres.FirstOrDefault(s => !(s.Volume_ml > 0 && s.Coefficient is > 0 and < 1 && s.Sigma > 0 && double.IsFinite(s.Volume_ml + s.Sigma))) is { } bad)
            throw new RefusedException("CALIBRATE.RECOVERY_VALUE", FormattableString.Invariant(
                $"A sphere of {bad.Volume_ml:G4} ml with recovery {bad.Coefficient:G4} ± {bad.Sigma:G4} cannot be: volumes and uncertainties are positive, coefficients lie between 0 and 1. Write measured over true concentration."));
        (double lnBeta, double gamma) = Start(spheres);
        for (int n = 0; n < Steps; n++)
        {
            (double[] normal, double[] gradient, _) = Normal(spheres, lnBeta, gamma);
            double det = normal[0] * normal[2] - normal[1] * normal[1];
            (double db, double dg) = ((normal[2] * gradient[0] - normal[1] * gradient[1]) / det, (normal[0] * gradient[1] - normal[1] * gradient[0]) / det);
            (lnBeta, gamma) = (lnBeta + db, gamma + dg);
            if (Math.Abs(db) + Math.Abs(dg) < Converged) break;
        }
        if (!(gamma > 0) || !double.IsFinite(lnBeta))
            throw new RefusedException("CALIBRATE.RECOVERY_SHAPE", "The spheres' recovery does not rise with their volume; check the values.");
        return new SphereRecovery(Math.Exp(lnBeta), gamma, Covariance(spheres, lnBeta, gamma), spheres.Min(s => s.Volume_ml), origin);
    }

    /// <summary>Straight line of ln(1/R − 1) = γ ln β − γ ln V.</summary>
    private static (double LnBeta, double Gamma) Start(IReadOnlyList<RecoverySphere> spheres)
    {
        double[] x = [.. spheres.Select(s => Math.Log(s.Volume_ml))], y = [.. spheres.Select(s => Math.Log(1 / s.Coefficient - 1))];
        double mx = x.Average(), my = y.Average(), spread = x.Sum(v => (v - mx) * (v - mx));
        if (spread == 0) throw new RefusedException("CALIBRATE.RECOVERY_SHAPE", "All spheres have the same volume; a curve needs different sizes.");
        double gamma = Math.Max(-x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / spread, 0.05);
        return (mx + my / gamma, gamma);
    }

    private static (double[] Normal, double[] Gradient, double ChiSquared) Normal(IReadOnlyList<RecoverySphere> spheres, double lnBeta, double gamma)
    {
        double bb = 0, bg = 0, gg = 0, gb = 0, gc = 0, chi = 0;
        foreach (RecoverySphere s in spheres)
        {
            double away = lnBeta - Math.Log(s.Volume_ml), r = 1 / (1 + Math.Exp(gamma * away)), slope = -r * (1 - r);
            (double db, double dg, double miss) = (slope * gamma / s.Sigma, slope * away / s.Sigma, (s.Coefficient - r) / s.Sigma);
            (bb, bg, gg) = (bb + db * db, bg + db * dg, gg + dg * dg);
            (gb, gc, chi) = (gb + db * miss, gc + dg * miss, chi + miss * miss);
        }
        return ([bb, bg, gg], [gb, gc], chi);
    }

    private static double[] Covariance(IReadOnlyList<RecoverySphere> spheres, double lnBeta, double gamma)
    {
        (double[] n, _, double chi) = Normal(spheres, lnBeta, gamma);
        double det = n[0] * n[2] - n[1] * n[1], widened = Math.Max(1, chi / Math.Max(1, spheres.Count - 2));
        return [widened * n[2] / det, -widened * n[1] / det, widened * n[0] / det];
    }
}

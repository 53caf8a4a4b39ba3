// Quantity: what the data say about one parameter: the smallest sum of squares with that parameter held, over a range of its values.
// Equation: S_j(x) = min over θ with θ_j = x of [Σ data² + Σ prior²]; informed towards a side where the data's part rises by χ²₁(95 %) = 3.84 within the range.
// Source: Raue 2009 (profile likelihood); with a prior it is the profile posterior, and the data's part is shown apart.
// Validity: the range is three posterior standard deviations to each side. Neglected: second minima.
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Pbpk.Fit;

/// <summary>One held value: the sum of squares with everything else fitted again, and the measurements' part of it.</summary>
public sealed record ProfilePoint(double Value, double Objective, double DataObjective);

/// <summary>The profile of a parameter by ascending value. Informed: the data alone speak against values further on that side.</summary>
public sealed record ParameterProfile(string Name, IReadOnlyList<ProfilePoint> Points, bool InformedBelow, bool InformedAbove);

/// <summary>Profiles of a fit.</summary>
public static class ProfileLikelihood
{
    private const double ChiSquare95 = 3.841458820694124, SmallDecrease = 1e-3; // a hundredth in a sum of ten: far below 3.84
    private static readonly double[] Steps = [-3, -2, -1, 1, 2, 3];

    /// <summary>Profiles every parameter, about a hundred simulations each.</summary>
    /// <param name="patient">As for the fit.</param>
    /// <param name="prior">As for the fit.</param>
    /// <param name="measurements">As for the fit.</param>
    /// <param name="fit">Its result.</param>
    /// <param name="progress">Share done.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <exception cref="PbpkFitException">A held value has no minimum.</exception>
    public static IReadOnlyList<ParameterProfile> Run(
        PbpkPatient patient, Prior prior, IReadOnlyList<Measurement> measurements, MapResult fit, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        FitResiduals residuals = new(patient, prior, measurements, cancel);
        List<ParameterProfile> profiles = [];
        for (int j = 0; j < prior.Names.Count; j++)
        {
            profiles.Add(Profile(residuals, fit.Posterior, j));
            progress?.Report((j + 1.0) / prior.Names.Count);
        }
        return profiles;
    }

    private static ParameterProfile Profile(FitResiduals residuals, Posterior posterior, int j)
    {
        double[] mode = [.. posterior.LogMode];
        double sd = Math.Sqrt(posterior.LogCovariance[j][j]);
        ProfilePoint best = Point(residuals, mode, j);
        ProfilePoint[] points = [.. Steps.Select(s => mode.Length == 1 ? Point(residuals, [mode[0] + s * sd], 0) : Point(residuals, Refit(residuals, posterior, j, s * sd), j))];
        double least = points.Append(best).Min(p => p.DataObjective); // the prior may hold the mode away from what the data like best
        bool Rises(IEnumerable<ProfilePoint> side) => side.Any(p => p.DataObjective - least >= ChiSquare95);
        return new ParameterProfile(posterior.Names[j], [.. points.Append(best).OrderBy(p => p.Value)],
            Rises(points.Where(p => p.Value < best.Value)), Rises(points.Where(p => p.Value > best.Value)));
    }

    /// <summary>All other parameters fitted again, from where the normal approximation expects them.</summary>
    private static double[] Refit(FitResiduals residuals, Posterior posterior, int j, double shift)
    {
        double held = posterior.LogMode[j] + shift;
        int[] free = [.. Enumerable.Range(0, posterior.LogMode.Count).Where(n => n != j)];
        double[] Whole(double[] others)
        {
            double[] logs = new double[free.Length + 1];
            logs[j] = held;
            for (int n = 0; n < free.Length; n++) logs[free[n]] = others[n];
            return logs;
        }

        double[] start = [.. free.Select(n => posterior.LogMode[n] + posterior.LogCovariance[n][j] / posterior.LogCovariance[j][j] * shift)];
        double[] reach = [.. free.Select(n => MapFit.Reach * residuals.Prior.LogSd(n))];
        double[] middle = [.. free.Select(n => residuals.Prior.LogMedians[n])];
        double[] low = [.. middle.Zip(reach, (m, r) => m - r)], high = [.. middle.Zip(reach, (m, r) => m + r)];
        return Whole(new LevenbergMarquardt(others => residuals.At(Whole(others)), low, high, SmallDecrease).Minimise([.. start.Select((s, n) => Math.Clamp(s, low[n], high[n]))], withJacobian: false).Point);
    }

    private static ProfilePoint Point(FitResiduals residuals, double[] logs, int j)
    {
        double[] rows = residuals.At(logs);
        return new ProfilePoint(Math.Exp(logs[j]), rows.Sum(r => r * r), rows.Take(residuals.Measurements).Sum(r => r * r));
    }
}

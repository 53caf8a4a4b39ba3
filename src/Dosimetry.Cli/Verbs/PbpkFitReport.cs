using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Cli.Verbs;

/// <summary>A predicted curve with its 90 % band.</summary>
internal sealed record CurveBand(string Organ, IReadOnlyList<double> Time_min, IReadOnlyList<double> Activity_MBq, IEnumerable<double> Low_MBq, IEnumerable<double> High_MBq);

/// <summary>A measurement beside the fitted curve; the residual is in standard deviations.</summary>
internal sealed record MeasuredAndFitted(string Organ, string Ligand, string Nuclide, double Time_min, double Measured_MBq, double Fitted_MBq, double Residual);

/// <summary>What the curves and integrals are predicted for.</summary>
internal sealed record PredictedTherapy(string Ligand, string Nuclide, double Activity_MBq, double Ligand_nmol, int Administrations);

/// <summary>
/// <c>dosimetry pbpk fit --json</c>. Parameters in the order of <c>parameters</c>; <c>sd</c> and <c>logCovariance</c> are of ln(parameter); <c>identifiable</c>
/// is false where the data leave more than 80 % of the prior's spread (<c>posteriorOverPrior</c>).
/// </summary>
internal sealed record PbpkFitReport(
    IReadOnlyList<string> Parameters, IReadOnlyDictionary<string, double> Map, IReadOnlyDictionary<string, double> Sd, IReadOnlyList<bool> Identifiable,
    IReadOnlyDictionary<string, double> PosteriorOverPrior, double Objective, IReadOnlyDictionary<string, double> Tia_MBq_h, IReadOnlyDictionary<string, double> TiaSdLog,
    double[][] LogCovariance, PredictedTherapy Therapy, IReadOnlyList<CurveBand> Curves, IReadOnlyList<MeasuredAndFitted> Measurements, IReadOnlyList<string> Weak, object Solver)
{
    /// <summary>Standard deviation of ln(time-integrated activity) with the model's own error.</summary>
    public required IReadOnlyDictionary<string, double> TiaTotalSdLog { get; init; }
    /// <summary>Profile of every parameter; null unless asked for.</summary>
    public IReadOnlyList<ParameterProfile>? Profiles { get; init; }
    /// <summary>Sampled posterior; null unless asked for.</summary>
    public McmcReport? Mcmc { get; init; }
    /// <summary>Organs measured late enough for the smaller model error; <c>plan --fit</c> reads it.</summary>
    public required IReadOnlyList<string> SeenLate { get; init; }

    private const double HalfLives = 10, Band90 = 1.6448536269514722;

    /// <summary>Output times of a prediction: hourly, then daily, and to ten half-lives past the last administration.</summary>
    public static double[] Times_min(Protocol therapy)
    {
        double end_min = therapy.Administrations.Max(a => a.Time_min + a.Duration_min) + HalfLives * Math.Log(2) / therapy.Label.Decay_per_min;
        double[] early = [10, 30, 60, 120, 240, 480, 720];
        IEnumerable<double> daily = Enumerable.Range(1, (int)(end_min / 1440)).Select(d => 1440.0 * d);
        return [.. early.Concat(daily).Append(end_min).Where(t => t <= end_min).Distinct()];
    }

    public static PbpkFitReport Of(MapResult fit, Ligand ligand, Protocol therapy, PosteriorPrediction prediction, double elapsed_ms)
    {
        Posterior p = fit.Posterior;
        int[] index = [.. Enumerable.Range(0, p.Names.Count)];
        return new PbpkFitReport(
            p.Names, index.ToDictionary(n => p.Names[n], n => Math.Exp(p.LogMode[n])), index.ToDictionary(n => p.Names[n], n => Math.Sqrt(p.LogCovariance[n][n])),
            [.. index.Select(fit.IsInformed)], index.ToDictionary(n => p.Names[n], n => fit.Shrinkage[n]), fit.Objective, prediction.Tia_MBq_h, prediction.TiaLogSd,
            p.LogCovariance, TherapyOf(ligand, therapy), [.. prediction.Curves.Select(c => Band(prediction.Times_min, c))],
            [.. fit.Measurements.Select(m => new MeasuredAndFitted(m.Measurement.Organ, m.Measurement.Ligand.Name, m.Measurement.Label.Nuclide,
                m.Measurement.Time_min, m.Measurement.Activity_MBq, m.Predicted_MBq, m.Residual))],
            ["Red marrow comes out too low: take it from blood or images.", "Liver has no biliary path, spleen and urine are too fast: do not rely on them.",
                "Receptor densities belong to the binding constants of their ligand; those of PSMA-11 are placeholders."],
            new { fit.Iterations, fit.Simulations, Ms = elapsed_ms })
        {
            TiaTotalSdLog = prediction.TiaTotalLogSd,
            SeenLate = [.. p.Error.SeenLate ?? new HashSet<string>()],
        };
    }

    public IEnumerable<string> Lines()
    {
        for (int n = 0; n < Parameters.Count; n++)
            yield return FormattableString.Invariant($"{Parameters[n],-16}{Map[Parameters[n]],12:G5}  sd(ln) {Sd[Parameters[n]]:F3}{(Identifiable[n] ? "" : "  stays at the prior: the data do not inform it")}");
        foreach (CurveBand c in Curves)
            yield return FormattableString.Invariant($"{c.Organ,-16}{Tia_MBq_h[c.Organ],12:F1} MBq·h  sd(ln) {TiaSdLog[c.Organ]:F3}, with the model's error {TiaTotalSdLog[c.Organ]:F3}");
        foreach (ParameterProfile p in Profiles ?? [])
            yield return $"{p.Name,-16}the data {(p.InformedBelow && p.InformedAbove ? "bound it on both sides" : p.InformedBelow ? "bound it from below only" : p.InformedAbove ? "bound it from above only" : "do not bound it")}";
        if (Mcmc is { } m) foreach (string line in m.Lines()) yield return line;
    }

    private static PredictedTherapy TherapyOf(Ligand ligand, Protocol therapy) => new(ligand.Name, therapy.Label.Nuclide,
        therapy.Administrations.Sum(a => a.Hot_nmol) * therapy.Label.Activity_MBq_per_nmol, therapy.Administrations.Sum(a => a.Hot_nmol + a.Cold_nmol), therapy.Administrations.Count);

    private static CurveBand Band(IReadOnlyList<double> times_min, PredictedCurve c) => new(c.Organ, times_min, c.Activity_MBq,
        c.Activity_MBq.Zip(c.LogSd, (a, sd) => a * Math.Exp(-Band90 * sd)), c.Activity_MBq.Zip(c.LogSd, (a, sd) => a * Math.Exp(Band90 * sd)));
}

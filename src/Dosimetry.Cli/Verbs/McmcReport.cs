using Dosimetry.Pbpk.Fit;

namespace Dosimetry.Cli.Verbs;

/// <summary>A sampled parameter: 5 %, 50 % and 95 % quantile, agreement of the chains and effective draws.</summary>
internal sealed record SampledParameter(double P05, double P50, double P95, double RHat, double EffectiveSize);

/// <summary>Markov chains of <c>pbpk fit --mcmc</c>; <see cref="Posterior"/> can go on as <c>--prior</c> or <c>--fit</c>.</summary>
internal sealed record McmcReport(int Chains, int Draws, bool Converged, double Acceptance, int Failed, IReadOnlyDictionary<string, SampledParameter> Parameters, PosteriorReport Posterior)
{
    public static McmcReport Of(McmcResult r) => new(r.Draws.Length, r.Draws[0].Length, r.Converged, r.Acceptance, r.Failed,
        r.Laplace.Names.Select((n, j) => (n, j)).ToDictionary(x => x.n, x => new SampledParameter(
            Math.Exp(r.LogQuantile(x.j, 0.05)), Math.Exp(r.LogQuantile(x.j, 0.5)), Math.Exp(r.LogQuantile(x.j, 0.95)), r.RHat[x.j], r.EffectiveSize[x.j])),
        PosteriorReport.Of(r.AsPosterior()));

    public IEnumerable<string> Lines()
    {
        yield return FormattableString.Invariant($"{Chains} chains of {Draws} draws, {100 * Acceptance:F0} % accepted: {(Converged ? "the chains agree" : "THE CHAINS DO NOT AGREE, draw more")}");
        foreach ((string name, SampledParameter p) in Parameters)
            yield return FormattableString.Invariant($"{name,-16}{p.P50,12:G5}  90 % from {p.P05:G4} to {p.P95:G4}  R-hat {p.RHat:F3}  effective draws {p.EffectiveSize:F0}");
    }
}

using System.Text.Json;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Plan;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Predict;
using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Cli.Verbs;

/// <summary>A posterior as <c>plan --fit</c> and <c>pbpk fit --prior</c> read it.</summary>
internal sealed record PosteriorReport(IReadOnlyDictionary<string, double> Map, IReadOnlyDictionary<string, double> Sd, double[][] LogCovariance, IReadOnlyList<string> SeenLate)
{
    public static PosteriorReport Of(Posterior p) => new(
        p.Names.Select((n, k) => (n, k)).ToDictionary(x => x.n, x => Math.Exp(p.LogMode[x.k])), p.Names.Select((n, k) => (n, k)).ToDictionary(x => x.n, x => Math.Sqrt(p.LogCovariance[x.k][x.k])),
        p.LogCovariance, [.. (p.Error.SeenLate ?? new HashSet<string>()).Order(StringComparer.Ordinal)]);
}

/// <summary><c>dosimetry plan --after</c>: the posterior becomes the prior, the cycle's images are fitted, the remaining cycles planned anew.</summary>
internal static class PlanAfter
{
    public static VerbResult Run(Posterior before, Label label, PlanRequest request, FileInfo file, ulong seed, CancellationToken cancel) => PbpkInput.Read(file, document =>
    {
        PlanRequest withDelivered = PlanRequestFile.Read(document, request);
        if (withDelivered.Delivered.Count == 0) throw new RefusedException("PLAN.NO_DELIVERED", "The file of a cycle has no list 'delivered' (activity_GBq, ligand_nmol, cycles).", file.Name);
        PlanRequest rest = document.TryGetProperty("cycles", out _) ? withDelivered : withDelivered with { Cycles = Remaining(request, withDelivered, file) };
        Posterior now = Fit(before, document, cancel);
        ReplanResult plan = Replan.After(before, now, label, rest, $"posterior of the fit to {file.Name} and error of the model", seed, cancel);
        return new VerbResult(new { plan.Changes, plan.Now, plan.Expected, plan.Delivered, Posterior = PosteriorReport.Of(now) },
            plan.Changes.Select(c => c.Sentence).Concat(plan.Now.Accepted.Count > 0 ? plan.Now.Accepted.Select(PlanVerb.Line) : plan.Now.Options.Select(PlanVerb.Line)));
    });

    private static int[] Remaining(PlanRequest request, PlanRequest withDelivered, FileInfo file)
    {
        int given = withDelivered.Delivered.Sum(d => d.Cycles);
        int[] left = [.. request.Cycles.Select(c => c - given).Where(c => c > 0)];
        return left.Length > 0 ? left : throw new RefusedException("PLAN.NO_CYCLE_LEFT", $"{given} cycles were given and no more were planned. State the remaining 'cycles' in the file.", file.Name);
    }

    private static Posterior Fit(Posterior before, JsonElement document, CancellationToken cancel)
    {
        IReadOnlyList<Measurement> data = FitFile.ReadMeasurements(document);
        try
        {
            Posterior now = MapFit.Run(before.Basis, before.AsPrior, data, cancel).Posterior;
            return now with { Error = ModelError.WhereSeenLate((now.Error.SeenLate ?? new HashSet<string>()).Concat(before.Error.SeenLate ?? new HashSet<string>())) };
        }
        catch (Exception e) when (e is PbpkFitException or SolverException) { throw new RefusedException("PBPK.NO_FIT", e.Message); }
    }
}

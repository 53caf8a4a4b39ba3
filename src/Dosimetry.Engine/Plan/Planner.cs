using Dosimetry.Engine.Evaluate;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Engine.Plan;

/// <summary>
/// Finds activity, ligand and cycles: at every amount of ligand the largest activity within the limits (closed form), then the option with the
/// highest BED in the target.
/// </summary>
public sealed class Planner
{
    private const int Draws = 4000;
    private const string Kidney = "Kidney";
    private readonly Posterior _posterior;
    private readonly Label _label;
    private readonly PlanRequest _request;
    private readonly ParameterDraws _draws;
    private readonly CancellationToken _cancel;
    private readonly Dictionary<double, LigandDoses> _ligands = [];

    /// <summary>A planner for one patient.</summary>
    /// <param name="posterior">The patient: most probable parameters and their covariance (population or fit).</param>
    /// <param name="label">Label of the therapy.</param>
    /// <param name="request">Limits and grid.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="cancel">Ends the search.</param>
    /// <exception cref="Foundation.RefusedException">The limits cannot be.</exception>
    public Planner(Posterior posterior, Label label, PlanRequest request, ulong seed = 1, CancellationToken cancel = default)
    {
        request.Check();
        (_posterior, _label, _request, _cancel) = (posterior, label, request, cancel);
        _draws = new ParameterDraws(posterior.LogCovariance, Draws, seed);
    }

    /// <summary>Plans.</summary>
    /// <param name="uncertainty">Where the posterior comes from, in words.</param>
    /// <exception cref="PbpkInputException">The patient or an organ of the limits cannot be.</exception>
    public PlanResult Plan(string uncertainty)
    {
        PlanOption[] options = ParetoFront.Mark([.. _request.Ligand_nmol.SelectMany(nmol => _request.Cycles.Select(n => LargestOption(nmol, n)))]);
        PlanOption recommended = options.MaxBy(o => o.TumourBed_Gy)!, standard = Course(PlanRequest.Fixed, "fixed activity");
        PlanOption? prescribed = _request.Prescribed is { } p ? Course(p, "as prescribed") : null;
        return new PlanResult(options, recommended, standard, prescribed, [.. _request.Ligand_nmol.Select(Row)], _request.Target, uncertainty, [.. PlanRemarks.Of(_request, options, recommended, standard)]);
    }

    /// <summary>The largest activity within every binding limit at one amount of ligand.</summary>
    public PlanOption LargestOption(double ligand_nmol, int cycles)
    {
        LigandDoses doses = Ligand(ligand_nmol);
        (double activity_GBq, string by) = (doses.LargestCarried_GBq, "every molecule of the ligand is hot");
        if (_request.LargestActivity_GBq is { } cap && cap < activity_GBq) (activity_GBq, by) = (cap, "largest activity stated");
        if (Allowed(doses, cycles) is { } allowed && allowed.Activity_GBq < activity_GBq) (activity_GBq, by) = allowed;
        return Option(doses, activity_GBq, cycles, by, doses.Organs.ToDictionary(o => o.Limit.Organ, o =>
            new OrganDose(o.Limit.Organ, o.Dose_Gy(activity_GBq, cycles), o.Limit.AlphaBeta_Gy * (o.Bed_Gy(activity_GBq, cycles) - o.Dose_Gy(activity_GBq, cycles)), o.Limit.AlphaBeta_Gy)));
    }

    /// <summary>A stated course, with every cycle simulated: what is left of one cycle meets the next.</summary>
    public PlanOption Course(Prescription p, string why)
    {
        PbpkModel model = new(_posterior.Patient);
        Protocol protocol = Protocol.Cycles(_label, 1000 * p.Activity_GBq, p.Ligand_nmol, p.Cycles, 60 * _request.Interval_h);
        return Option(Ligand(p.Ligand_nmol), p.Activity_GBq, p.Cycles, why, OrganDose.Of(model, protocol, LigandDoses.Factors(model, _request), cancel: _cancel).ToDictionary(d => d.Organ));
    }

    private LigandRow Row(double ligand_nmol)
    {
        LigandDoses doses = Ligand(ligand_nmol);
        double activity_GBq = Math.Min((_request.Prescribed ?? PlanRequest.Fixed).Activity_GBq, doses.LargestCarried_GBq);
        int cycles = _request.Cycles[0];
        return new LigandRow(ligand_nmol, activity_GBq, doses.Organs.ToDictionary(o => o.Limit.Organ, o => o.Dose_Gy(activity_GBq, 1)),
            doses.Organs.ToDictionary(o => o.Limit.Organ, o => o.Bed_Gy(activity_GBq, 1)), cycles, Allowed(doses, cycles)?.Activity_GBq, doses.LargestCarried_GBq);
    }

    /// <summary>The largest activity within the binding limits and the organ that sets it; null where nothing binds.</summary>
    private (double Activity_GBq, string Organ)? Allowed(LigandDoses doses, int cycles) =>
        doses.Organs.Where(o => o.Limit.Binds).Select(o => ((double, string)?)(Largest(o, cycles), o.Limit.Organ)).MinBy(o => o!.Value.Item1);

    private double Largest(DoseCoefficients organ, int cycles)
    {
        double atMode_GBq = organ.LargestActivity_GBq(cycles);
        if (_request.LargestExceedProbability is not { } accepted) return atMode_GBq;
        double[] drawn_GBq = [.. organ.LargestActivities_GBq(_draws, cycles).Order()];
        return Math.Min(atMode_GBq, drawn_GBq[(int)(accepted * drawn_GBq.Length)]);
    }

    private LigandDoses Ligand(double ligand_nmol)
    {
        if (!_ligands.TryGetValue(ligand_nmol, out LigandDoses? doses))
            _ligands[ligand_nmol] = doses = LigandDoses.Simulate(_posterior, _label, _request, ligand_nmol, _cancel);
        return doses;
    }

    private PlanOption Option(LigandDoses ligand, double activity_GBq, int cycles, string limitedBy, IReadOnlyDictionary<string, OrganDose> doses) => new(
        activity_GBq, ligand.Ligand_nmol, cycles, doses.TryGetValue(Kidney, out OrganDose? kidney) ? kidney.Bed_Gy : 0,
        doses[_request.Target].Dose_Gy, doses[_request.Target].Bed_Gy,
        ligand.Organs.Where(o => o.Limit.Limit_Gy is not null).ToDictionary(o => o.Limit.Organ, o => Exceeds(o, activity_GBq, cycles)), limitedBy,
        ligand.Organs.ToDictionary(o => o.Limit.Organ, o => Describe(o.Limit, doses[o.Limit.Organ], activity_GBq, cycles)));

    private double Exceeds(DoseCoefficients organ, double activity_GBq, int cycles) =>
        organ.LargestActivities_GBq(_draws, cycles).Count(largest_GBq => largest_GBq < activity_GBq) / (double)_draws.Count;

    private static OrganPlan Describe(OrganLimit limit, OrganDose d, double activity_GBq, int cycles)
    {
        double counted_Gy = (limit.Quantity == LimitQuantity.Bed ? d.Bed_Gy : d.Dose_Gy) * limit.CyclesOf(cycles) / cycles;
        return new OrganPlan(d.Dose_Gy, d.Dose_Gy / (activity_GBq * cycles), d.Protraction_Gy2, d.Bed_Gy, BiologicalDose.Eqd2_Gy(d.Bed_Gy, limit.AlphaBeta_Gy), limit.Limit_Gy,
            limit.Limit_Gy is null ? null : $"{limit.Quantity.ToString().ToLowerInvariant()} per {limit.Scope.ToString().ToLowerInvariant()}",
            limit.Limit_Gy is { } limit_Gy ? counted_Gy > limit_Gy * (1 + 1e-9) : null, limit.Limit_Gy is null ? null : limit.Source);
    }
}

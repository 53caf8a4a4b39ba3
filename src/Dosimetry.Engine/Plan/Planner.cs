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
    private readonly Posterior _posterior;
    private readonly Label _label;
    private readonly CancellationToken _cancel;

    /// <summary>A planner for one patient.</summary>
    /// <param name="posterior">The patient: most probable parameters, their covariance and the model's own error (population or fit).</param>
    /// <param name="label">Label of the therapy.</param>
    /// <param name="request">Limits and grid.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="cancel">Ends the search.</param>
    /// <exception cref="Foundation.RefusedException">The limits cannot be.</exception>
    /// <exception cref="PbpkInputException">The patient or an organ of the limits cannot be.</exception>
    public Planner(Posterior posterior, Label label, PlanRequest request, ulong seed = 1, CancellationToken cancel = default) : this(posterior, label, PlanTable.Build(posterior, label, request, seed, cancel), cancel) { }

    /// <summary>A planner on a table that exists.</summary>
    /// <param name="posterior">The patient of the table.</param>
    /// <param name="label">The label of the table.</param>
    /// <param name="table">Doses and limits.</param>
    /// <param name="cancel">Ends the simulation of courses.</param>
    public Planner(Posterior posterior, Label label, PlanTable table, CancellationToken cancel = default) => (_posterior, _label, Table, _cancel) = (posterior, label, table, cancel);

    /// <summary>Doses at every amount of ligand; answers further questions in milliseconds.</summary>
    public PlanTable Table { get; }

    /// <summary>Plans.</summary>
    /// <param name="uncertainty">Where the posterior comes from, in words.</param>
    public PlanResult Plan(string uncertainty)
    {
        PlanRequest request = Table.Request;
        PlanOption[] options = Options(null), accepted = request.LargestExceedProbability is { } p ? Options(p) : [];
        PlanOption recommended = (accepted.Length > 0 ? accepted : options).MaxBy(o => o.TumourBed_Gy)!, standard = Course(request.FixedCourse, "fixed activity");
        PlanOption? prescribed = request.Prescribed is { } course ? Course(course, "as prescribed") : null;
        return new PlanResult(options, recommended, standard, prescribed, Table.Sweep(), request.Target, uncertainty, [.. PlanRemarks.Of(request, options, accepted, recommended, standard)])
        {
            Accepted = accepted,
            AcceptedProbability = request.LargestExceedProbability,
            Intervals = recommended.Activity_GBq > 0 ? Table.Intervals(Prescription.Of(recommended), request.Intervals_d, request.Outlook, _cancel) : [],
            Outlook = new[] { ("recommended", recommended), ("fixed", standard) }.Where(o => o.Item2.Activity_GBq > 0)
                .ToDictionary(o => o.Item1, o => Table.Outlook(Prescription.Of(o.Item2), request.Outlook, _cancel)),
            Trade = request.Organs.Where(o => o.Limit_Gy is not null).ToDictionary(o => o.Organ, o => Table.Trade(o.Organ, recommended.Cycles)),
        };
    }

    /// <summary>A stated course, with every cycle simulated: what is left of one cycle meets the next.</summary>
    public PlanOption Course(Prescription p, string why)
    {
        PbpkModel model = new(_posterior.Patient);
        Protocol protocol = Protocol.Cycles(_label, 1000 * p.Activity_GBq, p.Ligand_nmol, p.Cycles, 60 * Table.Request.Interval_h);
        return Table.Simulated(p, why, OrganDose.Of(model, protocol, LigandDoses.Factors(model, Table.Request), cancel: _cancel));
    }

    private PlanOption[] Options(double? accepted) =>
        ParetoFront.Mark([.. Table.Request.Ligand_nmol.SelectMany(nmol => Table.Request.Cycles.Select(n => Table.Largest(nmol, n, accepted)))]);
}

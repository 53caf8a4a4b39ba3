using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Engine.Plan;

/// <summary>
/// Everything that had to be simulated for one patient: doses at every amount of ligand of the request, and the imagined patients behind the probabilities.
/// Immutable; any number of pages may ask it at once. Building it takes about a second, an answer some milliseconds: dose is linear in activity at a fixed
/// amount of ligand, and amounts between the simulated ones are interpolated.
/// </summary>
public sealed class PlanTable
{
    private const int Draws = 4000;
    private const string Kidney = "Kidney";
    private readonly Posterior _posterior;
    private readonly Label _label;
    private readonly ulong _seed;
    private readonly ParameterDraws _draws;
    private readonly LigandDoses[] _rows;
    private readonly LigandInterpolation _between;

    private PlanTable(Posterior posterior, Label label, PlanRequest request, ulong seed, IEnumerable<LigandDoses> rows)
    {
        (_posterior, _label, Request, _seed, _rows) = (posterior, label, request, seed, [.. rows]);
        _draws = new ParameterDraws(posterior, [.. request.Organs.Select(o => o.Organ)], Draws, seed);
        _between = new LigandInterpolation(_rows);
    }

    /// <summary>Limits and grid.</summary>
    public PlanRequest Request { get; }

    /// <summary>Smallest and largest amount of ligand that can be asked for, nmol.</summary>
    public (double Smallest_nmol, double Largest_nmol) LigandRange => _between.Range;

    /// <summary>Simulates the amounts of ligand of a request, and the fixed and the prescribed one.</summary>
    /// <param name="posterior">The patient: most probable parameters, their covariance and the model's own error.</param>
    /// <param name="label">Label of the therapy.</param>
    /// <param name="request">Limits and grid.</param>
    /// <param name="seed">Seed of the imagined patients.</param>
    /// <param name="cancel">Ends the simulations.</param>
    /// <exception cref="RefusedException">The limits cannot be.</exception>
    /// <exception cref="PbpkInputException">The patient or an organ of the limits cannot be.</exception>
    public static PlanTable Build(Posterior posterior, Label label, PlanRequest request, ulong seed = 1, CancellationToken cancel = default)
    {
        request.Check();
        return new PlanTable(posterior, label, request, seed, request.SimulatedLigand_nmol.Select(nmol => LigandDoses.Simulate(posterior, label, request, nmol, cancel)).ToArray());
    }

    /// <summary>
    /// The same patient under other limits. Limits, α/β, dose factors, accepted probability, cycles and prescriptions inside the range of ligand cost nothing;
    /// other organs, repair half-lives or amounts of ligand are simulated anew.
    /// </summary>
    /// <exception cref="RefusedException">The limits cannot be.</exception>
    public PlanTable With(PlanRequest request, CancellationToken cancel = default)
    {
        if (!request.SameSimulations(Request)) return Build(_posterior, _label, request, _seed, cancel);
        request.Check();
        PbpkModel model = new(_posterior.Patient);
        return new PlanTable(_posterior, _label, request, _seed, _rows.Select(r => r with { Organs = [.. request.Organs.Select(o => Changed(r[o.Organ], o, request, model))] }));
    }

    /// <summary>All organs at an amount of ligand.</summary>
    /// <exception cref="RefusedException">The amount lies outside <see cref="LigandRange"/>.</exception>
    public LigandDoses At(double ligand_nmol)
    {
        (double smallest, double largest) = LigandRange;
        return ligand_nmol >= smallest && ligand_nmol <= largest ? WithDelivered(_between.At(ligand_nmol, _label))
            : throw new RefusedException("PLAN.LIGAND", FormattableString.Invariant($"{ligand_nmol:G4} nmol of ligand lie outside the simulated {smallest:G4} to {largest:G4} nmol. State further amounts in the limits."));
    }

    /// <summary>What a course of equal cycles does, with its probabilities.</summary>
    /// <exception cref="RefusedException">The course cannot be: no activity, no cycle, or more activity than the ligand carries.</exception>
    public PlanOption Course(Prescription course) => Option(At(course.Ligand_nmol), Possible(course).Activity_GBq, course.Cycles, "as stated");

    private Prescription Possible(Prescription course)
    {
        LigandDoses ligand = At(course.Ligand_nmol);
        if (!(course.Activity_GBq > 0) || course.Cycles < 1)
            throw new RefusedException("PLAN.COURSE", FormattableString.Invariant($"{course.Cycles} cycles of {course.Activity_GBq:G4} GBq are no course."));
        if (course.Activity_GBq > ligand.LargestCarried_GBq * (1 + 1e-9))
            throw new RefusedException("PLAN.CARRIED", FormattableString.Invariant($"{course.Ligand_nmol:G4} nmol carry {ligand.LargestCarried_GBq:F1} GBq when every molecule is hot; {course.Activity_GBq:G4} GBq do not fit."));
        return course;
    }

    /// <summary>The largest activity within every binding limit at one amount of ligand.</summary>
    /// <param name="ligand_nmol">Ligand per cycle.</param>
    /// <param name="cycles">Number of cycles.</param>
    /// <param name="accepted">Highest accepted probability of exceeding a binding limit; null: the most probable patient keeps it.</param>
    public PlanOption Largest(double ligand_nmol, int cycles, double? accepted)
    {
        LigandDoses ligand = At(ligand_nmol);
        (double activity_GBq, string by) = (ligand.LargestCarried_GBq, "every molecule of the ligand is hot");
        if (Request.LargestActivity_GBq is { } cap && cap < activity_GBq) (activity_GBq, by) = (cap, "largest activity stated");
        if (Allowed(ligand, cycles, accepted) is { } allowed && allowed.Activity_GBq < activity_GBq) (activity_GBq, by) = allowed;
        return Option(ligand, activity_GBq, cycles, by);
    }

    /// <summary>One cycle of the prescribed, else the fixed activity at every simulated amount of the request, beside what the limits allow.</summary>
    public IReadOnlyList<LigandRow> Sweep() => [.. Request.Ligand_nmol.Select(nmol =>
    {
        LigandDoses ligand = At(nmol);
        double activity_GBq = Math.Min((Request.Prescribed ?? Request.FixedCourse).Activity_GBq, ligand.LargestCarried_GBq);
        int cycles = Request.Cycles[0];
        return new LigandRow(nmol, activity_GBq, ligand.Organs.ToDictionary(o => o.Limit.Organ, o => o.Dose_Gy(activity_GBq, 1)), ligand.Organs.ToDictionary(o => o.Limit.Organ, o => o.Bed_Gy(activity_GBq, 1)),
            cycles, Allowed(ligand, cycles, null)?.Activity_GBq, ligand.LargestCarried_GBq);
    })];

    /// <summary>
    /// The trade between an organ and the target: for every value of what the organ's limit counts (BED where it has none), the amount of ligand and the activity
    /// that give the target most. Ascending in the organ, up to 1.5 times the limit.
    /// </summary>
    public IReadOnlyList<TradePoint> Trade(string organ, int cycles) => new TradeCurve(this, organ, cycles).Points();

    /// <summary>Tumour volume and PSA of the most probable patient day by day: a research output, labelled as such. One simulated cycle.</summary>
    /// <exception cref="RefusedException">The course, the target or an assumption cannot be.</exception>
    public CourseOutlook Outlook(Prescription course, OutlookAssumptions assumptions, CancellationToken cancel = default) =>
        new OutlookSimulation(_posterior.Patient, _label, Request, Possible(course), assumptions, cancel).Run(Request.Interval_h);

    /// <summary>What the time between cycles changes: nothing in the dose, and the growth of the tumour between cycles (research output).</summary>
    /// <exception cref="RefusedException">An interval is shorter than a week, or the course cannot be.</exception>
    public IReadOnlyList<IntervalRow> Intervals(Prescription course, IReadOnlyList<double> intervals_d, OutlookAssumptions assumptions, CancellationToken cancel = default)
    {
        if (intervals_d.Count == 0 || intervals_d.Any(d => !(d >= 7 && d <= 365)))
            throw new RefusedException("PLAN.INTERVAL", "The time between cycles lies between 7 and 365 days.");
        return new OutlookSimulation(_posterior.Patient, _label, Request, Possible(course), assumptions, cancel).Intervals(intervals_d);
    }

    /// <summary>The doses of a course that was simulated cycle by cycle, in place of the closed form; probabilities as for the closed form.</summary>
    internal PlanOption Simulated(Prescription p, string why, IReadOnlyList<OrganDose> doses)
    {
        PlanOption option = Option(At(p.Ligand_nmol), p.Activity_GBq, p.Cycles, why);
        Dictionary<string, OrganPlan> organs = doses.ToDictionary(d => d.Organ, d => option.Organs[d.Organ] with
        {
            Dose_Gy = d.Dose_Gy, Dose_Gy_per_GBq = d.Dose_Gy / (p.Activity_GBq * p.Cycles), Gd2_Gy2 = d.Protraction_Gy2, Bed_Gy = d.Bed_Gy, Eqd2_Gy = d.Eqd2_Gy,
        });
        return option with
        {
            Organs = organs, KidneyBed_Gy = organs.TryGetValue(Kidney, out OrganPlan? k) ? k.Bed_Gy : 0, TumourDose_Gy = organs[Request.Target].Dose_Gy, TumourBed_Gy = organs[Request.Target].Bed_Gy,
        };
    }

    private LigandDoses WithDelivered(LigandDoses ligand)
    {
        if (Request.Delivered.Count == 0) return ligand;
        (Prescription Course, LigandDoses Ligand)[] given = [.. Request.Delivered.Select(d => (d, _between.At(d.Ligand_nmol, _label)))];
        return ligand with { Organs = [.. ligand.Organs.Select(o => o with { Delivered = [.. given.Select(g => new DeliveredCycles(g.Ligand[o.Limit.Organ], g.Course.Activity_GBq, g.Course.Cycles))] })] };
    }

    private static DoseCoefficients Changed(DoseCoefficients before, OrganLimit limit, PlanRequest request, PbpkModel model)
    {
        double ratio = request.S_Gy_per_MBq_h(model, limit) / before.S_Gy_per_MBq_h;
        return before with { Limit = limit, S_Gy_per_MBq_h = before.S_Gy_per_MBq_h * ratio, A_Gy_per_GBq = before.A_Gy_per_GBq * ratio, G_Gy2_per_GBq2 = before.G_Gy2_per_GBq2 * ratio * ratio };
    }

    /// <summary>The largest activity within the binding limits and the organ that sets it; null where nothing binds.</summary>
    private (double Activity_GBq, string Organ)? Allowed(LigandDoses ligand, int cycles, double? accepted) => ligand.Organs.Where(o => o.Limit.Binds)
        .Select(o => ((double, string)?)(accepted is { } p ? o.LargestActivity_GBq(cycles, p, _draws) : o.LargestActivity_GBq(cycles), o.Limit.Organ)).MinBy(o => o!.Value.Item1);

    private PlanOption Option(LigandDoses ligand, double activity_GBq, int cycles, string limitedBy)
    {
        Dictionary<string, OrganPlan> organs = ligand.Organs.ToDictionary(o => o.Limit.Organ, o => OrganPlan.Of(o, activity_GBq, cycles, _draws));
        OrganPlan target = organs[Request.Target];
        return new PlanOption(activity_GBq, ligand.Ligand_nmol, cycles, organs.TryGetValue(Kidney, out OrganPlan? kidney) ? kidney.Bed_Gy : 0, target.Dose_Gy, target.Bed_Gy,
            organs.Where(o => o.Value.ExceedProbability is not null).ToDictionary(o => o.Key, o => o.Value.ExceedProbability!.Value), limitedBy, organs);
    }
}

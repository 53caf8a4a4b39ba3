using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Pbpk.Predict;

/// <summary>
/// A protocol on its way through a system of equations: interval by interval between administrations, each in its own local time, because a step
/// of 1e-5 min is lost beside a time of 1e5 min.
/// </summary>
/// <param name="protocol">What is given, and when.</param>
/// <param name="times_min">Output times.</param>
/// <param name="system">The equations under an infusion of hot and cold ligand, nmol/min.</param>
/// <param name="addBolus">Adds hot and cold ligand, nmol, to the states.</param>
/// <param name="tolerance">Accuracy of the integration.</param>
internal sealed class DosingCourse(
    Protocol protocol, IReadOnlyList<double> times_min, Func<(double Hot, double Cold), IStiffSystem> system, Action<double, double> addBolus, SolverTolerance tolerance)
{
    private readonly Dictionary<(double Hot, double Cold), Rodas4> _solvers = [];

    /// <summary>Integrates <paramref name="y"/> from 0 to the last output time; hands every output on by its index.</summary>
    /// <exception cref="SolverException">The integration failed: there is no result.</exception>
    public SolverStatistics Run(double[] y, Action<int, double[]> output, CancellationToken cancel)
    {
        double end = times_min[^1];
        double[] events = [.. Events().Where(e => e < end).Append(end)];
        SolverStatistics statistics = new(0, 0, 0);
        for (int n = 0; n + 1 < events.Length; n++)
        {
            AddBoluses(events[n]);
            statistics += Advance(y, events[n], events[n + 1], n + 2 == events.Length, output, cancel);
        }
        if (events.Length > 1) return statistics;
        AddBoluses(end); // a course of no duration
        for (int k = 0; k < times_min.Count; k++) output(k, y);
        return statistics;
    }

    private SolverStatistics Advance(double[] y, double from, double to, bool last, Action<int, double[]> output, CancellationToken cancel)
    {
        int first = 0;
        while (first < times_min.Count && times_min[first] < from) first++;
        List<double> local = [];
        for (int k = first; k < times_min.Count && (times_min[k] < to || last); k++) local.Add(times_min[k] - from);
        int outputs = local.Count;
        if (outputs == 0 || local[^1] < to - from) local.Add(to - from); // the state at the next event
        return Solver(from).Integrate(y, local, (k, state) => { if (k < outputs) output(first + k, state.ToArray()); }, cancel);
    }

    private Rodas4 Solver(double time_min)
    {
        (double, double) infusion = InfusionAt(time_min);
        if (!_solvers.TryGetValue(infusion, out Rodas4? solver)) _solvers[infusion] = solver = new Rodas4(system(infusion), tolerance);
        return solver;
    }

    private IEnumerable<double> Events() => protocol.Administrations.SelectMany(a => new[] { a.Time_min, a.Time_min + a.Duration_min }).Append(0).Distinct().Order();

    private void AddBoluses(double time_min)
    {
        Administration[] given = [.. protocol.Administrations.Where(a => a.Time_min == time_min && a.Duration_min == 0)];
        if (given.Length > 0) addBolus(given.Sum(a => a.Hot_nmol), given.Sum(a => a.Cold_nmol));
    }

    private (double Hot, double Cold) InfusionAt(double time_min)
    {
        (double hot, double cold) = (0, 0);
        foreach (Administration a in protocol.Administrations.Where(a => a.Duration_min > 0 && a.Time_min <= time_min && time_min < a.Time_min + a.Duration_min))
            (hot, cold) = (hot + a.Hot_nmol / a.Duration_min, cold + a.Cold_nmol / a.Duration_min);
        return (hot, cold);
    }
}

using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Pbpk.Predict;

/// <summary>Runs a protocol through a patient: interval by interval between administrations, each in its own local time.</summary>
public static class PbpkSimulator
{
    /// <summary>
    /// Simulates from 0 to the last output time (min, ascending, not negative).
    /// </summary>
    /// <exception cref="PbpkInputException">The patient, the protocol or the times cannot be.</exception>
    /// <exception cref="SolverException">The integration failed: there is no result.</exception>
    public static PbpkResult Simulate(PbpkModel model, Protocol protocol, IReadOnlyList<double> times_min, SolverTolerance? tolerance = null, CancellationToken cancel = default)
    {
        protocol.Check();
        CheckTimes(times_min);
        int spaces = model.Spaces.Count;
        double end = times_min[^1];
        double[] y = new double[2 * spaces + model.Organs.Count()];
        double[][] states = new double[times_min.Count][];
        double[] events = [.. Events(protocol).Where(e => e < end).Append(end)];
        SolverStatistics statistics = new(0, 0, 0);
        Dictionary<(double, double), Rodas4> solvers = [];
        for (int n = 0; n + 1 < events.Length; n++)
        {
            AddBoluses(y, protocol, events[n], model.Venous, spaces);
            (double, double) infusion = InfusionAt(protocol, events[n]);
            if (!solvers.TryGetValue(infusion, out Rodas4? solver))
                solvers[infusion] = solver = new Rodas4(new LigandSystem(model, protocol.Label, infusion), tolerance ?? new SolverTolerance());
            statistics += Interval(solver, y, events[n], events[n + 1], n + 2 == events.Length, times_min, states);
        }
        if (events.Length == 1) { AddBoluses(y, protocol, end, model.Venous, spaces); Fill(states, y); }
        return new PbpkResult(model, protocol.Label, times_min, states, Tia(model, y, spaces), statistics);
    }

    private static SolverStatistics Interval(Rodas4 solver, double[] y, double from, double to, bool last, IReadOnlyList<double> times_min, double[][] states)
    {
        int first = 0;
        while (first < times_min.Count && times_min[first] < from) first++;
        List<double> local = [];
        for (int k = first; k < times_min.Count && (times_min[k] < to || last); k++) local.Add(times_min[k] - from);
        int outputs = local.Count;
        if (outputs == 0 || local[^1] < to - from) local.Add(to - from); // the state at the next event
        return solver.Integrate(y, local, (k, state) => { if (k < outputs) states[first + k] = state.ToArray(); });
    }

    private static void Fill(double[][] states, double[] y)
    {
        for (int k = 0; k < states.Length; k++) states[k] = [.. y];
    }

    private static Dictionary<string, double> Tia(PbpkModel model, double[] y, int spaces) =>
        model.Organs.Select((organ, n) => (organ, n)).Where(x => x.organ != "Urine").ToDictionary(x => x.organ, x => y[2 * spaces + x.n]);

    private static IEnumerable<double> Events(Protocol protocol) =>
        protocol.Administrations.SelectMany(a => new[] { a.Time_min, a.Time_min + a.Duration_min }).Append(0).Distinct().Order();

    private static void AddBoluses(double[] y, Protocol protocol, double time_min, int venous, int spaces)
    {
        foreach (Administration a in protocol.Administrations.Where(a => a.Time_min == time_min && a.Duration_min == 0))
        {
            y[venous] += a.Hot_nmol;
            y[spaces + venous] += a.Cold_nmol;
        }
    }

    private static (double Hot, double Cold) InfusionAt(Protocol protocol, double time_min)
    {
        (double hot, double cold) = (0, 0);
        foreach (Administration a in protocol.Administrations.Where(a => a.Duration_min > 0 && a.Time_min <= time_min && time_min < a.Time_min + a.Duration_min))
            (hot, cold) = (hot + a.Hot_nmol / a.Duration_min, cold + a.Cold_nmol / a.Duration_min);
        return (hot, cold);
    }

    private static void CheckTimes(IReadOnlyList<double> times_min)
    {
        if (times_min.Count == 0) throw new PbpkInputException("No output times were given.");
        for (int k = 0; k < times_min.Count; k++)
            if (!double.IsFinite(times_min[k]) || times_min[k] < 0 || (k > 0 && times_min[k] <= times_min[k - 1]))
                throw new PbpkInputException(FormattableString.Invariant($"Output times must ascend from 0: time {k + 1} is {times_min[k]:G6} min."));
    }
}

using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Pbpk.Predict;

/// <summary>The states of one simulation on their way through the administrations.</summary>
internal sealed class Course(PbpkModel model, Protocol protocol, StateMap map, SolverTolerance tolerance, IReadOnlyList<double> times_min)
{
    private readonly double[] _y = new double[map.Size];
    private readonly double[][] _states = new double[times_min.Count][];
    private readonly Dictionary<(double Hot, double Cold), Rodas4> _solvers = [];
    private SolverStatistics _statistics = new(0, 0, 0);

    /// <summary>Gives what is given at <paramref name="from"/> and integrates to <paramref name="to"/>.</summary>
    public void Advance(double from, double to, bool last, CancellationToken cancel)
    {
        AddBoluses(from);
        int first = 0;
        while (first < times_min.Count && times_min[first] < from) first++;
        List<double> local = [];
        for (int k = first; k < times_min.Count && (times_min[k] < to || last); k++) local.Add(times_min[k] - from);
        int outputs = local.Count;
        if (outputs == 0 || local[^1] < to - from) local.Add(to - from); // the state at the next event
        _statistics += Solver(from).Integrate(_y, local, (k, state) => { if (k < outputs) _states[first + k] = Amounts(state); }, cancel);
    }

    /// <summary>A simulation of no duration: only what is given at its one instant.</summary>
    public void StandStill(double time_min)
    {
        AddBoluses(time_min);
        for (int k = 0; k < _states.Length; k++) _states[k] = Amounts(_y);
    }

    /// <summary>Everything simulated so far.</summary>
    public PbpkResult Result() => new(model, protocol.Label, times_min, _states, _statistics)
    {
        Tia_MBq_h = map.Organs.Select((organ, n) => (organ, n)).Where(x => x.organ != "Urine").ToDictionary(x => x.organ, x => _y[map.Tia(x.n)]),
        Protraction_MBq2_h2 = map.Repair.Select((r, n) => (r.Organ, n)).ToDictionary(x => map.Organs[x.Organ], x => _y[map.Protraction(x.n)]),
    };

    private Rodas4 Solver(double time_min)
    {
        (double, double) infusion = InfusionAt(time_min);
        if (!_solvers.TryGetValue(infusion, out Rodas4? solver))
            _solvers[infusion] = solver = new Rodas4(new LigandSystem(model, protocol.Label, map, infusion), tolerance);
        return solver;
    }

    /// <summary>Hot and cold amounts of every space, whichever states they were integrated as.</summary>
    private double[] Amounts(ReadOnlySpan<double> state)
    {
        double[] amounts = state[..map.Spaces].ToArray();
        Array.Resize(ref amounts, 2 * map.Spaces);
        for (int i = 0; i < map.Spaces; i++)
            amounts[map.Spaces + i] = map.SingleComposition ? state[i] * (state[map.TotalPerHot] - 1) : state[map.Spaces + i];
        return amounts;
    }

    private void AddBoluses(double time_min)
    {
        Administration[] given = [.. protocol.Administrations.Where(a => a.Time_min == time_min && a.Duration_min == 0)];
        if (given.Length == 0) return;
        double hot_nmol = given.Sum(a => a.Hot_nmol), cold_nmol = given.Sum(a => a.Cold_nmol);
        _y[model.Venous] += hot_nmol;
        if (map.SingleComposition) _y[map.TotalPerHot] = (hot_nmol + cold_nmol) / hot_nmol;
        else _y[map.Spaces + model.Venous] += cold_nmol;
    }

    private (double Hot, double Cold) InfusionAt(double time_min)
    {
        (double hot, double cold) = (0, 0);
        foreach (Administration a in protocol.Administrations.Where(a => a.Duration_min > 0 && a.Time_min <= time_min && time_min < a.Time_min + a.Duration_min))
            (hot, cold) = (hot + a.Hot_nmol / a.Duration_min, cold + a.Cold_nmol / a.Duration_min);
        return (hot, cold);
    }
}

using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;
using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Pbpk.Sbml;

/// <summary>Amounts of every species (substance units of the file) at the output times (time units of the file).</summary>
public sealed record SbmlResult(string Model, IReadOnlyList<double> Times, IReadOnlyList<IReadOnlyDictionary<string, double>> Amounts, SolverStatistics Solver);

/// <summary>A compartment model from an SBML file, ready to be simulated. The subset that is read stands at <see cref="SbmlReader"/>.</summary>
public sealed class SbmlSimulation
{
    private readonly SbmlContent _content;
    private readonly SbmlSystem _system;

    private SbmlSimulation(SbmlContent content) => (_content, _system) = (content, new SbmlSystem(content));

    /// <summary>Name of the model.</summary>
    public string Name => _content.Name;
    /// <summary>Species in the order of the file.</summary>
    public IReadOnlyList<string> Species => [.. _content.Species.Select(s => s.Id)];

    /// <summary>Reads and compiles a file from anywhere.</summary>
    /// <exception cref="PbpkInputException">It is no SBML of the subset; the message names the part.</exception>
    public static SbmlSimulation Open(Stream stream) => new(SbmlReader.Read(stream));

    /// <summary>Simulates from 0 to the last output time.</summary>
    /// <exception cref="PbpkInputException">The times do not ascend, or an event has another trigger than a time.</exception>
    /// <exception cref="SolverException">The integration failed: there is no result.</exception>
    public SbmlResult Run(IReadOnlyList<double> times, SolverTolerance? tolerance = null, CancellationToken cancel = default)
    {
        PbpkSimulator.CheckTimes(times);
        double[] y = _system.Start();
        Rodas4 solver = new(_system, tolerance ?? new SolverTolerance());
        SolverStatistics statistics = new(0, 0, 0);
        IReadOnlyDictionary<string, double>[] amounts = new IReadOnlyDictionary<string, double>[times.Count];
        (double Time, SbmlEvent Event)[] events = [.. _content.Events.Select(e => (_system.TimeOf(e), e)).Where(e => e.Item1 <= times[^1]).OrderBy(e => e.Item1)];
        double from = 0;
        foreach (double to in events.Select(e => e.Time).Where(t => t > 0).Append(times[^1]).Distinct())
        {
            int[] inside = [.. Enumerable.Range(0, times.Count).Where(k => times[k] >= from && times[k] < to)];
            double[] local = [.. inside.Select(k => times[k] - from), to - from];
            double start = from;
            if (to > from) statistics += solver.Integrate(y, local, (k, state) => { if (k < inside.Length) amounts[inside[k]] = _system.Amounts(state.ToArray()); }, cancel);
            foreach ((_, SbmlEvent e) in events.Where(e => e.Time == to && e.Time > start)) _system.Apply(e, y);
            from = to;
        }
        amounts[^1] = _system.Amounts(y); // the last time is the end of the last piece
        return new SbmlResult(Name, times, amounts, statistics);
    }
}

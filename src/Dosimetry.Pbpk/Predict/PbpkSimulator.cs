using System.Collections.ObjectModel;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Pbpk.Predict;

/// <summary>Runs a protocol through a patient.</summary>
public static class PbpkSimulator
{
    /// <summary>
    /// One simultaneous injection needs no cold states, because total/hot = e^(λt)/f_0 everywhere. Past this many decay constants that ratio is
    /// so large that hot amounts drown in the tolerance, and both species are integrated.
    /// </summary>
    private const double LongestSingleComposition = 25;

    /// <summary>
    /// Simulates from 0 to the last output time (min, ascending, not negative).
    /// </summary>
    /// <param name="model">The patient.</param>
    /// <param name="protocol">What is given, and when.</param>
    /// <param name="times_min">Output times.</param>
    /// <param name="tolerance">Accuracy of the integration; relative 1e-6 where null.</param>
    /// <param name="repairHalfLives_h">Organs, with their half-life of sublethal repair, whose protraction integral is wanted (for BED).</param>
    /// <param name="cancel">Ends the integration.</param>
    /// <exception cref="PbpkInputException">The patient, the protocol or the times cannot be.</exception>
    /// <exception cref="SolverException">The integration failed: there is no result.</exception>
    public static PbpkResult Simulate(PbpkModel model, Protocol protocol, IReadOnlyList<double> times_min, SolverTolerance? tolerance = null,
        IReadOnlyDictionary<string, double>? repairHalfLives_h = null, CancellationToken cancel = default)
    {
        protocol.Check();
        CheckTimes(times_min);
        CheckRepair(model, repairHalfLives_h);
        StateMap map = new(model, HasSingleComposition(protocol, times_min[^1]), repairHalfLives_h ?? ReadOnlyDictionary<string, double>.Empty);
        double[] y = new double[map.Size];
        double[][] states = new double[times_min.Count][];
        DosingCourse course = new(protocol, times_min, infusion => new LigandSystem(model, protocol.Label, map, infusion),
            (hot_nmol, cold_nmol) => map.AddBolus(y, model.Venous, hot_nmol, cold_nmol), tolerance ?? new SolverTolerance());
        SolverStatistics statistics = course.Run(y, (k, state) => states[k] = map.Amounts(state), cancel);
        return new PbpkResult(model, protocol.Label, times_min, states, statistics) { Tia_MBq_h = map.Tias(y), Protraction_MBq2_h2 = map.Protractions(y) };
    }

    private static bool HasSingleComposition(Protocol protocol, double end_min) =>
        protocol.Administrations.All(a => a.Duration_min == 0 && a.Time_min == protocol.Administrations[0].Time_min)
        && protocol.Administrations.Sum(a => a.Hot_nmol) > 0
        && protocol.Label.Decay_per_min * end_min < LongestSingleComposition;

    internal static void CheckTimes(IReadOnlyList<double> times_min)
    {
        if (times_min.Count == 0) throw new PbpkInputException("No output times were given.");
        for (int k = 0; k < times_min.Count; k++)
            if (!double.IsFinite(times_min[k]) || times_min[k] < 0 || (k > 0 && times_min[k] <= times_min[k - 1]))
                throw new PbpkInputException(FormattableString.Invariant($"Output times must ascend from 0: time {k + 1} is {times_min[k]:G6} min."));
    }

    private static void CheckRepair(PbpkModel model, IReadOnlyDictionary<string, double>? repairHalfLives_h)
    {
        foreach ((string organ, double halfLife_h) in repairHalfLives_h ?? ReadOnlyDictionary<string, double>.Empty)
        {
            if (!model.Organs.Contains(organ)) throw new PbpkInputException($"The model has no organ '{organ}'. It has: {string.Join(", ", model.Organs)}.");
            if (!(halfLife_h > 0) || !double.IsFinite(halfLife_h))
                throw new PbpkInputException(FormattableString.Invariant($"The repair half-life of {organ} is {halfLife_h:G4} h; it must be positive."));
        }
    }
}

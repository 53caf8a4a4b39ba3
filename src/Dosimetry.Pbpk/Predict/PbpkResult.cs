using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Pbpk.Predict;

/// <summary>
/// A simulation. <see cref="Times_min"/> ascend; the value at the time of a bolus is the one just after it. <see cref="States"/>[n] holds the
/// amounts (nmol) at Times_min[n]: all hot spaces, then all cold ones. <see cref="Tia_MBq_h"/> runs from 0 to the last time.
/// </summary>
public sealed class PbpkResult
{
    private readonly Model.PbpkModel _model;
    private readonly double _activity_MBq_per_nmol;

    internal PbpkResult(Model.PbpkModel model, Label label, IReadOnlyList<double> times_min, double[][] states, SolverStatistics solver)
    {
        (_model, _activity_MBq_per_nmol) = (model, label.Activity_MBq_per_nmol);
        (Times_min, States, Solver) = (times_min, states, solver);
    }

    /// <summary>Output times, min.</summary>
    public IReadOnlyList<double> Times_min { get; }
    /// <summary>Amounts in nmol by time, then by space: hot then cold.</summary>
    public IReadOnlyList<double[]> States { get; }
    /// <summary>Time-integrated activity of every organ and blood space, MBq·h.</summary>
    public required IReadOnlyDictionary<string, double> Tia_MBq_h { get; init; }
    /// <summary>
    /// I = ∫ A(t) ∫ A(w) e^(−μ(t−w)) dw dt, MBq²·h², for the organs whose repair half-life was given: G D² = 2 S² I for a dose rate S·A(t).
    /// </summary>
    public required IReadOnlyDictionary<string, double> Protraction_MBq2_h2 { get; init; }
    /// <summary>Steps taken.</summary>
    public SolverStatistics Solver { get; }

    /// <summary>Activity (MBq, as it is at that time) of an organ: all its spaces, plasma included. "Blood" = large veins and arteries, "WholeBody" = all but urine.</summary>
    public double[] Activity_MBq(string organ) => Sum(organ switch
    {
        "Blood" => [.. _model.SpacesOf("Ven"), .. _model.SpacesOf("Art")],
        "WholeBody" => Enumerable.Range(0, _model.Spaces.Count).Where(i => i != _model.Urine),
        _ => _model.SpacesOf(organ),
    });

    /// <summary>Total ligand (hot and cold, urine included) at every output time, nmol: constant between doses.</summary>
    public double[] Ligand_nmol() => [.. States.Select(s => s.Take(2 * _model.Spaces.Count).Sum())];

    private double[] Sum(IEnumerable<int> spaces)
    {
        int[] indices = [.. spaces];
        return [.. States.Select(state => _activity_MBq_per_nmol * indices.Sum(i => state[i]))];
    }
}

// Quantity: volume (ml) of a tumour and of its viable part under a dose rate R(t), Gy/h. RESEARCH OUTPUT: not tested on patients.
// Equations: N_v' = (k_g − α R − 2 β R X) N_v;  N_d' = (α R + 2 β R X) N_v − k_cl N_d;  X' = R − μ X;  V = N_v + N_d;
//   R = Σ cycles Σ A_i e^(−λ_i (t − t_cycle)), k_g = ln 2/doubling time, μ = ln 2/T_rep, β = α/(α/β).
// Source: reconstructed from the abstract of Kletting 2019 (JNM 60:65), to be checked. Validity: unknown.
// Neglected: change of the dose per activity with the volume, hypoxia, resistant clones.
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Pbpk.Predict;

/// <summary>One exponential of the dose rate after a cycle: Gy/h at its start, decay in 1/h.</summary>
public sealed record DoseRateTerm(double Rate_Gy_per_h, double Decay_per_h);

/// <summary>What a tumour is and how it answers.</summary>
public sealed record ResponseParameters(double Volume_ml, double Alpha_per_Gy, double AlphaBeta_Gy, double RepairHalfLife_h, double DoublingTime_d, double Clearance_per_h);

/// <summary>A tumour at one time; the dose is what was absorbed until then.</summary>
public sealed record ResponsePoint(double Time_h, double Volume_ml, double Viable_ml, double Dose_Gy);

/// <summary>Growth, kill and clearance of a tumour under several cycles.</summary>
public static class TumourResponse
{
    /// <summary>Stands beside every number of this model.</summary>
    public const string Notice = "Research output: reconstructed from an abstract, not tested on patients.";

    /// <summary>Simulates; times ascend from 0, h.</summary>
    /// <exception cref="PbpkInputException">A parameter or a time cannot be.</exception>
    /// <exception cref="SolverException">The integration failed: there is no result.</exception>
    public static IReadOnlyList<ResponsePoint> Simulate(ResponseParameters tumour, IReadOnlyList<DoseRateTerm> rate, IReadOnlyList<double> cycles_h, IReadOnlyList<double> times_h, CancellationToken cancel = default)
    {
        Check(tumour, rate, cycles_h);
        PbpkSimulator.CheckTimes(times_h);
        TumourResponseSystem system = new(tumour, [.. rate.Select(r => r.Decay_per_h)]);
        double[] y = new double[system.Size];
        y[system.Viable] = tumour.Volume_ml;
        ResponsePoint[] points = new ResponsePoint[times_h.Count];
        // A cycle is a bolus of one unit, which adds every exponential at its full height.
        Protocol cycles = new(new Label("dose rate", 0), [.. cycles_h.Select(t => new Administration(t, 1, 0))]);
        DosingCourse course = new(cycles, times_h, _ => system, (units, _) => AddCycle(y, rate, units), new SolverTolerance(1e-8, 1e-12));
        course.Run(y, (k, s) => points[k] = new ResponsePoint(times_h[k], s[system.Viable] + s[system.Dead], s[system.Viable], s[system.Dose]), cancel);
        return points;
    }

    private static void AddCycle(double[] y, IReadOnlyList<DoseRateTerm> rate, double units)
    {
        for (int i = 0; i < rate.Count; i++) y[i] += units * rate[i].Rate_Gy_per_h;
    }

    private static void Check(ResponseParameters t, IReadOnlyList<DoseRateTerm> rate, IReadOnlyList<double> cycles_h)
    {
        (string, double)[] positive = [("volume", t.Volume_ml), ("α/β", t.AlphaBeta_Gy), ("repair half-life", t.RepairHalfLife_h), ("doubling time", t.DoublingTime_d), .. rate.Select(r => ("decay of the dose rate", r.Decay_per_h))];
        foreach ((string name, double value) in positive)
            if (!(value > 0) || !double.IsFinite(value)) throw new PbpkInputException(FormattableString.Invariant($"The {name} of the tumour is {value:G4}; it must be positive."));
        if (!(t.Alpha_per_Gy >= 0 && t.Clearance_per_h >= 0)) throw new PbpkInputException("Sensitivity α and clearance of the tumour may not be negative.");
        if (cycles_h.Any(c => !(c >= 0))) throw new PbpkInputException("A cycle lies before the start.");
    }
}

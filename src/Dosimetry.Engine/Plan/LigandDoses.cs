// Quantity: dose and BED of every organ of one patient at one amount of ligand, for any activity and number of cycles, with their spread.
// Equation: D = n a A, BED = n (a A + b A²), a = D/A and b = G D²/A²/(α/β) of one simulated cycle; ln a and ln b move linearly with ln(parameter).
// Source: specification of the model, section 8 (dose exactly linear in activity at fixed ligand).
// Validity: equal cycles far enough apart (six weeks leave 1e-6); spread as far as the posterior is normal. Neglected: change between cycles.
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Engine.Plan;

/// <summary>One organ at one amount of ligand: a = D/A (Gy/GBq), b = G D²/A²/(α/β) (Gy/GBq²), and the gradients of their logarithms.</summary>
public sealed record DoseCoefficients(OrganLimit Limit, double A_Gy_per_GBq, double B_Gy_per_GBq2, double[] LogGradientA, double[] LogGradientB)
{
    /// <summary>Absorbed dose of n cycles, Gy.</summary>
    public double Dose_Gy(double activity_GBq, int cycles) => cycles * A_Gy_per_GBq * activity_GBq;
    /// <summary>BED of n cycles, Gy.</summary>
    public double Bed_Gy(double activity_GBq, int cycles) => cycles * (A_Gy_per_GBq + B_Gy_per_GBq2 * activity_GBq) * activity_GBq;
    /// <summary>The largest activity per cycle that the limit allows, GBq; infinite without a limit.</summary>
    public double LargestActivity_GBq(int cycles) => LargestActivity_GBq(A_Gy_per_GBq, B_Gy_per_GBq2, cycles);

    /// <summary>The same for every draw of the parameters.</summary>
    public double[] LargestActivities_GBq(ParameterDraws draws, int cycles) => [.. Enumerable.Range(0, draws.Count).Select(n => LargestActivity_GBq(
        A_Gy_per_GBq * Math.Exp(draws.LogShift(n, LogGradientA)), B_Gy_per_GBq2 * Math.Exp(draws.LogShift(n, LogGradientB)), cycles))];

    private double LargestActivity_GBq(double a, double b, int cycles) =>
        Limit.Limit_Gy is not { } limit_Gy ? double.PositiveInfinity
        : Limit.Quantity == LimitQuantity.Bed ? ActivityLimit.ForBed(a, b, limit_Gy, Limit.CyclesOf(cycles))
        : ActivityLimit.ForDose(a, limit_Gy, Limit.CyclesOf(cycles));
}

/// <summary>All organs at one amount of ligand.</summary>
public sealed class LigandDoses
{
    private LigandDoses(double ligand_nmol, double largestCarried_GBq, IReadOnlyList<DoseCoefficients> organs) =>
        (Ligand_nmol, LargestCarried_GBq, Organs) = (ligand_nmol, largestCarried_GBq, organs);

    /// <summary>Ligand per cycle, nmol.</summary>
    public double Ligand_nmol { get; }
    /// <summary>The activity at which every molecule is hot, GBq: no more fits on this amount.</summary>
    public double LargestCarried_GBq { get; }
    /// <summary>Organs in the order of the limits.</summary>
    public IReadOnlyList<DoseCoefficients> Organs { get; }
    /// <summary>One organ.</summary>
    public DoseCoefficients this[string organ] => Organs.First(o => o.Limit.Organ == organ);

    /// <summary>Simulates one cycle for the most probable patient and one per parameter.</summary>
    public static LigandDoses Simulate(Posterior posterior, Label label, PlanRequest request, double ligand_nmol, CancellationToken cancel)
    {
        double carried_MBq = ligand_nmol * label.Activity_MBq_per_nmol, activity_MBq = Math.Min(1000 * PlanRequest.Fixed.Activity_GBq, carried_MBq);
        Protocol cycle = Protocol.Cycles(label, activity_MBq, ligand_nmol);
        double activity_GBq = activity_MBq / 1000;
        double[] Coefficients(PbpkPatient patient)
        {
            PbpkModel model = new(patient);
            return [.. OrganDose.Of(model, cycle, Factors(model, request), cancel: cancel)
                .SelectMany(d => new[] { d.Dose_Gy / activity_GBq, d.Protraction_Gy2 / d.AlphaBeta_Gy / (activity_GBq * activity_GBq) })];
        }

        (double[] values, double[][] gradients) = posterior.Sensitivity(Coefficients);
        return new LigandDoses(ligand_nmol, carried_MBq / 1000,
            [.. request.Organs.Select((o, k) => new DoseCoefficients(o, values[2 * k], values[2 * k + 1], gradients[2 * k], gradients[2 * k + 1]))]);
    }

    /// <summary>Dose factors of the organs of a plan.</summary>
    public static IReadOnlyList<DoseFactors> Factors(PbpkModel model, PlanRequest request) => [.. request.Organs.Select(o => new DoseFactors(
        o.Organ, o.S_Gy_per_MBq_h ?? DoseFactors.SelfDose_Gy_per_MBq_h(model, o.Organ, request.Energy_J_per_MBq_h, request.Density_g_per_ml), o.AlphaBeta_Gy, o.RepairHalfLife_h))];
}

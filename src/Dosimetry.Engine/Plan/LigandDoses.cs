using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Engine.Plan;

/// <summary>All organs at one amount of ligand (nmol per cycle), in the order of the limits. At <see cref="LargestCarried_GBq"/> every molecule is hot.</summary>
public sealed record LigandDoses(double Ligand_nmol, double LargestCarried_GBq, IReadOnlyList<DoseCoefficients> Organs)
{
    /// <summary>One organ.</summary>
    public DoseCoefficients this[string organ] => Organs.First(o => o.Limit.Organ == organ);

    /// <summary>Simulates one cycle for the most probable patient and one per parameter.</summary>
    /// <exception cref="PbpkInputException">The patient or an organ cannot be.</exception>
    public static LigandDoses Simulate(Posterior posterior, Label label, PlanRequest request, double ligand_nmol, CancellationToken cancel)
    {
        double carried_MBq = ligand_nmol * label.Activity_MBq_per_nmol, activity_MBq = Math.Min(1000 * PlanRequest.Fixed.Activity_GBq, carried_MBq);
        Protocol cycle = Protocol.Cycles(label, activity_MBq, ligand_nmol);
        double activity_GBq = activity_MBq / 1000;
        double[] Coefficients(PbpkPatient patient)
        {
            PbpkModel model = new(patient);
            return [.. OrganDose.Of(model, cycle, Factors(model, request), cancel: cancel).SelectMany(d => new[] { d.Dose_Gy / activity_GBq, d.Protraction_Gy2 / (activity_GBq * activity_GBq) })];
        }

        (double[] values, double[][] gradients) = posterior.Sensitivity(Coefficients);
        DoseFactors[] factors = [.. Factors(new PbpkModel(posterior.Patient), request)];
        return new LigandDoses(ligand_nmol, carried_MBq / 1000,
            [.. request.Organs.Select((o, k) => new DoseCoefficients(o, values[2 * k], values[2 * k + 1], gradients[2 * k], gradients[2 * k + 1]) { S_Gy_per_MBq_h = factors[k].S_Gy_per_MBq_h })]);
    }

    /// <summary>Dose factors of the organs of a plan.</summary>
    public static IReadOnlyList<DoseFactors> Factors(PbpkModel model, PlanRequest request) =>
        [.. request.Organs.Select(o => new DoseFactors(o.Organ, request.S_Gy_per_MBq_h(model, o), o.AlphaBeta_Gy, o.RepairHalfLife_h))];
}

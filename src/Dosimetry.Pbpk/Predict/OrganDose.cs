// Quantity: absorbed dose D (Gy), protraction G D² (Gy²) and biologically effective dose BED (Gy) of an organ over all administrations.
// Equations: D = S Ã; X' = S A − μ X, I' = S A X, G D² = 2 I (Lea–Catcheside), μ = ln 2/T_rep; BED = D + G D²/(α/β); EQD2 = BED/(1 + 2/(α/β)).
// Source: specification of the model, section 8; MIRD Pamphlet 20. Validity: dose rate proportional to the organ's own activity.
// Neglected: cross-dose, change of mass under therapy, activity after ten half-lives of the last administration.
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Pbpk.Predict;

/// <summary>What turns an organ's activity into dose and effect.</summary>
public sealed record DoseFactors(string Organ, double S_Gy_per_MBq_h, double AlphaBeta_Gy, double RepairHalfLife_h)
{
    /// <summary>
    /// S of an organ that keeps all charged-particle energy: energy per decay (J per MBq·h) over its mass. Photons and cross-dose are left out.
    /// </summary>
    /// <exception cref="PbpkInputException">The model has no such organ.</exception>
    public static double SelfDose_Gy_per_MBq_h(PbpkModel model, string organ, double energy_J_per_MBq_h, double density_kg_per_L)
    {
        Organ o = model.Physiology.Organs.FirstOrDefault(o => o.Name == organ)
            ?? throw new PbpkInputException($"The model has no organ '{organ}'. It has: {string.Join(", ", model.Physiology.Organs.Select(x => x.Name))}.");
        return energy_J_per_MBq_h / (density_kg_per_L * o.Volume_L);
    }
}

/// <summary>Dose and effect in one organ; <see cref="Protraction_Gy2"/> is G D².</summary>
public sealed record OrganDose(string Organ, double Dose_Gy, double Protraction_Gy2, double AlphaBeta_Gy)
{
    private const double HalfLives = 10;

    /// <summary>BED = D + G D²/(α/β), Gy.</summary>
    public double Bed_Gy => Dose_Gy + Protraction_Gy2 / AlphaBeta_Gy;

    /// <summary>Equivalent dose in 2 Gy fractions, Gy.</summary>
    public double Eqd2_Gy => Bed_Gy / (1 + 2 / AlphaBeta_Gy);

    /// <summary>Simulates a protocol to ten half-lives past its last administration; one entry per factor, in their order.</summary>
    /// <exception cref="PbpkInputException">The protocol or an organ cannot be.</exception>
    /// <exception cref="SolverException">The integration failed: there is no result.</exception>
    public static IReadOnlyList<OrganDose> Of(PbpkModel model, Protocol protocol, IReadOnlyList<DoseFactors> factors, SolverTolerance? tolerance = null, CancellationToken cancel = default)
    {
        double end_min = protocol.Administrations.Max(a => a.Time_min + a.Duration_min) + HalfLives * Math.Log(2) / protocol.Label.Decay_per_min;
        PbpkResult result = PbpkSimulator.Simulate(model, protocol, [end_min], tolerance, factors.ToDictionary(f => f.Organ, f => f.RepairHalfLife_h), cancel);
        return [.. factors.Select(f => new OrganDose(f.Organ, f.S_Gy_per_MBq_h * result.Tia_MBq_h[f.Organ],
            2 * f.S_Gy_per_MBq_h * f.S_Gy_per_MBq_h * result.Protraction_MBq2_h2[f.Organ], f.AlphaBeta_Gy))];
    }
}

using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Engine.Evaluate;

/// <summary>
/// Quantity: BED and EQD2 of any dose D that is delivered along one curve, Gy. Equation: BED = D + G D²/(α/β), G by <see cref="BiologicalDose"/>;
/// EQD2 = BED/(1 + 2/(α/β)). Both rise with D, so that a histogram of BED is that of D on another axis.
/// Validity: every voxel of a region follows the region's fitted curve. Neglected: effective half-lives that differ from voxel to voxel.
/// </summary>
public sealed record LinearQuadratic(double LeaCatcheside, double AlphaBeta_Gy)
{
    /// <summary>Dose to BED along a curve.</summary>
    public static LinearQuadratic Along(IReadOnlyList<ExponentialTerm> terms, Radiobiology radiobiology) =>
        new(BiologicalDose.LeaCatcheside(terms, radiobiology.RepairHalfLife_h), radiobiology.AlphaBeta_Gy);

    /// <summary>BED in Gy.</summary>
    public double Bed_Gy(double dose_Gy) => dose_Gy + LeaCatcheside * dose_Gy * dose_Gy / AlphaBeta_Gy;

    /// <summary>EQD2 in Gy.</summary>
    public double Eqd2_Gy(double dose_Gy) => BiologicalDose.Eqd2_Gy(Bed_Gy(dose_Gy), AlphaBeta_Gy);
}

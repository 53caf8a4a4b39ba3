using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Engine.Evaluate;

/// <summary>
/// Voxel-wise BED in one region, Gy: mean by mass, D_x and histogram of BED, generalised EUD of BED with the organ's exponent and, where the radiosensitivity
/// α is known, EUBED. EQD2 of each figure = figure / (1 + 2/(α/β)). <paramref name="LeaCatcheside"/>: G of the region's curve.
/// </summary>
public sealed record RegionBed(
    double AlphaBeta_Gy, double RepairHalfLife_h, double LeaCatcheside, double MeanBed_Gy, double MaxBed_Gy, double D98_Gy, double D50_Gy, double D2_Gy,
    double Eud_Gy, double? Eubed_Gy, DoseVolumeHistogram Dvh, string Source)
{
    /// <summary>BED of the samples of a region; null where nobody knows its radiobiology or its curve.</summary>
    /// <param name="samples">Absorbed dose in the region.</param>
    /// <param name="terms">The curve that the dose rate follows.</param>
    /// <param name="radiobiology">Parameters of the organ.</param>
    public static RegionBed? Of(DoseSamples samples, IReadOnlyList<ExponentialTerm> terms, Radiobiology? radiobiology)
    {
        if (radiobiology is null || terms.Count == 0) return null;
        LinearQuadratic lq = LinearQuadratic.Along(terms, radiobiology);
        DoseStatistics bed = new(samples.Rescaled(lq.Bed_Gy));
        return new RegionBed(radiobiology.AlphaBeta_Gy, radiobiology.RepairHalfLife_h, lq.LeaCatcheside, bed.Mean_Gy, bed.Max_Gy, bed.D_Gy(98), bed.D_Gy(50), bed.D_Gy(2),
            bed.Eud_Gy(radiobiology.EudExponent), radiobiology.Alpha_per_Gy is { } alpha ? bed.Eubed_Gy(alpha) : null, bed.Histogram(), radiobiology.ToString());
    }
}

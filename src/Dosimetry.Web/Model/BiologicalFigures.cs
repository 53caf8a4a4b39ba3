using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Report;

namespace Dosimetry.Web.Model;

/// <summary>What the page Review shows.</summary>
public enum ReviewQuantity
{
    /// <summary>Absorbed dose.</summary>
    Absorbed,
    /// <summary>Biologically effective dose.</summary>
    Bed,
    /// <summary>The same in fractions of 2 Gy.</summary>
    Eqd2,
}

/// <summary>
/// Figures of one region in BED or EQD2, Gy. <paramref name="Of_Mean"/>: of the mean dose; <paramref name="Mean"/>: mean over the voxels; <paramref name="Eubed"/>:
/// tumours with a known radiosensitivity.
/// </summary>
public sealed record BiologicalFigures(
    string Name, string Colour, double? Of_Mean, double Mean, double D98, double D50, double D2, double Eud, double? Eubed, DoseVolumeHistogram Dvh, string Parameters)
{
    /// <summary>Regions with known radiobiology.</summary>
    public static IReadOnlyList<BiologicalFigures> Of(EvaluationResult evaluation, ReportDocument report, ReviewQuantity quantity)
    {
        var colours = report.Regions.ToDictionary(r => r.Name, r => r.Colour);
        return [.. evaluation.Regions.Where(region => region.VoxelBed is not null).Select(region => In(
            region, region.VoxelBed!, colours.GetValueOrDefault(region.Name) ?? "#666666", quantity == ReviewQuantity.Eqd2 ? 1 / (1 + 2 / region.VoxelBed!.AlphaBeta_Gy) : 1))];
    }

    // EQD2 is BED times a constant of the organ: every figure and the axis of the histogram scale with it.
    private static BiologicalFigures In(RegionDose region, RegionBed bed, string colour, double scale) => new(
        region.Name, colour, scale * region.Bed_Gy, scale * bed.MeanBed_Gy, scale * bed.D98_Gy, scale * bed.D50_Gy, scale * bed.D2_Gy, scale * bed.Eud_Gy, scale * bed.Eubed_Gy,
        bed.Dvh with { BinWidth_Gy = scale * bed.Dvh.BinWidth_Gy, Dose_Gy = Array.ConvertAll(bed.Dvh.Dose_Gy, d => scale * d) }, bed.Source);
}

using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Register;

/// <summary>
/// What a person decided about alignment. <paramref name="IdentityConfirmed"/>: images of other frames of reference fit as they are.
/// <paramref name="Moves"/>: accepted moves of single series onto the reference, null = none.
/// </summary>
public sealed record AlignOptions(bool IdentityConfirmed = false, IReadOnlyList<SeriesMove>? Moves = null);

/// <summary>
/// Brings every time point onto the grid of the first SPECT (conserving activity) and averages the CT's density onto it (conserving mass).
/// Validity: patient coordinates of one frame of reference, moved onto it, or confirmed by a person. Neglected: motion that no accepted move describes.
/// </summary>
public static class Alignment
{
    /// <summary>Density assumed everywhere when there is no CT, g/cm³.</summary>
    public const float WaterDensity_g_per_cm3 = 1;
    private const double NotableShare = 0.01;

    /// <summary>Aligns a study.</summary>
    /// <param name="study">Images in Bq/ml.</param>
    /// <param name="densityOfHu">Density in g/cm³ of a CT number (HU curve of the scanner).</param>
    /// <param name="options">Decisions of the user.</param>
    /// <exception cref="RefusedException">No SPECT, or another frame of reference that nobody has confirmed.</exception>
    public static AlignedStudy Align(QuantifiedStudy study, Func<float, float> densityOfHu, AlignOptions options)
    {
        if (study.Spect.Count == 0)
            throw new RefusedException("REGISTER.NO_SPECT", "There is no SPECT with known activity: dosimetry needs at least one time point after the therapy.");
        IReadOnlyList<SeriesMove> moves = options.Moves ?? [];
        List<Finding> findings = [.. FramesOfReference.Check(study, options.IdentityConfirmed, moves)];
        study = StudyMoves.Apply(study, moves, FramesOfReference.CtSeries(study)?.Id, findings);
        Grid grid = study.Spect[0].Activity.Grid;
        QuantifiedScan[] spect = [.. study.Spect.Select(s => OnGrid(s, grid, findings))];
        Volume<MassDensity> density = Density(study, densityOfHu, grid, findings);
        return new AlignedStudy(study, grid, spect, density, study.Ct is not null, findings);
    }

    /// <summary>A scan on another grid, activity conserved.</summary>
    private static QuantifiedScan OnGrid(QuantifiedScan scan, Grid grid, List<Finding> findings)
    {
        if (scan.Activity.Grid.SameAs(grid)) return scan;
        Volume<ActivityConcentration> moved = new(grid, new OverlapResampler(scan.Activity.Grid, grid).Average(scan.Activity.Values));
        double before = scan.Activity.Sum() * scan.Activity.Grid.VoxelVolume_ml, lost = before - moved.Sum() * grid.VoxelVolume_ml;
        if (lost > NotableShare * before)
            findings.Add(new Finding(Severity.Warning, "REGISTER.OUTSIDE", FormattableString.Invariant(
                $"{100 * lost / before:F1} % of the activity at {scan.AfterInjection.Hours:F1} h lies outside the first SPECT and is not counted.")));
        return scan with { Activity = moved };
    }

    private static Volume<MassDensity> Density(QuantifiedStudy study, Func<float, float> densityOfHu, Grid grid, List<Finding> findings)
    {
        if (study.Ct is null)
        {
            findings.Add(new Finding(Severity.Warning, "REGISTER.NO_CT", "There is no CT: the density of water, 1.00 g/cm³, is assumed in every voxel."));
            return new Volume<MassDensity>(grid, [.. Enumerable.Repeat(WaterDensity_g_per_cm3, grid.Count)]);
        }
        (Volume<MassDensity> density, double uncovered) = DensityOnGrid.Average(study.Ct, densityOfHu, grid);
        if (uncovered > NotableShare)
            findings.Add(new Finding(Severity.Info, "REGISTER.CT_SHORTER", FormattableString.Invariant(
                $"{100 * uncovered:F0} % of the SPECT's voxels lie outside the CT; the nearest CT voxel gives their density.")));
        return density;
    }
}

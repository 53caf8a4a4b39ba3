using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Register;

/// <summary>
/// Puts moved series where the patient is in the reference space: the grid moves, no voxel changes. What is resampled later conserves activity
/// (<see cref="OverlapResampler"/>).
/// </summary>
public static class StudyMoves
{
    /// <summary>The study with its moved series in the reference space.</summary>
    /// <param name="study">As calibrated.</param>
    /// <param name="moves">Accepted moves; those of series that are not used do nothing.</param>
    /// <param name="ctSeriesId">Series of the CT in use.</param>
    /// <param name="findings">Takes a finding for every move.</param>
    /// <exception cref="RefusedException">A move of the first SPECT, which is the reference, or one that is not rigid.</exception>
    public static QuantifiedStudy Apply(QuantifiedStudy study, IReadOnlyList<SeriesMove> moves, string? ctSeriesId, List<Finding> findings)
    {
        if (moves.Any(m => m.SeriesId == study.Spect[0].SeriesId))
            throw new RefusedException("REGISTER.REFERENCE_MOVED", "The first SPECT is the reference: move the other images onto it, not it onto them.");
        HashSet<string?> used = [.. study.Spect.Select(s => s.SeriesId), study.Pet?.SeriesId, ctSeriesId];
        foreach (SeriesMove move in moves.Where(m => used.Contains(m.SeriesId))) findings.Add(Said(move, Name(study, move.SeriesId)));
        return study with
        {
            Spect = [.. study.Spect.Select(s => s with { Activity = Moved(s.Activity, s.SeriesId, moves) })],
            Pet = study.Pet is { } pet ? pet with { Activity = Moved(pet.Activity, pet.SeriesId, moves) } : null,
            Ct = study.Ct is { } ct ? Moved(ct, ctSeriesId, moves) : null,
        };
    }

    /// <summary>The same values on the moved grid.</summary>
    public static Volume<TQuantity> Moved<TQuantity>(Volume<TQuantity> volume, string? seriesId, IReadOnlyList<SeriesMove> moves) where TQuantity : struct, IQuantity =>
        moves.FirstOrDefault(m => m.SeriesId == seriesId) is { } move ? new(Moved(volume.Grid, move.ToReference()), volume.Values) : volume;

    /// <summary>A grid carried along by a map of patient space.</summary>
    public static Grid Moved(Grid grid, Affine map) => new(grid.Nx, grid.Ny, grid.Nz, map.Compose(grid.Affine));

    private static Finding Said(SeriesMove move, string name)
    {
        RigidTransform t = RigidTransform.FromMatrix(move.ToReference(), default);
        string who = move.AcceptedBy is { } by ? $", accepted by {by}" : "";
        return new Finding(Severity.Info, "REGISTER.MOVED", FormattableString.Invariant($"{name} was moved onto the reference ({move.Method}{who}): turned by {t.Angle_deg:F1}°."), move.SeriesId);
    }

    private static string Name(QuantifiedStudy study, string id) =>
        study.Study.Series.FirstOrDefault(s => s.Id == id) is { } s ? $"{s.Modality} {s.Description ?? s.Id}" : id;
}

using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine.Register;

/// <summary>
/// Whether the patient coordinates of several series may be trusted: yes within one frame of reference (DICOM 0020,0052); otherwise only after
/// a person has confirmed that the patient lay in the same place.
/// </summary>
internal static class FramesOfReference
{
    public static IReadOnlyList<Finding> Check(QuantifiedStudy study, bool identityConfirmed, IReadOnlyList<SeriesMove> moves)
    {
        ImportedSeries? reference = Series(study, study.Spect[0].SeriesId);
        ImportedSeries[] others = [.. Others(study).Where(s => s.Id != reference?.Id && !Same(s, reference)).DistinctBy(s => s.Id)];
        ImportedSeries[] strangers = [.. others.Where(s => moves.All(m => m.SeriesId != s.Id))];
        if (others.Length > 0 && strangers.Length == 0) return [];
        if (others.Length == 0)
            return [new Finding(Severity.Info, "REGISTER.SAME_FRAME", "All images share one frame of reference: their patient coordinates are used as they are, without registration.")];
        string names = string.Join(", ", strangers.Select(s => $"{s.Modality} {s.Description ?? s.Id}"));
        if (!identityConfirmed)
            throw new RefusedException("REGISTER.OTHER_FRAME", $"These images have another frame of reference than the first SPECT: {names}. Register them (page Registration, or dosimetry register), or look at the overlay and confirm that they fit.");
        return [new Finding(Severity.Warning, "REGISTER.IDENTITY_CONFIRMED", $"Another frame of reference, taken as aligned because the user confirmed it: {names}.")];
    }

    private static IEnumerable<ImportedSeries> Others(QuantifiedStudy study)
    {
        IEnumerable<ImportedSeries?> series = study.Spect.Select(s => Series(study, s.SeriesId)).Append(study.Pet is null ? null : Series(study, study.Pet.SeriesId));
        return series.Append(CtSeries(study)).OfType<ImportedSeries>();
    }

    /// <summary>The series that the CT in use came from; to be asked before anything is moved.</summary>
    public static ImportedSeries? CtSeries(QuantifiedStudy study) =>
        study.Ct is null ? null : study.Study.Series.FirstOrDefault(s => s.Modality == "CT" && Holds(s, study.Ct.Grid));

    private static bool Holds(ImportedSeries series, Grid grid) =>
        series.Size is [var nx, var ny, var nz] && (nx, ny, nz) == (grid.Nx, grid.Ny, grid.Nz) && new Grid(nx, ny, nz, Affine.FromRowMajor(series.Affine)).SameAs(grid);

    private static bool Same(ImportedSeries a, ImportedSeries? b) =>
        !string.IsNullOrEmpty(a.FrameOfReferenceUid) && a.FrameOfReferenceUid == b?.FrameOfReferenceUid;

    private static ImportedSeries? Series(QuantifiedStudy study, string id) => study.Study.Series.FirstOrDefault(s => s.Id == id);
}

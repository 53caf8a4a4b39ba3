using Dosimetry.Cases.Settings;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Register;

namespace Dosimetry.Cases.Registration;

/// <summary>
/// Laying images of a case onto each other: which need it, the automatic fit, its score, and the acceptance, which stores a move for every series that
/// goes along (settings of the case, trail). The images in use are kept in memory for a while, at 2 mm or coarser.
/// </summary>
public sealed class RegistrationDesk(CaseWorkspace workspace, TimeProvider time)
{
    private const double FinestVoxel_mm = 2;
    private const int MostImages = 4;
    private readonly Lock _gate = new();
    private readonly List<(string Key, RegistrationImage Image)> _images = [];

    /// <summary>Every image of the case and how it stands to the reference.</summary>
    public IReadOnlyList<RegistrationState> States(string caseId)
    {
        if (workspace.Results.Import(caseId) is not { } import) return [];
        ImageSettings settings = workspace.Settings.Get(caseId).Settings.Images;
        ImportedSeries[] images = [.. import.Study.Series.Where(s => s.Size.Length == 3 && s.Size.All(n => n > 1))];
        ImportedSeries? reference = Reference(images, settings);
        return [.. images.OrderBy(s => s.AcquisitionTime).Select(s => new RegistrationState(s, reference, settings))];
    }

    /// <summary>A series as the registration sees it, where its file places it (see <see cref="Place"/>).</summary>
    /// <exception cref="RefusedException">The series is not there or empty.</exception>
    public RegistrationImage Image(string caseId, string seriesId)
    {
        CaseImport import = workspace.Results.Import(caseId) ?? throw new RefusedException("REGISTER.NO_IMPORT", "The case has no images yet.");
        ImportedSeries series = import.Study.Series.FirstOrDefault(s => s.Id == seriesId) ?? throw new RefusedException("REGISTER.NO_SERIES", $"The import has no series {seriesId}.");
        string key = Path.Combine(import.Folder, series.File);
        lock (_gate)
        {
            if (_images.FirstOrDefault(i => i.Key == key).Image is { } kept) return kept;
            RegistrationImage image = Read(key, series).Coarser(FinestVoxel_mm);
            _images.Add((key, image));
            if (_images.Count > MostImages) _images.RemoveAt(0);
            return image;
        }
    }

    /// <summary>Where a series stands now: its accepted move, or nowhere else than its file says.</summary>
    public Affine Place(string caseId, string seriesId) =>
        workspace.Settings.Get(caseId).Settings.Images.Moves.FirstOrDefault(m => m.SeriesId == seriesId)?.ToReference() ?? RigidTransform.Identity.Matrix();

    /// <summary>The automatic fit; its transform brings the moving series, as its file places it, into the reference space.</summary>
    /// <exception cref="RefusedException">The images share too little.</exception>
    public RegistrationResult Find(string caseId, string fixedId, string movingId, IProgress<double>? progress, CancellationToken cancel)
    {
        RegistrationResult found = RigidRegistration.Find(Image(caseId, fixedId), Image(caseId, movingId), progress, cancel);
        Affine place = Place(caseId, fixedId);
        return found with { MovingToFixed = RigidTransform.FromMatrix(place.Compose(found.MovingToFixed.Matrix()), found.MovingToFixed.Centre_mm) };
    }

    /// <summary>Score of a transform into the reference space.</summary>
    public (double Score, double Overlap) Score(string caseId, string fixedId, string movingId, RigidTransform toReference)
    {
        Affine between = Place(caseId, fixedId).Inverse().Compose(toReference.Matrix());
        return RigidRegistration.Score(Image(caseId, fixedId), Image(caseId, movingId), RigidTransform.FromMatrix(between, toReference.Centre_mm));
    }

    /// <summary>Stores moves, replacing earlier ones of the same series; who and when are noted in the move and in the trail.</summary>
    /// <exception cref="ChangedByOtherException">Somebody saved since <paramref name="rowVersion"/>.</exception>
    /// <exception cref="RefusedException">The reference itself would move.</exception>
    public VersionedSettings Accept(Actor actor, string caseId, IReadOnlyList<SeriesMove> moves, long rowVersion)
    {
        if (States(caseId).FirstOrDefault(s => s.Kind == AlignmentKind.Reference) is { } r && moves.Any(m => m.SeriesId == r.Series.Id))
            throw new RefusedException("REGISTER.REFERENCE_MOVED", "The first SPECT is the reference: move the other images onto it, not it onto them.");
        SeriesMove[] signed = [.. moves.Select(m => m with { AcceptedBy = actor.Name, AcceptedAt = time.GetUtcNow() })];
        foreach (SeriesMove move in signed) move.ToReference();
        return Save(actor, caseId, kept => [.. kept.Where(k => signed.All(s => s.SeriesId != k.SeriesId)), .. signed], rowVersion);
    }

    /// <summary>Takes moves back.</summary>
    /// <exception cref="ChangedByOtherException">Somebody saved since <paramref name="rowVersion"/>.</exception>
    public VersionedSettings Withdraw(Actor actor, string caseId, IReadOnlyCollection<string> seriesIds, long rowVersion) =>
        Save(actor, caseId, kept => [.. kept.Where(k => !seriesIds.Contains(k.SeriesId))], rowVersion);

    private VersionedSettings Save(Actor actor, string caseId, Func<IReadOnlyList<SeriesMove>, IReadOnlyList<SeriesMove>> change, long rowVersion)
    {
        CaseSettings settings = workspace.Settings.Get(caseId).Settings;
        return workspace.Settings.Save(actor, caseId, settings with { Images = settings.Images with { Moves = change(settings.Images.Moves) } }, rowVersion);
    }

    private static ImportedSeries? Reference(ImportedSeries[] images, ImageSettings settings) =>
        images.Where(s => s.Nm is not null && (settings.SpectSeriesIds.Count == 0 || settings.SpectSeriesIds.Contains(s.Id))).OrderBy(s => s.AcquisitionTime).FirstOrDefault()
        ?? images.FirstOrDefault(s => s.Quantity == CtNumber.Name) ?? images.FirstOrDefault();

    private static RegistrationImage Read(string path, ImportedSeries series)
    {
        if (series.Quantity == CtNumber.Name) return RegistrationImage.OfCt(NiftiFile.Read<CtNumber>(path));
        Volume<Dimensionless> image = NiftiFile.Read<Dimensionless>(path);
        return RegistrationImage.OfEmission(image.Grid, image.Values);
    }
}

using Dosimetry.Cases.Registration;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Register;
using Dosimetry.Engine.Report.Pictures;

namespace Dosimetry.Web.Model;

/// <summary>What a person does on the registration page before accepting: two images, a transform being tried, the linked cursor.</summary>
public sealed class RegistrationWork(RegistrationDesk desk, string caseId)
{
    /// <summary>All images with their state.</summary>
    public IReadOnlyList<RegistrationState> States { get; private set; } = [];
    /// <summary>Image that stays.</summary>
    public RegistrationState? Fixed { get; private set; }
    /// <summary>Image that is moved.</summary>
    public RegistrationState? Moving { get; private set; }
    /// <summary>The transform being tried, into the reference space.</summary>
    public RigidTransform Trial { get; private set; } = RigidTransform.Identity;
    /// <summary>Score of the trial and share of the fixed image that both cover.</summary>
    public (double Score, double Overlap) Score { get; private set; }
    /// <summary>Score of the images as they stand.</summary>
    public double ScoreBefore { get; private set; }
    /// <summary>The automatic fit, when one was made for this pair.</summary>
    public RegistrationResult? Found { get; private set; }
    /// <summary>The linked cursor, mm.</summary>
    public Vector3D Cursor_mm { get; set; }
    /// <summary>True after a nudge since the automatic fit or the start.</summary>
    public bool IsNudged { get; private set; }
    /// <summary>True when the trial differs from the place that is stored.</summary>
    public bool IsChanged => Moving is not null && (Trial.Matrix().Apply(Cursor_mm) - desk.Place(caseId, Moving.Series.Id).Apply(Cursor_mm)).Length + Math.Abs(Trial.Angle_deg - Stored.Angle_deg) > 1e-6;
    /// <summary>How the trial came about, in words.</summary>
    public string Method => (Found is not null, IsNudged) switch { (true, false) => "automatic", (true, true) => "automatic, then by hand", (false, true) => "by hand", _ => "as stored" };
    /// <summary>Images that may stay: their place is known.</summary>
    public IEnumerable<RegistrationState> Placed => States.Where(s => s.IsPlaced && s.Series.Id != Moving?.Series.Id);
    /// <summary>Images that may be moved.</summary>
    public IEnumerable<RegistrationState> Movable => States.Where(s => s.Kind != AlignmentKind.Reference);
    /// <summary>Other images that the scanner took in the same frame of reference as the moving one: they go along.</summary>
    public IReadOnlyList<RegistrationState> Companions => Moving?.Series.FrameOfReferenceUid is { Length: > 0 } frame && Moving.Kind is not AlignmentKind.SameFrame
        ? [.. Movable.Where(s => s.Series.Id != Moving.Series.Id && s.Series.FrameOfReferenceUid == frame)] : [];

    private RigidTransform Stored => RigidTransform.FromMatrix(desk.Place(caseId, Moving!.Series.Id), Trial.Centre_mm);

    /// <summary>Reads the images' states; the first image nobody has placed becomes the moving one.</summary>
    public void Open()
    {
        States = desk.States(caseId);
        string? moving = Moving?.Series.Id ?? (Movable.FirstOrDefault(s => !s.IsPlaced) ?? Movable.FirstOrDefault())?.Series.Id;
        if (moving is not null) Move(moving, Fixed?.Series.Id);
    }

    /// <summary>Chooses the moving image; the fixed one, unless named, is a placed image of the same kind, else the reference.</summary>
    public void Move(string seriesId, string? onto = null)
    {
        Moving = States.First(s => s.Series.Id == seriesId);
        Fixed = Placed.FirstOrDefault(s => s.Series.Id == onto) ?? Placed.FirstOrDefault(s => Alike(s.Series, Moving.Series)) ?? Placed.FirstOrDefault();
        if (Fixed is null) return;
        Grid grid = desk.Image(caseId, Fixed.Series.Id).Grid;
        Cursor_mm = grid.Affine.Apply((grid.Nx - 1) / 2.0, (grid.Ny - 1) / 2.0, (grid.Nz - 1) / 2.0);
        Trial = RigidTransform.FromMatrix(desk.Place(caseId, seriesId), Cursor_mm);
        (Found, IsNudged) = (null, false);
        Rescore();
        ScoreBefore = Score.Score;
    }

    /// <summary>Searches the fit. Takes seconds: call it away from the page's thread.</summary>
    /// <exception cref="RefusedException">The images share too little.</exception>
    public void Find(IProgress<double> progress, CancellationToken cancel)
    {
        Found = desk.Find(caseId, Fixed!.Series.Id, Moving!.Series.Id, progress, cancel);
        (Trial, IsNudged) = (Found.MovingToFixed, false);
        Rescore();
    }

    /// <summary>A person's correction.</summary>
    public void Nudge(Vector3D shift_mm, Vector3D turn_deg)
    {
        (Trial, IsNudged) = (Trial.Nudged(shift_mm, turn_deg), true);
        Rescore();
    }

    /// <summary>Moves the cursor to a pixel of a cut.</summary>
    public void Point(SlicePlane plane, double column, double row) =>
        Cursor_mm = SliceView.Of(desk.Image(caseId, Fixed!.Series.Id).Grid, plane, Cursor_mm, Endpoints.RegistrationEndpoints.Pixel_mm).Position(column, row);

    /// <summary>The moves to be accepted: of the moving image and, if wanted, of those that go along.</summary>
    public IReadOnlyList<SeriesMove> Moves(bool withCompanions) =>
    [
        .. new[] { Moving! }.Concat(withCompanions ? Companions : [])
            .Select(s => new SeriesMove(s.Series.Id, Trial.Matrix().ToRowMajor(), Method, Fixed!.Series.Id, Score.Score)),
    ];

    private void Rescore() => Score = desk.Score(caseId, Fixed!.Series.Id, Moving!.Series.Id, Trial);

    private static bool Alike(ImportedSeries a, ImportedSeries b) => a.Modality == b.Modality;
}

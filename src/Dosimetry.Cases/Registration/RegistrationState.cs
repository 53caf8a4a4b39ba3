using Dosimetry.Cases.Settings;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Register;

namespace Dosimetry.Cases.Registration;

/// <summary>How an image stands to the reference.</summary>
public enum AlignmentKind
{
    /// <summary>It is the reference: the first SPECT (without one the CT).</summary>
    Reference,
    /// <summary>The scanner says so: same frame of reference.</summary>
    SameFrame,
    /// <summary>A person accepted a move.</summary>
    Moved,
    /// <summary>A person confirmed that it fits as it is.</summary>
    Confirmed,
    /// <summary>Nobody knows.</summary>
    Unknown,
}

/// <summary>An image of the case and how it stands to the reference.</summary>
public sealed record RegistrationState(ImportedSeries Series, AlignmentKind Kind, SeriesMove? Move)
{
    /// <summary>Judges a series.</summary>
    public RegistrationState(ImportedSeries series, ImportedSeries? reference, ImageSettings settings)
        : this(series, Judge(series, reference, settings), settings.Moves.FirstOrDefault(m => m.SeriesId == series.Id)) { }

    /// <summary>True when its place in the reference space is known, so that others may be laid onto it.</summary>
    public bool IsPlaced => Kind != AlignmentKind.Unknown;

    /// <summary>The image in words.</summary>
    public string Title => Series.Title;

    private static AlignmentKind Judge(ImportedSeries s, ImportedSeries? reference, ImageSettings settings) =>
        s.Id == reference?.Id ? AlignmentKind.Reference
        : settings.Moves.Any(m => m.SeriesId == s.Id) ? AlignmentKind.Moved
        : !string.IsNullOrEmpty(s.FrameOfReferenceUid) && s.FrameOfReferenceUid == reference?.FrameOfReferenceUid ? AlignmentKind.SameFrame
        : settings.AlignmentConfirmed ? AlignmentKind.Confirmed : AlignmentKind.Unknown;
}

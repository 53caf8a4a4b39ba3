using Dosimetry.Dicom;

namespace Dosimetry.Engine.Import.Headers;

/// <summary>
/// The instances of one series and kind. <paramref name="First"/> is the data set of the first instance found, without pixels: it answers for what is
/// the same in all of them.
/// </summary>
internal sealed record SeriesGroup(string Key, ObjectKind Kind, DicomDataSet First)
{
    public List<InstanceHeader> Instances { get; } = [];
    public List<Plane> Planes { get; } = [];

    /// <summary>Description or number of the series, for messages.</summary>
    public string Shown => First.String(Dosimetry.Dicom.Dictionary.DicomTags.SeriesDescription) is { } text
        ? $"{Kind.ToString().ToUpperInvariant()} series '{text}'" : $"{Kind.ToString().ToUpperInvariant()} series";
}

using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Engine.Import.Pet;

namespace Dosimetry.Engine.Import.Headers;

/// <summary>Attributes of the frames of an enhanced object: those of the frame itself, else those shared by all (PS3.3 C.7.6.16).</summary>
internal sealed class FunctionalGroups(DicomDataSet data)
{
    private static readonly DicomTag PixelValueTransformation = new(0x00289145), FrameAcquisitionDateTime = new(0x00189074),
        FrameAcquisitionDuration = new(0x00189220), UnassignedPerFrame = new(0x00209171);

    private static readonly DicomDataSet Nothing = new();

    private readonly DicomDataSet _shared = data.FirstItem(DicomTags.SharedFunctionalGroupsSequence) ?? Nothing;
    private readonly IReadOnlyList<DicomDataSet> _perFrame = data.Items(DicomTags.PerFrameFunctionalGroupsSequence);

    public IReadOnlyList<double> Position(int frame) => Group(frame, DicomTags.PlanePositionSequence).Doubles(DicomTags.ImagePositionPatient);
    public IReadOnlyList<double> Orientation(int frame) => Group(frame, DicomTags.PlaneOrientationSequence).Doubles(DicomTags.ImageOrientationPatient);
    public IReadOnlyList<double> Spacing(int frame) => Group(frame, DicomTags.PixelMeasuresSequence).Doubles(DicomTags.PixelSpacing);
    public DicomDataSet Rescale(int frame) => Group(frame, PixelValueTransformation);

    /// <summary>
    /// Start and duration of the frame. Objects converted from classic ones keep what has no place of its own (Acquisition Time, Frame
    /// Reference Time) among the unassigned attributes of the frame.
    /// </summary>
    public PetFrame Timing(int frame)
    {
        DicomDataSet content = Group(frame, DicomTags.FrameContentSequence), old = Group(frame, UnassignedPerFrame);
        return new PetFrame(
            content.Moment(FrameAcquisitionDateTime)?.Clock ?? ImageTimes.Acquisition(old),
            content.Double(FrameAcquisitionDuration) / 1000 ?? old.Double(DicomTags.ActualFrameDuration) / 1000,
            old.Double(DicomTags.FrameReferenceTime) / 1000, old.Double(DicomTags.DecayFactor));
    }

    /// <summary>The one item of a macro, of the frame or shared; empty when absent.</summary>
    public DicomDataSet Group(int frame, DicomTag macro) => _perFrame[frame].FirstItem(macro) ?? _shared.FirstItem(macro) ?? Nothing;
}

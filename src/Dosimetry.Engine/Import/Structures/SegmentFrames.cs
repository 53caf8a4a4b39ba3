using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import.Geometry;
using Dosimetry.Engine.Import.Headers;
using Dosimetry.Engine.Import.Pet;

namespace Dosimetry.Engine.Import.Structures;

/// <summary>Which frame of a segmentation holds slice k of a segment, on the lattice through all frames; for a label map the same frame for all.</summary>
internal sealed class SegmentFrames
{
    private readonly Dictionary<(int Segment, int Slice), int> _frames = [];

    private SegmentFrames(Grid grid, bool isBinary, double slope, bool isLabelMap) => (Grid, IsBinary, Slope, IsLabelMap) = (grid, isBinary, slope, isLabelMap);

    public Grid Grid { get; }
    public bool IsBinary { get; }
    /// <summary>Share per stored step: 1, or 1 / Maximum Fractional Value.</summary>
    public double Slope { get; }

    /// <summary>One frame per slice whose values are segment numbers (2024), instead of one frame per segment and slice.</summary>
    public bool IsLabelMap { get; }

    public int? FrameOf(int segment, int slice) => _frames.TryGetValue((IsLabelMap ? 0 : segment, slice), out int frame) ? frame : null;

    public static SegmentFrames? Of(InstanceHeader instance, DicomDataSet data, string series, FindingLog findings)
    {
        FunctionalGroups groups = new(data);
        int count = data.Items(DicomTags.PerFrameFunctionalGroupsSequence).Count;
        Plane[] planes = [.. Enumerable.Range(0, count).Select(f => PlaneReader.At(
            instance, f, groups.Position(f), groups.Orientation(f), groups.Spacing(f), 1, 0, new PetFrame(null, null, null, null))).OfType<Plane>()];
        if (planes.Length == 0 || planes.Length != count)
        {
            findings.Error("SEG.GEOMETRY_MISSING", $"{series}: position or orientation of its frames is missing. Left out.", instance.Source.Name);
            return null;
        }
        double between_mm = groups.Group(0, DicomTags.PixelMeasuresSequence).Double(DicomTags.SpacingBetweenSlices) ?? groups.Group(0, DicomTags.PixelMeasuresSequence).Double(DicomTags.SliceThickness) ?? 1;
        // One plane per place; sparse segments leave gaps, which are empty slices and no findings.
        Plane[] places = [.. planes.DistinctBy(p => Math.Round(p.Distance_mm, 2))];
        FindingLog silent = new();
        if (SliceStack.From(places, Math.Abs(between_mm), series, silent) is not { } stack)
        {
            foreach (Finding f in silent.ToList().Where(f => f.Severity == Severity.Error)) findings.Add(f);
            return null;
        }
        bool binary = data.String(DicomTags.SegmentationType) != "FRACTIONAL", labelMap = data.String(DicomTags.SegmentationType) == "LABELMAP";
        SegmentFrames found = new(stack.Grid, binary, binary ? 1 : 1.0 / (data.Int(DicomTags.MaximumFractionalValue) is > 0 and var m ? m : 255), labelMap);
        double bottom_mm = stack.Planes[0]!.Distance_mm, step_mm = stack.Grid.Nz > 1 ? (stack.Planes[^1]!.Distance_mm - bottom_mm) / (stack.Grid.Nz - 1) : 1;
        foreach (Plane plane in planes)
            found._frames[(labelMap ? 0 : Segment(groups, plane.Frame), (int)Math.Round((plane.Distance_mm - bottom_mm) / step_mm))] = plane.Frame;
        return found;
    }

    private static int Segment(FunctionalGroups groups, int frame) =>
        groups.Group(frame, DicomTags.SegmentIdentificationSequence).Int(DicomTags.ReferencedSegmentNumber) ?? 1;
}

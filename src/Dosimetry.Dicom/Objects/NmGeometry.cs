using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Objects;

/// <summary>
/// Geometry of a reconstructed nuclear medicine volume (PS3.3 C.8.4.15): position and orientation of the first slice stand in the
/// Detector Information Sequence; the sign of Spacing Between Slices tells on which side of it the next one lies; the Slice Vector orders
/// the frames.
/// </summary>
internal static class NmGeometry
{
    public static ImageStack? Stack(DicomDataSet image, int frames)
    {
        DicomDataSet place = image.Items(DicomTags.DetectorInformationSequence).FirstOrDefault(HasPlace) ?? image;
        double? step = image.Double(DicomTags.SpacingBetweenSlices) is { } spacing and not 0 ? spacing
            : image.Double(DicomTags.SliceThickness);
        if (ImagePlane.Of(image, place, image) is not { } plane || step is null or 0) return null;
        return new(plane, step.Value, frames);
    }

    /// <summary>Inverts the Slice Vector (slice number from 1 of each frame). Only a permutation is a single volume.</summary>
    public static IReadOnlyList<int>? FrameOfSlice(DicomDataSet image, int frames)
    {
        if (!image.Contains(DicomTags.SliceVector)) return frames <= ushort.MaxValue ? Enumerable.Range(0, frames).ToArray() : null;
        IReadOnlyList<int> sliceOfFrame = image.Ints(DicomTags.SliceVector);
        if (sliceOfFrame.Count != frames) return null;
        int[] frameOfSlice = new int[frames];
        Array.Fill(frameOfSlice, -1);
        for (int frame = 0; frame < frames; frame++)
        {
            int slice = sliceOfFrame[frame] - 1;
            if (slice < 0 || slice >= frames || frameOfSlice[slice] >= 0) return null;
            frameOfSlice[slice] = frame;
        }
        return frameOfSlice;
    }

    private static bool HasPlace(DicomDataSet head) =>
        head.Doubles(DicomTags.ImagePositionPatient).Count >= 3 && head.Doubles(DicomTags.ImageOrientationPatient).Count >= 6;
}

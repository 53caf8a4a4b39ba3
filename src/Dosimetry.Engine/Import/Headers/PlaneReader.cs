using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import.Pet;

namespace Dosimetry.Engine.Import.Headers;

/// <summary>
/// Where the frames of CT and PET objects lie: one plane in a classic object, one per frame by the functional groups of an enhanced one.
/// Source: PS3.3 C.7.6.2 (Image Plane), C.7.6.16 (functional groups).
/// </summary>
internal static class PlaneReader
{
    /// <summary>The planes of an object; empty when position, orientation or pixel spacing is missing.</summary>
    public static IReadOnlyList<Plane> Read(InstanceHeader instance, DicomDataSet data)
    {
        IReadOnlyList<DicomDataSet> perFrame = data.Items(DicomTags.PerFrameFunctionalGroupsSequence);
        if (perFrame.Count == 0) return Classic(instance, data) is { } plane ? [plane] : [];
        FunctionalGroups groups = new(data);
        return [.. Enumerable.Range(0, perFrame.Count).Select(frame => Enhanced(instance, groups, frame)).OfType<Plane>()];
    }

    private static Plane? Classic(InstanceHeader instance, DicomDataSet data) => At(
        instance, 0, data.Doubles(DicomTags.ImagePositionPatient), data.Doubles(DicomTags.ImageOrientationPatient), data.Doubles(DicomTags.PixelSpacing),
        Slope(data), Intercept(data), new PetFrame(
            ImageTimes.Acquisition(data), Milliseconds(data, DicomTags.ActualFrameDuration), Milliseconds(data, DicomTags.FrameReferenceTime),
            data.Double(DicomTags.DecayFactor)));

    private static Plane? Enhanced(InstanceHeader instance, FunctionalGroups groups, int frame) => At(
        instance, frame, groups.Position(frame), groups.Orientation(frame), groups.Spacing(frame), Slope(groups.Rescale(frame)), Intercept(groups.Rescale(frame)),
        groups.Timing(frame));

    /// <summary>A plane from the attributes of the standard; null when one of them has too few numbers or makes no plane.</summary>
    public static Plane? At(
        InstanceHeader instance, int frame, IReadOnlyList<double> position, IReadOnlyList<double> orientation, IReadOnlyList<double> spacing,
        double slope, double intercept, PetFrame timing)
    {
        if (position.Count < 3 || orientation.Count < 6 || spacing.Count < 2 || spacing[0] <= 0 || spacing[1] <= 0) return null;
        Vector3D row = new(orientation[0], orientation[1], orientation[2]), column = new(orientation[3], orientation[4], orientation[5]);
        // Cosines are rounded in the file: they are made unit vectors, and refused when they are far from being a right angle.
        if (Math.Abs(row.Length - 1) > 0.01 || Math.Abs(column.Length - 1) > 0.01 || Math.Abs(row.Dot(column)) > 0.01) return null;
        return new Plane(
            instance, frame, new Vector3D(position[0], position[1], position[2]), 1 / row.Length * row, 1 / column.Length * column, spacing[0], spacing[1],
            slope, intercept, timing);
    }

    /// <summary>Rescale Slope, 1 where absent.</summary>
    public static double Slope(DicomDataSet data) => data.Double(DicomTags.RescaleSlope) ?? 1;

    /// <summary>Rescale Intercept, 0 where absent.</summary>
    public static double Intercept(DicomDataSet data) => data.Double(DicomTags.RescaleIntercept) ?? 0;

    private static double? Milliseconds(DicomDataSet data, DicomTag tag) => data.Double(tag) / 1000;
}

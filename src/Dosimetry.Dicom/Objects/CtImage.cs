using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Objects;

/// <summary>
/// A CT slice as read. HU = <paramref name="RescaleSlope"/> × stored + <paramref name="RescaleIntercept"/>; <paramref name="Plane"/> is
/// null when the geometry is absent or senseless.
/// </summary>
public sealed record CtImage(
    ObjectHeader Header, IReadOnlyList<string> ImageType, ImagePlane? Plane, double? RescaleSlope, double? RescaleIntercept,
    string? RescaleType, double? SliceThickness_mm, double? GantryTilt_deg, double? Voltage_kV, string? ConvolutionKernel, string? PatientPosition)
{
    /// <summary>Reads the attributes; never fails.</summary>
    public static CtImage Of(DicomDataSet image) => new(
        ObjectHeader.Of(image), image.Strings(DicomTags.ImageType), ImagePlane.Of(image),
        image.Double(DicomTags.RescaleSlope), image.Double(DicomTags.RescaleIntercept), image.String(DicomTags.RescaleType),
        image.Double(DicomTags.SliceThickness), image.Double(DicomTags.GantryDetectorTilt), image.Double(DicomTags.KVP),
        image.String(DicomTags.ConvolutionKernel), image.String(DicomTags.PatientPosition));
}

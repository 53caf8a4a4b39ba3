using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Objects;

/// <summary>
/// One CT slice to be written. <paramref name="StoredValues"/>: rows from the top, Rows × Columns; HU = slope × stored + intercept.
/// </summary>
public sealed record NewCtImage(ObjectHeader Header, ImagePlane Plane, short[] StoredValues, double SliceThickness_mm)
{
    /// <summary>HU per stored step.</summary>
    public double RescaleSlope { get; init; } = 1;
    /// <summary>HU of stored zero.</summary>
    public double RescaleIntercept { get; init; }
    /// <summary>Tube voltage.</summary>
    public double Voltage_kV { get; init; } = 120;
    /// <summary>How the patient lies: HFS = head first, supine.</summary>
    public string PatientPosition { get; init; } = "HFS";
    /// <summary>Reconstruction kernel, where one is to be named.</summary>
    public string? ConvolutionKernel { get; init; }

    /// <summary>The CT Image object.</summary>
    /// <exception cref="ArgumentException">Sizes that do not agree, or values the standard forbids.</exception>
    public DicomDataSet ToDataSet()
    {
        if (StoredValues.Length != Plane.Rows * Plane.Columns)
            throw new ArgumentException($"{StoredValues.Length} values for {Plane.Rows} × {Plane.Columns} pixels.");
        DicomDataSet image = Header.NewImage(SopClass.Ct, "CT")
            .Set(DicomTags.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
            .Set(DicomTags.AcquisitionNumber, 1).Set(DicomTags.KVP, Voltage_kV).Set(DicomTags.SliceThickness, SliceThickness_mm)
            .Set(DicomTags.PatientPosition, PatientPosition)
            .Set(DicomTags.RescaleSlope, RescaleSlope).Set(DicomTags.RescaleIntercept, RescaleIntercept).Set(DicomTags.RescaleType, "HU")
            .Set(DicomTags.WindowCenter, 40).Set(DicomTags.WindowWidth, 400)
            .SetPixels<short>(Plane.Rows, Plane.Columns, StoredValues, signed: true);
        if (ConvolutionKernel is { } kernel) image.Set(DicomTags.ConvolutionKernel, kernel);
        Plane.WritePlace(image);
        return Plane.WriteSpacing(image);
    }
}

using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Objects;

/// <summary>
/// One PET slice in Bq/ml to be written, decay-corrected to the start of the series (<see cref="SeriesModule.Moment"/>).
/// <paramref name="Values_BqPerMl"/>: rows from the top, none negative; each slice gets its own rescale slope, so that its maximum fills
/// 15 bits.
/// </summary>
public sealed record NewPetImage(
    ObjectHeader Header, ImagePlane Plane, float[] Values_BqPerMl, double SliceThickness_mm, Administration Administration, int ImageIndex,
    int Slices)
{
    /// <summary>Time from the decay reference to this slice's frame (FrameReferenceTime).</summary>
    public double FrameReferenceTime_ms { get; init; }
    /// <summary>Duration of the frame.</summary>
    public double FrameDuration_ms { get; init; } = 180_000;
    /// <summary>Corrections applied, of CorrectedImage.</summary>
    public IReadOnlyList<string> Corrections { get; init; } = ["NORM", "DTIM", "ATTN", "SCAT", "DECY", "RAN"];

    /// <summary>The PET Image object.</summary>
    /// <exception cref="ArgumentException">Sizes that do not agree, a negative value, or values the standard forbids.</exception>
    public DicomDataSet ToDataSet()
    {
        if (Values_BqPerMl.Length != Plane.Rows * Plane.Columns)
            throw new ArgumentException($"{Values_BqPerMl.Length} values for {Plane.Rows} × {Plane.Columns} pixels.");
        (short[] stored, double slope) = Quantised();
        DicomDataSet image = Header.NewImage(SopClass.Pet, "PT").Set(DicomTags.ImageType, "ORIGINAL", "PRIMARY")
            .Set(DicomTags.SliceThickness, SliceThickness_mm).Set(DicomTags.RescaleSlope, slope).Set(DicomTags.RescaleIntercept, 0)
            .SetPixels<short>(Plane.Rows, Plane.Columns, stored, signed: true);
        WriteSeries(image);
        image.Set(DicomTags.RadiopharmaceuticalInformationSequence, Administration.ToItem(inBecquerel: true));
        Administration.SetSupineHeadfirst(image);
        Plane.WritePlace(image);
        return Plane.WriteSpacing(image);
    }

    private void WriteSeries(DicomDataSet image) => image
        .Set(DicomTags.Units, "BQML").Set(DicomTags.CountsSource, "EMISSION").Set(DicomTags.SeriesType, "WHOLE BODY", "IMAGE")
        .Set(DicomTags.NumberOfSlices, Slices).Set(DicomTags.ImageIndex, ImageIndex)
        .Set(DicomTags.CorrectedImage, Corrections.ToArray())
        .Set(DicomTags.DecayCorrection, Corrections.Contains("DECY") ? "START" : "NONE")
        .Set(DicomTags.DecayFactor, 1).Set(DicomTags.CollimatorType, "NONE")
        .Set(DicomTags.FrameReferenceTime, FrameReferenceTime_ms).Set(DicomTags.ActualFrameDuration, Math.Round(FrameDuration_ms));

    private (short[] Stored, double Slope) Quantised()
    {
        float maximum = Values_BqPerMl.Max();
        if (!float.IsFinite(maximum) || !(Values_BqPerMl.Min() >= 0))
            throw new ArgumentException("PET values must be finite and not negative.");
        // The slope is rounded as it will be written, so that stored × slope is what the reader gets.
        double slope = maximum > 0 ? double.Parse(TextRules.DecimalString(maximum / short.MaxValue),
            System.Globalization.CultureInfo.InvariantCulture) : 1;
        return (Array.ConvertAll(Values_BqPerMl, v => (short)Math.Min(short.MaxValue, Math.Round(v / slope))), slope);
    }
}

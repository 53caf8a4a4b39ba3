using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Objects;

/// <summary>
/// A reconstructed SPECT volume in counts to be written as a multi-frame nuclear medicine image. <paramref name="Counts"/>: slices × rows
/// × columns in the order of <paramref name="Stack"/>. Geometry goes into the Detector Information Sequence, as the standard has it.
/// </summary>
public sealed record NewNmImage(ObjectHeader Header, ImageStack Stack, ushort[] Counts, Administration Administration)
{
    /// <summary>Duration of one projection.</summary>
    public double FrameDuration_ms { get; init; } = 20_000;
    /// <summary>Projections each head takes.</summary>
    public int ProjectionsPerHead { get; init; } = 60;
    /// <summary>Detector heads.</summary>
    public int Heads { get; init; } = 2;
    /// <summary>Name of the energy window.</summary>
    public string EnergyWindow { get; init; } = "Lu177 208";
    /// <summary>Lower edge of the energy window.</summary>
    public double WindowLow_keV { get; init; } = 187.2;
    /// <summary>Upper edge of the energy window.</summary>
    public double WindowHigh_keV { get; init; } = 228.8;
    /// <summary>Collimator, as the vendor names it.</summary>
    public string Collimator { get; init; } = "MELP";
    /// <summary>Corrections applied, of CorrectedImage.</summary>
    public IReadOnlyList<string> Corrections { get; init; } = ["ATTN", "SCAT"];

    /// <summary>The Nuclear Medicine Image object (RECON TOMO).</summary>
    /// <exception cref="ArgumentException">Sizes that do not agree, or values the standard forbids.</exception>
    public DicomDataSet ToDataSet()
    {
        Stack.Require(Counts.Length, "SPECT");
        double[] slices = Enumerable.Range(1, Stack.Slices).Select(k => (double)k).ToArray();
        DicomDataSet image = Header.NewImage(SopClass.NuclearMedicine, "NM")
            .Set(DicomTags.ImageType, "DERIVED", "PRIMARY", "RECON TOMO", "EMISSION")
            .Set(DicomTags.NumberOfFrames, Stack.Slices)
            .Set(DicomTags.FrameIncrementPointer, DicomTags.SliceVector.Group, DicomTags.SliceVector.Element)
            .Set(DicomTags.SliceVector, slices).Set(DicomTags.NumberOfSlices, Stack.Slices)
            .Set(DicomTags.SliceThickness, Math.Abs(Stack.Step_mm)).Set(DicomTags.SpacingBetweenSlices, Stack.Step_mm)
            .Set(DicomTags.CountsAccumulated, Math.Min(int.MaxValue, Counts.Sum(c => (double)c)))
            .SetPixels<ushort>(Stack.First.Rows, Stack.First.Columns, Counts, signed: false);
        if (Corrections.Count > 0) image.Set(DicomTags.CorrectedImage, Corrections.ToArray());
        WriteIsotope(image);
        WriteDetectors(image);
        Administration.SetSupineHeadfirst(image);
        return Stack.First.WriteSpacing(image);
    }

    private void WriteIsotope(DicomDataSet image) => image
        .Set(DicomTags.NumberOfEnergyWindows, 1)
        .Set(DicomTags.EnergyWindowInformationSequence, new DicomDataSet().Set(DicomTags.EnergyWindowName, EnergyWindow)
            .Set(DicomTags.EnergyWindowRangeSequence, new DicomDataSet()
                .Set(DicomTags.EnergyWindowLowerLimit, WindowLow_keV).Set(DicomTags.EnergyWindowUpperLimit, WindowHigh_keV)))
        .Set(DicomTags.RadiopharmaceuticalInformationSequence, Administration.ToItem(inBecquerel: false));

    private void WriteDetectors(DicomDataSet image)
    {
        var heads = new DicomDataSet[Heads];
        for (int h = 0; h < Heads; h++)
            heads[h] = Stack.First.WritePlace(new DicomDataSet().Set(DicomTags.CollimatorGridName, Collimator)
                .Set(DicomTags.CollimatorType, "PARA"));
        image.Set(DicomTags.NumberOfDetectors, Heads).Set(DicomTags.DetectorInformationSequence, heads)
            .Set(DicomTags.NumberOfRotations, 1).Set(DicomTags.TypeOfDetectorMotion, "STEP AND SHOOT")
            .Set(DicomTags.RotationInformationSequence, new DicomDataSet()
                .Set(DicomTags.StartAngle, 0).Set(DicomTags.AngularStep, 360.0 / Heads / ProjectionsPerHead)
                .Set(DicomTags.RotationDirection, "CW")
                .Set(DicomTags.ScanArc, 360.0 / Heads).Set(DicomTags.ActualFrameDuration, Math.Round(FrameDuration_ms))
                .Set(DicomTags.RadialPosition, 250)
                .Set(DicomTags.TableHeight, 0).Set(DicomTags.NumberOfFramesInRotation, ProjectionsPerHead));
    }
}

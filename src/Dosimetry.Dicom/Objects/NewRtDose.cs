using System.Globalization;
using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Objects;

/// <summary>
/// A cumulative dose-volume histogram to be stored with a dose: <paramref name="Volumes_ml"/>[i] receives at least i ·
/// <paramref name="BinWidth_Gy"/>.
/// </summary>
public sealed record NewDvh(int RegionNumber, double BinWidth_Gy, IReadOnlyList<double> Volumes_ml, double Minimum_Gy, double Mean_Gy,
    double Maximum_Gy);

/// <summary>
/// A dose grid to be written, in Gy. <paramref name="Dose_Gy"/>: slices × rows × columns in the order of <paramref name="Stack"/>, none
/// negative. <paramref name="Comment"/> names nuclide, cycle or total, planned or verified, and the method. <paramref name="Plan"/> is
/// the RT Plan this dose belongs to: no dose object exists for radionuclides, and PLAN with a reference to a minimal plan is the field's
/// convention.
/// </summary>
public sealed record NewRtDose(ObjectHeader Header, ImageStack Stack, IReadOnlyList<float> Dose_Gy, string Comment, InstanceReference Plan)
{
    /// <summary>Bits per voxel: 32, or 16 for receivers that know no more.</summary>
    public int Bits { get; init; } = 32;
    /// <summary>PHYSICAL; EFFECTIVE only for BED or EQD2, with α/β in the comment.</summary>
    public string DoseType { get; init; } = "PHYSICAL";
    /// <summary>PLAN, or PLAN_OVERVIEW where a receiver wants today's term.</summary>
    public string SummationType { get; init; } = "PLAN";
    /// <summary>IMAGE: densities from CT. WATER: water everywhere.</summary>
    public string HeterogeneityCorrection { get; init; } = "IMAGE";
    /// <summary>The structure set whose regions the histograms name.</summary>
    public InstanceReference? StructureSet { get; init; }
    /// <summary>Histograms; they need <see cref="StructureSet"/>.</summary>
    public IReadOnlyList<NewDvh> Dvhs { get; init; } = [];
    /// <summary>Images the dose was computed from.</summary>
    public IReadOnlyList<InstanceReference> Images { get; init; } = [];

    /// <summary>The RT Dose object.</summary>
    /// <exception cref="ArgumentException">Sizes that do not agree, a negative dose, histograms without structure set, or values the
    /// standard forbids.</exception>
    public DicomDataSet ToDataSet()
    {
        Stack.Require(Dose_Gy.Count, "Dose");
        if (Dvhs.Count > 0 && StructureSet is null)
            throw new ArgumentException("Histograms need the structure set whose regions they name.");
        _ = Header.RequiredFrameOfReference;
        DicomDataSet dose = Header.NewDataSet(SopClass.RtDose, "RTDOSE").Set(DicomTags.ImageType, "DERIVED", "PRIMARY")
            .Set(DicomTags.OperatorsName, "")
            .Set(DicomTags.ContentDate, DicomTags.ContentTime, Header.ContentMoment)
            .Set(DicomTags.DoseUnits, "GY").Set(DicomTags.DoseType, DoseType).Set(DicomTags.DoseSummationType, SummationType)
            .Set(DicomTags.DoseComment, TextRules.Shorten(Comment, 64))
            .Set(DicomTags.TissueHeterogeneityCorrection, HeterogeneityCorrection)
            .Set(DicomTags.NumberOfFrames, Stack.Slices).Set(DicomTags.SliceThickness, Math.Abs(Stack.Step_mm))
            .Set(DicomTags.FrameIncrementPointer, DicomTags.GridFrameOffsetVector.Group, DicomTags.GridFrameOffsetVector.Element)
            .Set(DicomTags.GridFrameOffsetVector, Enumerable.Range(0, Stack.Slices).Select(k => k * Stack.Step_mm).ToArray())
            .Set(DicomTags.ReferencedRTPlanSequence, Plan.ToItem());
        Stack.First.WriteSpacing(Stack.First.WritePlace(dose));
        WriteVoxels(dose);
        WriteReferences(dose);
        return dose;
    }

    private void WriteVoxels(DicomDataSet dose)
    {
        float maximum = 0;
        foreach (float gy in Dose_Gy)
            maximum = float.IsFinite(gy) && gy >= 0 ? Math.Max(maximum, gy)
                : throw new ArgumentException($"A dose of {gy} Gy cannot be stored.");
        double steps = Bits switch
        {
            32 => uint.MaxValue,
            16 => ushort.MaxValue,
            _ => throw new ArgumentException($"A dose has 16 or 32 bits, not {Bits}."),
        };
        string text = (maximum > 0 ? maximum / steps : 1).ToString("0.000000000e+00", CultureInfo.InvariantCulture);
        double scaling = double.Parse(text, CultureInfo.InvariantCulture);
        (int rows, int columns) = (Stack.First.Rows, Stack.First.Columns);
        // Rounding the scaling down can push the maximum a step beyond the top; it stays at the top.
        if (Bits == 32) dose.SetPixels<uint>(rows, columns, Dose_Gy.Select(gy => (uint)Math.Min(steps, Math.Round(gy / scaling))).ToArray(),
            signed: false);
        else dose.SetPixels<ushort>(rows, columns, Dose_Gy.Select(gy => (ushort)Math.Min(steps, Math.Round(gy / scaling))).ToArray(),
            signed: false);
        dose.Set(DicomTags.DoseGridScaling, text);
    }

    private void WriteReferences(DicomDataSet dose)
    {
        if (Images.Count > 0) dose.Set(DicomTags.ReferencedImageSequence, Images.Select(i => i.ToItem()).ToArray());
        if (StructureSet is { } set) dose.Set(DicomTags.ReferencedStructureSetSequence, set.ToItem());
        if (Dvhs.Count > 0) dose.Set(DicomTags.DVHSequence, Dvhs.Select(Histogram).ToArray());
    }

    private DicomDataSet Histogram(NewDvh dvh) => new DicomDataSet()
        .Set(DicomTags.DVHReferencedROISequence, new DicomDataSet().Set(DicomTags.DVHROIContributionType, "INCLUDED")
            .Set(DicomTags.ReferencedROINumber, dvh.RegionNumber))
        .Set(DicomTags.DVHType, "CUMULATIVE").Set(DicomTags.DoseUnits, "GY").Set(DicomTags.DoseType, DoseType)
        .Set(DicomTags.DVHDoseScaling, 1).Set(DicomTags.DVHVolumeUnits, "CM3").Set(DicomTags.DVHNumberOfBins, dvh.Volumes_ml.Count)
        .Set(DicomTags.DVHData, dvh.Volumes_ml.SelectMany(ml => (double[])[dvh.BinWidth_Gy, Math.Round(ml, 4)]).ToArray())
        .Set(DicomTags.DVHMinimumDose, dvh.Minimum_Gy).Set(DicomTags.DVHMeanDose, dvh.Mean_Gy)
        .Set(DicomTags.DVHMaximumDose, dvh.Maximum_Gy);
}

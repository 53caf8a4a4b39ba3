using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import.Geometry;
using Dosimetry.Engine.Import.Headers;

namespace Dosimetry.Engine.Import.Series;

/// <summary>The record of a stored volume from its stack and the series' first data set.</summary>
internal static class SeriesRecord
{
    private static readonly (string Key, DicomTag Tag)[] DeviceTags =
    [
        ("manufacturer", DicomTags.Manufacturer), ("model", DicomTags.ManufacturerModelName), ("software", DicomTags.SoftwareVersions),
        ("station", DicomTags.StationName), ("kernel", DicomTags.ConvolutionKernel), ("reconstruction", DicomTags.ReconstructionMethod),
        ("attenuationCorrection", DicomTags.AttenuationCorrectionMethod), ("scatterCorrection", DicomTags.ScatterCorrectionMethod),
    ];

    public static ImportedSeries Of(string id, string modality, string file, SeriesGroup group, SliceStack stack, string quantity, string unit, DateTime? acquisition)
    {
        Vector3D spacing = stack.Grid.Spacing_mm;
        return new ImportedSeries(
            id, modality, quantity, unit, file, [stack.Grid.Nx, stack.Grid.Ny, stack.Grid.Nz], [spacing.X, spacing.Y, spacing.Z], stack.Grid.Affine.ToRowMajor(),
            group.First.String(DicomTags.SeriesInstanceUID) ?? "", group.First.String(DicomTags.StudyInstanceUID) ?? "",
            group.First.String(DicomTags.FrameOfReferenceUID), group.First.String(DicomTags.SeriesDescription), acquisition, group.Instances.Count)
        {
            Device = Device(group.First),
            SopClassUid = group.Instances[0].SopClassUid,
            InstanceUids = [.. group.Instances.Select(i => i.SopInstanceUid).OfType<string>()],
        };
    }

    private static string EnergyWindows(DicomDataSet data) => string.Join(", ",
        from window in data.Items(DicomTags.EnergyWindowInformationSequence)
        from range in window.Items(DicomTags.EnergyWindowRangeSequence)
        select FormattableString.Invariant($"{range.Double(DicomTags.EnergyWindowLowerLimit):G5} to {range.Double(DicomTags.EnergyWindowUpperLimit):G5} keV"));

    private static Dictionary<string, string> Device(DicomDataSet data)
    {
        Dictionary<string, string> device = DeviceTags.Where(t => data.String(t.Tag) is not null).ToDictionary(t => t.Key, t => data.String(t.Tag)!);
        if (data.Strings(DicomTags.CorrectedImage) is { Count: > 0 } corrections) device["corrections"] = string.Join(", ", corrections);
        if (data.FirstItem(DicomTags.DetectorInformationSequence)?.String(DicomTags.CollimatorGridName) is { } collimator) device["collimator"] = collimator;
        if (EnergyWindows(data) is { Length: > 0 } windows) device["energyWindows"] = windows;
        return device;
    }
}

using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Foundation.Nifti;
using Dosimetry.Engine.Import.Geometry;
using Dosimetry.Engine.Import.Headers;

namespace Dosimetry.Engine.Import.Series;

/// <summary>CT: stored × slope + intercept = CT number in HU, kept as int16.</summary>
internal static class CtSeries
{
    public static ImportedSeries? Import(SeriesGroup group, ImportContext context)
    {
        if (group.Planes.Count == 0) return null;
        CheckUnits(group, context.Findings);
        IReadOnlyList<Plane> planes = PlaneGroups.Largest(group, context.Findings);
        if (SliceStack.From(planes, group.First.Double(DicomTags.SliceThickness), group.Shown, context.Findings) is not { } stack) return null;
        string id = context.NextId("ct"), file = id + ".nii.gz";
        return context.Store.Write(file, group.Shown, stack, new(NiftiDataType.Int16, CtNumber.Name, CtNumber.Unit), context.Cancel)
            ? SeriesRecord.Of(id, "CT", file, group, stack, CtNumber.Name, CtNumber.Unit, planes.Min(p => p.Timing.Acquisition))
            : null;
    }

    private static void CheckUnits(SeriesGroup group, FindingLog findings)
    {
        string? type = group.First.String(DicomTags.RescaleType);
        if (type is not null && !type.Equals("HU", StringComparison.OrdinalIgnoreCase) && type != "US")
            findings.Error("CT.UNITS", $"{group.Shown}: the values are stated in '{type}', not in HU. Cure: send the plain CT reconstruction.");
        else if (!group.First.Contains(DicomTags.RescaleIntercept) && !group.First.Contains(DicomTags.SharedFunctionalGroupsSequence))
            findings.Warn("CT.RESCALE_MISSING", $"{group.Shown}: Rescale Slope and Intercept are missing; the stored values are taken as HU. Check water (0) and air (-1000).");
    }
}

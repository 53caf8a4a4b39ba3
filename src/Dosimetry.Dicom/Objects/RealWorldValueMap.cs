using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Objects;

/// <summary>
/// A linear real world value mapping: value = <paramref name="Slope"/> × stored + <paramref name="Intercept"/> in the UCUM unit
/// <paramref name="Unit"/> (Bq/ml, {SUVbw}g/ml, …), for stored values from <paramref name="First"/> to <paramref name="Last"/>.
/// <paramref name="Images"/>: instances it applies to, when it stands in a mapping object of its own.
/// </summary>
public sealed record RealWorldValueMap(
    double Slope, double Intercept, CodedConcept? Unit, string? Label, double? First, double? Last, IReadOnlyList<InstanceReference> Images)
{
    /// <summary>
    /// The mappings of an image (top level, shared or per-frame groups) or of a mapping object. Those without slope (lookup tables) are
    /// left out.
    /// </summary>
    public static IReadOnlyList<RealWorldValueMap> Of(DicomDataSet dataSet)
    {
        var maps = new List<RealWorldValueMap>();
        Add(dataSet, [], maps);
        foreach (DicomTag groups in (DicomTag[])[DicomTags.SharedFunctionalGroupsSequence, DicomTags.PerFrameFunctionalGroupsSequence])
            foreach (DicomDataSet group in dataSet.Items(groups)) Add(group, [], maps);
        foreach (DicomDataSet item in dataSet.Items(DicomTags.ReferencedImageRealWorldValueMappingSequence))
            Add(item, InstanceReference.Of(item, DicomTags.ReferencedImageSequence), maps);
        return maps.Distinct().ToArray();
    }

    private static void Add(DicomDataSet holder, IReadOnlyList<InstanceReference> images, List<RealWorldValueMap> maps)
    {
        foreach (DicomDataSet item in holder.Items(DicomTags.RealWorldValueMappingSequence))
        {
            if (item.Double(DicomTags.RealWorldValueSlope) is not { } slope) continue;
            maps.Add(new(slope, item.Double(DicomTags.RealWorldValueIntercept) ?? 0,
                CodedConcept.Of(item, DicomTags.MeasurementUnitsCodeSequence),
                item.String(DicomTags.LUTLabel), item.Double(DicomTags.RealWorldValueFirstValueMapped),
                item.Double(DicomTags.RealWorldValueLastValueMapped), images));
        }
    }
}

using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Engine.Import.Headers;

/// <summary>Stored value → quantity: value = slope × stored + intercept in a UCUM unit.</summary>
internal sealed record ValueMap(double Slope, double Intercept, string Unit);

/// <summary>
/// Real World Value Mappings, inside an image or in an object of their own that refers to it (PS3.3 C.7.6.16.2.11). One that leads to Bq/ml
/// is the maker's own quantification and wins over every other rule.
/// </summary>
internal sealed class ValueMaps
{
    private readonly Dictionary<string, List<ValueMap>> _byInstance = [];

    public int Count => _byInstance.Count;

    /// <summary>Takes the maps of a mapping object.</summary>
    public void Add(DicomDataSet mapping)
    {
        foreach (DicomDataSet item in mapping.Items(DicomTags.ReferencedImageRealWorldValueMappingSequence))
        {
            ValueMap[] maps = [.. Maps(item)];
            foreach (DicomDataSet image in item.Items(DicomTags.ReferencedImageSequence))
                if (image.String(DicomTags.ReferencedSOPInstanceUID) is { } uid)
                    (_byInstance.TryGetValue(uid, out List<ValueMap>? known) ? known : _byInstance[uid] = []).AddRange(maps);
        }
    }

    /// <summary>The map of an image to Bq/ml, or null.</summary>
    public ValueMap? ToActivity(DicomDataSet image, string? sopInstanceUid)
    {
        IEnumerable<ValueMap> own = Maps(image)
            .Concat(image.Items(DicomTags.SharedFunctionalGroupsSequence).SelectMany(Maps))
            .Concat(sopInstanceUid is not null && _byInstance.TryGetValue(sopInstanceUid, out List<ValueMap>? referred) ? referred : []);
        return own.FirstOrDefault(m => m.Unit.Equals("Bq/ml", StringComparison.OrdinalIgnoreCase) || m.Unit.Equals("BQML", StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<ValueMap> Maps(DicomDataSet holder) => holder.Items(DicomTags.RealWorldValueMappingSequence)
        .Where(m => m.Double(DicomTags.RealWorldValueSlope) is not null)
        .Select(m => new ValueMap(
            m.Double(DicomTags.RealWorldValueSlope)!.Value, m.Double(DicomTags.RealWorldValueIntercept) ?? 0,
            m.FirstItem(DicomTags.MeasurementUnitsCodeSequence)?.String(DicomTags.CodeValue) ?? ""));
}

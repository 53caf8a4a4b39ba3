using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Objects;

/// <summary>An entry of a coding scheme: value, scheme designator, meaning.</summary>
public sealed record CodedConcept(string Value, string Scheme, string Meaning)
{
    /// <summary>Lutetium-177 (SNOMED CT).</summary>
    public static readonly CodedConcept Lutetium177 = new("447553000", "SCT", "^177^Lutetium");
    /// <summary>Gallium-68 (SNOMED CT).</summary>
    public static readonly CodedConcept Gallium68 = new("35337001", "SCT", "^68^Gallium");
    /// <summary>Fluorine-18 (SNOMED CT).</summary>
    public static readonly CodedConcept Fluorine18 = new("77004003", "SCT", "^18^Fluorine");
    /// <summary>Segmented property category and type: tissue.</summary>
    public static readonly CodedConcept Tissue = new("85756007", "SCT", "Tissue");
    /// <summary>Segmented property category: anatomical structure.</summary>
    public static readonly CodedConcept AnatomicalStructure = new("123037004", "SCT", "Anatomical Structure");
    /// <summary>Segmented property category: morphologically abnormal structure.</summary>
    public static readonly CodedConcept AbnormalStructure = new("49755003", "SCT", "Morphologically Altered Structure");
    /// <summary>Segmented property type: lesion.</summary>
    public static readonly CodedConcept Lesion = new("52988006", "SCT", "Lesion");

    internal static readonly CodedConcept SegmentationProcess = new("113076", "DCM", "Segmentation");
    internal static readonly CodedConcept SourceImage = new("121322", "DCM", "Source image for image processing operation");
    internal static readonly CodedConcept Recumbent = new("102538003", "SCT", "recumbent");
    internal static readonly CodedConcept Supine = new("40199007", "SCT", "supine");
    internal static readonly CodedConcept Headfirst = new("102540008", "SCT", "headfirst");

    /// <summary>The first item of a code sequence, or null.</summary>
    internal static CodedConcept? Of(DicomDataSet dataSet, DicomTag sequence) => dataSet.FirstItem(sequence) is { } item
        ? new(item.String(DicomTags.CodeValue) ?? "", item.String(DicomTags.CodingSchemeDesignator) ?? "",
            item.String(DicomTags.CodeMeaning) ?? "") : null;

    internal DicomDataSet ToItem() => new DicomDataSet().Set(DicomTags.CodeValue, Value).Set(DicomTags.CodingSchemeDesignator, Scheme)
        .Set(DicomTags.CodeMeaning, Meaning);
}

/// <summary>Another object that this one refers to.</summary>
public sealed record InstanceReference(string SopClassUid, string SopInstanceUid)
{
    internal DicomDataSet ToItem() => new DicomDataSet()
        .Set(DicomTags.ReferencedSOPClassUID, SopClassUid).Set(DicomTags.ReferencedSOPInstanceUID, SopInstanceUid);

    internal static IReadOnlyList<InstanceReference> Of(DicomDataSet dataSet, DicomTag sequence) => dataSet.Items(sequence)
        .Select(i => new InstanceReference(i.String(DicomTags.ReferencedSOPClassUID) ?? "", i.String(DicomTags.ReferencedSOPInstanceUID)
            ?? "")).ToArray();
}

/// <summary>Instances of one series, in slice order.</summary>
public sealed record SeriesReference(string StudyInstanceUid, string SeriesInstanceUid, IReadOnlyList<InstanceReference> Instances);

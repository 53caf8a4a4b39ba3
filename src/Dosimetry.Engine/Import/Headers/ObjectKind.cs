namespace Dosimetry.Engine.Import.Headers;

/// <summary>What an object is to this import.</summary>
internal enum ObjectKind { Ct, Pet, Nm, Dose, Structures, Segmentation, ValueMap, Projection, Plan, Report, Other, Directory }

/// <summary>
/// Kind of an object by its SOP Class UID. Modality is not asked: real systems write OT into NM objects, and SPECT into PET ones.
/// </summary>
internal static class ObjectKinds
{
    private const string Storage = "1.2.840.10008.5.1.4.1.1.";

    private static readonly Dictionary<string, (ObjectKind Kind, string Name)> Known = new()
    {
        [Storage + "2"] = (ObjectKind.Ct, "CT image"),
        [Storage + "2.1"] = (ObjectKind.Ct, "enhanced CT image"),
        [Storage + "2.2"] = (ObjectKind.Ct, "legacy converted enhanced CT image"),
        [Storage + "128"] = (ObjectKind.Pet, "PET image"),
        [Storage + "130"] = (ObjectKind.Pet, "enhanced PET image"),
        [Storage + "128.1"] = (ObjectKind.Pet, "legacy converted enhanced PET image"),
        [Storage + "20"] = (ObjectKind.Nm, "NM image"),
        [Storage + "5"] = (ObjectKind.Nm, "NM image (retired class)"),
        [Storage + "481.2"] = (ObjectKind.Dose, "RT dose"),
        [Storage + "481.3"] = (ObjectKind.Structures, "RT structure set"),
        [Storage + "481.5"] = (ObjectKind.Plan, "RT plan"),
        [Storage + "66.4"] = (ObjectKind.Segmentation, "segmentation"),
        [Storage + "66.7"] = (ObjectKind.Segmentation, "label map segmentation"),
        [Storage + "67"] = (ObjectKind.ValueMap, "real world value mapping"),
        [Storage + "7"] = (ObjectKind.Other, "secondary capture"),
        [Storage + "4"] = (ObjectKind.Other, "MR image"),
        [Storage + "4.1"] = (ObjectKind.Other, "enhanced MR image"),
        [Storage + "88.22"] = (ObjectKind.Report, "structured report"),
        [Storage + "88.33"] = (ObjectKind.Report, "structured report"),
        [Storage + "88.34"] = (ObjectKind.Report, "structured report"),
        [Storage + "104.1"] = (ObjectKind.Report, "encapsulated PDF"),
        ["1.2.840.10008.1.3.10"] = (ObjectKind.Directory, "DICOMDIR"),
    };

    public static ObjectKind Of(string? sopClassUid) => Known.GetValueOrDefault(sopClassUid ?? "", (ObjectKind.Other, "")).Item1;

    /// <summary>A name for messages.</summary>
    public static string Name(string? sopClassUid) => sopClassUid is null ? "object without SOP Class UID"
        : Known.TryGetValue(sopClassUid, out var known) ? known.Name
        : sopClassUid.StartsWith(Storage + "7.", StringComparison.Ordinal) ? "secondary capture" : $"object of class {sopClassUid}";
}

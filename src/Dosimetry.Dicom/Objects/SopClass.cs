namespace Dosimetry.Dicom.Objects;

/// <summary>SOP Class UIDs of the objects this library reads or writes. What a file is follows from these, never from Modality.</summary>
public static class SopClass
{
    /// <summary>CT Image Storage.</summary>
    public const string Ct = "1.2.840.10008.5.1.4.1.1.2";
    /// <summary>Enhanced CT Image Storage: named when refused.</summary>
    public const string EnhancedCt = "1.2.840.10008.5.1.4.1.1.2.1";
    /// <summary>Positron Emission Tomography Image Storage.</summary>
    public const string Pet = "1.2.840.10008.5.1.4.1.1.128";
    /// <summary>Enhanced PET Image Storage: named when refused.</summary>
    public const string EnhancedPet = "1.2.840.10008.5.1.4.1.1.130";
    /// <summary>Nuclear Medicine Image Storage.</summary>
    public const string NuclearMedicine = "1.2.840.10008.5.1.4.1.1.20";
    /// <summary>Secondary Capture Image Storage: never a volume.</summary>
    public const string SecondaryCapture = "1.2.840.10008.5.1.4.1.1.7";
    /// <summary>RT Structure Set Storage.</summary>
    public const string RtStructureSet = "1.2.840.10008.5.1.4.1.1.481.3";
    /// <summary>RT Dose Storage.</summary>
    public const string RtDose = "1.2.840.10008.5.1.4.1.1.481.2";
    /// <summary>RT Plan Storage.</summary>
    public const string RtPlan = "1.2.840.10008.5.1.4.1.1.481.5";
    /// <summary>Segmentation Storage.</summary>
    public const string Segmentation = "1.2.840.10008.5.1.4.1.1.66.4";
    /// <summary>Label Map Segmentation Storage (2024).</summary>
    public const string LabelMapSegmentation = "1.2.840.10008.5.1.4.1.1.66.7";
    /// <summary>Real World Value Mapping Storage.</summary>
    public const string RealWorldValueMapping = "1.2.840.10008.5.1.4.1.1.67";
    /// <summary>Detached Study Management (retired), as structure sets refer to a study.</summary>
    internal const string Study = "1.2.840.10008.3.1.2.3.1";

    private static readonly Dictionary<string, string> Names = new()
    {
        [Ct] = "CT image", [EnhancedCt] = "enhanced CT image", [Pet] = "PET image", [EnhancedPet] = "enhanced PET image",
        [NuclearMedicine] = "nuclear medicine image", [SecondaryCapture] = "secondary capture", [RtStructureSet] = "RT structure set",
        [RtDose] = "RT dose", [RtPlan] = "RT plan", [Segmentation] = "segmentation", [LabelMapSegmentation] = "label map segmentation",
        [RealWorldValueMapping] = "real world value mapping", ["1.2.840.10008.5.1.4.1.1.4"] = "MR image",
        ["1.2.840.10008.5.1.4.1.1.88.11"] = "basic text report", ["1.2.840.10008.5.1.4.1.1.88.22"] = "enhanced report",
        ["1.2.840.10008.5.1.4.1.1.88.33"] = "comprehensive report", ["1.2.840.10008.5.1.4.1.1.88.34"] = "comprehensive 3D report",
        ["1.2.840.10008.5.1.4.1.1.88.67"] = "X-ray radiation dose report",
        ["1.2.840.10008.5.1.4.1.1.88.68"] = "radiopharmaceutical radiation dose report",
        ["1.2.840.10008.5.1.4.1.1.104.1"] = "encapsulated PDF", ["1.2.840.10008.5.1.4.1.1.30"] = "parametric map",
        ["1.2.840.10008.5.1.4.1.1.11.1"] = "presentation state", ["1.2.840.10008.5.1.4.1.1.66.1"] = "spatial registration",
        ["1.2.840.10008.1.3.10"] = "media directory (DICOMDIR)",
    };

    /// <summary>The object's name in plain words, or its UID.</summary>
    public static string Name(string? uid) => uid is null ? "object without SOP class"
        : Names.GetValueOrDefault(uid, $"object of SOP class {uid}");
}

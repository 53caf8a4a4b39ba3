using Dosimetry.Cases.Settings;

namespace Dosimetry.Web.Model;

/// <summary>The fields of the regions page while a person edits them.</summary>
public sealed class RegionsForm
{
    /// <summary>Structure set in use; empty = the first.</summary>
    public string StructureSetId { get; set; } = "";
    /// <summary>Look for lesions on the PET.</summary>
    public bool FindLesions { get; set; } = true;
    /// <summary>SUV from which a voxel is lesion.</summary>
    public double Threshold_SUV { get; set; } = 3;
    /// <summary>Smallest lesion that is kept, ml.</summary>
    public double Least_ml { get; set; } = 0.5;
    /// <summary>Spots that a person turned down.</summary>
    public HashSet<string> Rejected { get; private init; } = [];

    /// <summary>The form of stored settings.</summary>
    public static RegionsForm From(RegionSettings s) => new()
    {
        StructureSetId = s.StructureSetId ?? "", FindLesions = s.FindLesions, Threshold_SUV = s.LesionThreshold_SUV, Least_ml = s.LesionMinimum_ml, Rejected = [.. s.RejectedLesions],
    };

    /// <summary>Settings with the form's values; numbers are held to the ranges that the fields state.</summary>
    public RegionSettings ApplyTo(RegionSettings s) => s with
    {
        StructureSetId = StructureSetId.Length == 0 ? null : StructureSetId,
        FindLesions = FindLesions,
        LesionThreshold_SUV = Math.Clamp(Threshold_SUV, 0.5, 50),
        LesionMinimum_ml = Math.Clamp(Least_ml, 0.1, 50),
        RejectedLesions = [.. Rejected.Order()],
    };
}
